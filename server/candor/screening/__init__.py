"""Application screening: what organised identity fraud leaves in applications, in words, and never an accusation."""
