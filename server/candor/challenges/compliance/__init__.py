"""Was it done that was asked for? One file a family of checks."""
