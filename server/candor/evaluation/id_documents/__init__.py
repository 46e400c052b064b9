"""How well are ID documents read? Pages with known holders are printed into empty ones, photographed, and read."""
