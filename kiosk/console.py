"""How commands answer: one JSON object or plain words on stdout, a sentence on stderr, an exit code."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any, NoReturn

import click

from kiosk import messages
from kiosk.exits import OF_REFUSAL, Exit
from kiosk.settings import Settings

Command = Callable[..., Any]


def json_option(command: Command) -> Command:
    """`--json`: exactly one JSON object on stdout, JSON lines for streams."""
    return click.option("--json", "as_json", is_flag=True, help="Answer with one JSON object.")(command)


def pass_settings(command: Command) -> Command:
    """Hands the settings to a command."""
    return click.make_pass_decorator(Settings)(command)


def say(as_json: bool, said: Any, words: str | None = None) -> None:
    """One answer: `said` as JSON, or `words`."""
    if as_json:
        print(json.dumps(said, ensure_ascii=False), flush=True)
    elif words is not None:
        print(words, flush=True)


def stop(code: Exit, sentence: str, as_json: bool = False, **said: Any) -> NoReturn:
    """Ends with a sentence on stderr and, when JSON was asked for, with an object that names the reason."""
    if as_json:
        print(json.dumps(said, ensure_ascii=False), flush=True)
    print(sentence, file=sys.stderr, flush=True)
    raise SystemExit(int(code))


def stop_refused(why: str, as_json: bool = False, **said: Any) -> NoReturn:
    """Ends because a report was not taken."""
    stop(OF_REFUSAL.get(why, Exit.BAD_INPUT), messages.REFUSED[why], as_json, refused=why, **said)
