"""What is left of an interview: a summary as values, then as HTML and JSON."""
