"""From an encoded frame to facts: decode, detect, track, measure, window; step.py is the loop in reading order."""
