"""Which speech model is used for a language, and how it is loaded so that it never ends a turn for an elder."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import assets

LANGS: Final = ("zh", "en")
DEMO_MARK: Final = "demo.json"
"""A model with this file knows synthetic voices only."""
CONF: Final = Path("conf", "model.conf")
SHORTEST_PAUSE_S: Final = 3.0
"""A model whose own rules end a segment sooner gets ours: turns end by voice/turns.py."""
OUR_RULES: Final = {
    "rule1.min-trailing-silence": 12.0,
    "rule2.min-trailing-silence": 4.0,
    "rule3.min-trailing-silence": 4.0,
    "rule4.min-trailing-silence": 4.0,
    "rule5.min-utterance-length": 90.0,
}
RULE: Final = re.compile(r"^--endpoint\.(rule[1-5]\.[a-z-]+)=([0-9.]+)\s*$", re.MULTILINE)


def installed(folder: Path, lang: str) -> Path | None:
    """The field model of a language below the folder of models."""
    model = folder / lang
    return model.resolve() if model.is_dir() else None


def packaged(lang: str) -> Path | None:
    """The demo model that comes with the program."""
    model = assets.path("voice", f"demo-{lang}")
    return model if model.is_dir() else None


def is_demo(model: Path) -> bool:
    """Whether a model says of itself that it is for demonstrations."""
    try:
        said = json.loads((model / DEMO_MARK).read_bytes())
    except FileNotFoundError:
        return False
    except (OSError, ValueError):
        return True  # it has the mark, if a damaged one
    return bool(said.get("demo", True)) if isinstance(said, dict) else True


def choose(folder: Path | None, lang: str, demo_allowed: bool) -> Path | None:
    """The model for a language: the installed one, and the packaged demo model only where that is allowed."""
    model = installed(folder, lang) if folder else None
    if model and (demo_allowed or not is_demo(model)):
        return model
    return packaged(lang) if demo_allowed else None


@contextlib.contextmanager
def patient(model: Path) -> Iterator[Path]:
    """The model with endpoint rules that leave turn-taking to us: itself, or a folder of links to be loaded from.

    Vosk 0.3.45 has no other way to set them. Nothing is read from the folder after loading, so it goes away again.
    """
    try:
        conf = (model / CONF).read_text("utf-8")
        folder = None if _patient_already(conf) else Path(tempfile.mkdtemp(prefix="ears-"))
    except (OSError, UnicodeError):  # no such file, or nowhere to make a folder: then with its own rules
        yield model
        return
    if folder is None:
        yield model
        return
    try:
        yield _linked(model.resolve(), folder, conf)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _patient_already(conf: str) -> bool:
    rules = {name: float(value) for name, value in RULE.findall(conf)}
    return all(rules.get(name, 0.0) >= min(ours, SHORTEST_PAUSE_S) for name, ours in OUR_RULES.items())


def _linked(model: Path, folder: Path, conf: str) -> Path:
    for part in model.iterdir():
        if part.name != CONF.parent.name:
            (folder / part.name).symlink_to(part)
    (folder / CONF.parent).mkdir()
    for part in (model / CONF.parent).iterdir():
        if part.name != CONF.name:
            (folder / CONF.parent / part.name).symlink_to(part)
    ours = "".join(f"--endpoint.{name}={value}\n" for name, value in OUR_RULES.items())
    (folder / CONF).write_text(f"{RULE.sub('', conf).strip()}\n{ours}", "utf-8")
    return folder
