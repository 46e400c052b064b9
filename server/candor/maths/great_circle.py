"""How far is it from one place on Earth to another? The haversine formula on a sphere."""

from __future__ import annotations

import math
from typing import Final

EARTH_RADIUS_KM: Final = 6371.0088
"""Mean radius (IUGG)."""


def distance_km(a_deg: tuple[float, float], b_deg: tuple[float, float]) -> float:
    """Return the length of the shortest way over the surface.

    Args:
        a_deg: latitude and longitude.
        b_deg: latitude and longitude.

    Returns:
        Kilometres, 0 to half the circumference; within 0.6 % of the ellipsoid.

    Source: Sinnott 1984, Virtues of the haversine.
    """
    (lat_a, lon_a), (lat_b, lon_b) = ((math.radians(x), math.radians(y)) for x, y in (a_deg, b_deg))
    h = math.sin((lat_b - lat_a) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, h)))
