"""Which official format does a list have? One file each; all give the same entries."""
