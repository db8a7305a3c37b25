"""Pictures, sounds, words and seed content that every floor may read; imports nobody."""

from pathlib import Path

HERE = Path(__file__).resolve().parent


def path(*names: str) -> Path:
    """The path of one asset, e.g. `path("content", "hall.json")`."""
    return HERE.joinpath(*names)
