"""Where the analysis of an interview runs: local processes (local.py); every engine speaks domain.ports.Engine."""
