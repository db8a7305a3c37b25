"""`kiosk say`: speaks through the mouth child, or renders to a file."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import click

from kiosk import messages
from kiosk.console import json_option, stop
from kiosk.console import say as answer
from kiosk.exits import Exit


@click.command()
@click.argument("text")
@click.option("--to", "file", type=click.Path(path_type=Path, dir_okay=False), help="Writes a WAV file instead.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh")
@click.option("--rate", type=click.Choice(["slowest", "slow", "normal", "fast", "fastest"]), default="normal")
@json_option
def say(text: str, file: Path | None, lang: str, rate: str, as_json: bool) -> None:
    """Says TEXT aloud."""
    from voice.wording import sentences

    wish: dict[str, Any] = {"lang": lang, "rate": rate}
    wish |= {"render": str(file.resolve()), "text": text} if file else {"say": 1, "sentences": list(sentences(text))}
    wish |= {"volume": 8}
    mouth = subprocess.Popen(
        [sys.executable, "-m", "voice.mouth"], text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    assert mouth.stdin and mouth.stdout
    with mouth:
        mouth.stdin.write(json.dumps(wish) + "\n")
        mouth.stdin.flush()
        for line in mouth.stdout:
            match json.loads(line):
                case {"finished": _} | {"rendered": str()}:
                    answer(as_json, {"said": True, "file": str(file) if file else None})
                    return
                case {"unsaid": _} | {"rendered": None}:
                    stop(Exit.READ_ONLY, messages.NO_SOUND, as_json, said=False)
    stop(Exit.READ_ONLY, messages.NO_SOUND, as_json, said=False)
