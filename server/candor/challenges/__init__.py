"""Movements that a candidate can be asked for, and whether they were seen."""
