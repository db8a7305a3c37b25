"""Where things are on the earth."""

from __future__ import annotations

import math

EARTH_KM = 6371.0
Point = tuple[float, float]
"""Latitude and longitude, degrees (WGS 84)."""


def distance_km(one: Point, other: Point) -> float:
    """Kilometres along the great circle (haversine)."""
    (lat, long), (other_lat, other_long) = (map(math.radians, point) for point in (one, other))
    half = (
        math.sin((other_lat - lat) / 2) ** 2
        + math.cos(lat) * math.cos(other_lat) * math.sin((other_long - long) / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))
