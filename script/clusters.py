"""A PostgreSQL server of one's own: made in a folder, reached by a socket file only, gone afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BIN = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)
USER = "platform"


class NoServer(Exception):
    """PostgreSQL's server and client are not installed, or will not run here."""


class Cluster:
    """A server that may be stopped and started again. It refuses to run as root, so root runs it as `postgres`."""

    def __init__(self, folder: Path, settings: dict[str, str] | None = None) -> None:
        if BIN is None or shutil.which("pg_dump") is None:
            raise NoServer("PostgreSQL's server and client are not installed (Debian: postgresql)")
        self.folder = folder
        self._who = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
        if self._who:
            shutil.chown(folder, "postgres", "postgres")
        wanted = {"listen_addresses": "''", "unix_socket_directories": str(folder), **(settings or {})}
        self._options = " ".join(f"-c {name}={value}" for name, value in wanted.items())
        self._run("initdb", "-D", folder / "db", "-U", USER, "--auth=trust", "--no-sync", "--encoding=UTF8")
        self.start()
        self._run("createdb", "-h", folder, "-U", USER, USER)

    @property
    def url(self) -> str:
        """What PLATFORM_DATABASE_URL is set to."""
        return f"postgresql://{USER}@/{USER}?host={self.folder}"

    @property
    def pid(self) -> int:
        """Of the postmaster, whose children do the work."""
        return int((self.folder / "db" / "postmaster.pid").read_text().split()[0])

    @property
    def running(self) -> bool:
        try:
            self._run("pg_ctl", "-D", self.folder / "db", "status")
        except NoServer:
            return False
        return True

    def start(self) -> None:
        self._run("pg_ctl", "-D", self.folder / "db", "-w", "-l", self.folder / "log", "-o", self._options, "start")

    def stop(self, how: str = "immediate") -> None:
        """`immediate` is the plug pulled; `fast` says good-bye to everybody."""
        self._run("pg_ctl", "-D", self.folder / "db", "-w", "-m", how, "stop")

    def _run(self, tool: str, *arguments: object) -> None:
        assert BIN is not None
        command = [str(BIN / tool), *map(str, arguments)]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        done = subprocess.run(command, cwd=self.folder, check=False, **quiet, **self._who)
        if done.returncode:
            raise NoServer(f"{tool} ended with {done.returncode}")


@contextmanager
def cluster(settings: dict[str, str] | None = None, below: Path = Path("/tmp")) -> Iterator[Cluster]:
    """A running server with one empty database, in a folder `below`, whose path has to be short: a socket lies there."""
    folder = Path(tempfile.mkdtemp(prefix="linsheng-pg-", dir=below))
    try:
        made = Cluster(folder, settings)
        try:
            yield made
        finally:
            if made.running:
                made.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
