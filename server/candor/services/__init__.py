"""Use cases, one file each: what a person or the stream asks Candor to do."""
