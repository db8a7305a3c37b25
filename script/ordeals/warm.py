"""Commands of the kiosk without the half second in which Python starts: a process that has them loaded forks for each.

Each command is still a process of its own, run by `kiosk.__main__.main` with its own arguments, environment, working
directory and three streams; only what a start costs, and could break, is left out. Programs with a protection taken
away (variants/) and commands behind a prefix start in full.
"""

from __future__ import annotations

import atexit
import importlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parents[2]
LOADED = ("sync", "outbox", "report", "service", "paths", "doctor", "content", "health", "enrol")
"""Commands whose modules are loaded before the first fork."""


def command(words: tuple[str, ...], env: Mapping[str, str], given: str | None) -> subprocess.CompletedProcess[str]:
    """What `python -m kiosk WORDS` does and says, in its environment."""
    server = _server(env["PYTHONPATH"])
    with (
        tempfile.NamedTemporaryFile("w+", encoding="utf-8") as stdin,
        tempfile.NamedTemporaryFile("r", encoding="utf-8") as out,
        tempfile.NamedTemporaryFile("r", encoding="utf-8") as err,
    ):
        stdin.write(given or "")
        stdin.flush()
        asked = {"words": words, "env": dict(env), "streams": [stdin.name, out.name, err.name]}
        server.stdin.write(json.dumps(asked) + "\n")
        server.stdin.flush()
        answer = server.stdout.readline()
        if not answer:
            raise RuntimeError("the process that forks the kiosk's commands is gone")
        return subprocess.CompletedProcess(("kiosk", *words), int(answer), out.read(), err.read())


@cache
def _server(path: str) -> subprocess.Popen[str]:
    server = subprocess.Popen(
        [sys.executable, __file__], env=os.environ | {"PYTHONPATH": path}, cwd=ROOT,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    atexit.register(_end, server)
    return server


def _end(server: subprocess.Popen[str]) -> None:
    server.stdin.close()
    server.wait(60)


def _become(words: list[str], env: dict[str, str], streams: list[str]) -> None:
    """The child: becomes the command, and ends with it."""
    for number, path in enumerate(streams):
        opened = os.open(path, os.O_RDWR if number else os.O_RDONLY)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin, sys.stdout, sys.stderr = _text(0, "r"), _text(1, "w"), _text(2, "w")
    os.environ.clear()
    os.environ.update(env)
    sys.argv = ["kiosk", *words]
    importlib.import_module("kiosk.__main__").main()


def _text(number: int, mode: str) -> IO[str]:
    return open(number, mode, encoding="utf-8", closefd=False)


def serve() -> None:
    """Forks for each line on stdin, answers with the exit code."""
    commands = importlib.import_module("kiosk.__main__").COMMANDS
    for name in LOADED:
        importlib.import_module(commands[name].partition(":")[0])
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if not child:
            _become(**asked)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    sys.path.remove(str(Path(__file__).parent))
    serve()
