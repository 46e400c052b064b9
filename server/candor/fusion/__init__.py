"""From verdicts to what is shown: calibrate, combine, decide, explain."""
