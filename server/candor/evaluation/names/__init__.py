"""How well are altered names found, and how often is a stranger taken for somebody listed?"""
