"""What staff are called, wherever they are spoken of."""

from __future__ import annotations

from typing import Any


def name_of(user: Any) -> str:
    """The name colleagues know, else the one they sign in with; nothing for nobody."""
    return (user.get_full_name() or user.username) if user else ""
