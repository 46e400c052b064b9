"""How well it works: data sets, metrics with intervals, plots."""
