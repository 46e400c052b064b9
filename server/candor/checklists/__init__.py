"""Structured checklists: the template packs, what is noted of an item, how far an interview is."""
