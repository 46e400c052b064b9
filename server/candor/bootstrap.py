"""The composition root: the only file that knows the concrete classes and puts them together."""
