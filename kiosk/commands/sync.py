"""`kiosk sync …`: sends what waits and takes what is new, once or for ever."""

from __future__ import annotations

import json
import os
import stat
import sys
from typing import Any, assert_never

import click

from kiosk import messages
from kiosk.console import json_option, pass_settings, say, stop
from kiosk.exits import Exit
from kiosk.link import made
from kiosk.settings import Settings
from kiosk.stores import prepared, stores
from offline_cache.exchange import Revoked
from offline_cache.follow import Follower, Pace
from offline_cache.sync import Offline, Synced


@click.group()
def sync() -> None:
    """The way to the platform."""


@sync.command("once")
@click.option("--max-seconds", type=click.FloatRange(min=0), help="Begin nothing new after this time.")
@json_option
@pass_settings
def once(settings: Settings, max_seconds: float | None, as_json: bool) -> None:
    """Pushes and pulls once. 0 nothing left, 2 some left, 69 platform away, 77 revoked or not enrolled."""
    done = made(settings).once(max_seconds)
    match done:
        case Synced(left, parked):
            words = [messages.SOME_LEFT.format(queued=left) if left else messages.SYNCED]
            words += [messages.PARKED.format(parked=len(parked), refs=" ".join(parked))] if parked else []
            say(as_json, {"synced": True, "left": left, "parked": list(parked)}, "\n".join(words))
            raise SystemExit(int(Exit.NOT_FINISHED if left else Exit.OK))
        case Offline(why, left):
            stop(Exit.AWAY, messages.AWAY, as_json, synced=False, why=why, left=left)
        case Revoked():
            stop(Exit.NOT_ENROLLED, messages.REVOKED, as_json, synced=False, why="revoked")
        case _:
            assert_never(done)


@sync.command("follow")
@json_option
@pass_settings
def follow(settings: Settings, as_json: bool) -> None:  # always JSON lines
    """The same as a process: wishes as JSON lines in, facts as JSON lines out. Ends with the pipe it reads from."""
    parts = stores(settings)
    pace = Pace(settings.hello_seconds, settings.pointer_seconds, settings.backoff_base, settings.backoff_max)
    piped = stat.S_ISFIFO(os.fstat(sys.stdin.fileno()).st_mode) or stat.S_ISSOCK(os.fstat(sys.stdin.fileno()).st_mode)
    prepared(settings, thorough=True)
    Follower(lambda: made(settings), parts.ledger, pace, _tell).run(sys.stdin, ends_with_input=piped)


def _tell(fact: dict[str, Any]) -> None:
    print(json.dumps(fact, ensure_ascii=False), flush=True)
