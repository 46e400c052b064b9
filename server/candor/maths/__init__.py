"""Pure functions on arrays; every file names its paper or standard. No state, no files, no clock."""
