"""Light and contrast as WCAG 2 defines them: one place for the audit of the pages and for the eyes outside."""

from __future__ import annotations

import numpy as np


def luminance(colours: np.ndarray) -> np.ndarray:
    """Relative luminance, 0 to 1, of (…, 3) red, green and blue from 0 to 255."""
    share = colours / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


def ratio(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Contrast of luminances, 1 to 21."""
    return (np.maximum(one, other) + 0.05) / (np.minimum(one, other) + 0.05)
