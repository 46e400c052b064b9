"""A person who does not exist in any call: the sample interview that `candor demo` renders from a public portrait."""
