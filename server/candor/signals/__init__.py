"""One file, one signal. A signal reads a window of facts and gives an observation or an abstention."""
