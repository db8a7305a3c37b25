"""The platform as a city runs it: nginx with the configuration we ship, gunicorn, and PostgreSQL behind."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import requests
import stage

DEPLOY = stage.ROOT / "central_platform" / "deploy"
HTTPS = {"X-Forwarded-Proto": "https"}
QUIET_SECONDS, QUIET_SHARE = 3, 0.03
MAIN = """daemon off;
worker_processes 2;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 4096; }}
http {{
    include /etc/nginx/mime.types;
    access_log {folder}/access.log;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/linsheng.conf;
}}
"""


def configured(folder: Path, port: int, backend: int, data: Path) -> str:
    """The shipped configuration with this machine's names put in; on loopback, without TLS."""
    text = (DEPLOY / "nginx.conf").read_text("utf-8")
    changes = {
        "/var/cache/nginx/linsheng": f"{folder}/cache",
        "127.0.0.1:8001": f"127.0.0.1:{backend}",
        "listen 80;": f"listen 127.0.0.1:{stage.free_port()};",
        "listen 443 ssl;": f"listen 127.0.0.1:{port};",
        "    ssl_certificate /etc/ssl/linsheng/fullchain.pem;  # HERE\n": "",
        "    ssl_certificate_key /etc/ssl/linsheng/privkey.pem;\n": "",
        "    ssl_protocols TLSv1.2 TLSv1.3;\n": "",
        "/var/lib/linsheng-platform": str(data),
    }
    for old, new in changes.items():
        assert text.count(old) == 1, f"nginx.conf no longer says {old!r} once"
        text = text.replace(old, new)
    return text


class Nginx:
    """nginx in a folder of its own. Nobody else may look into it but nginx's workers."""

    def __init__(self, folder: Path, backend: int, data: Path) -> None:
        self.folder, self.port = folder, stage.free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        folder.mkdir(mode=0o755)
        (folder / "linsheng.conf").write_text(configured(folder, self.port, backend, data), "utf-8")
        (folder / "nginx.conf").write_text(MAIN.format(folder=folder), "utf-8")
        self.process = subprocess.Popen(
            ["nginx", "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")], stderr=subprocess.DEVNULL
        )
        stage.wait_until(lambda: _listens(self.url), 10, "nginx answers")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)


class Workers:
    """gunicorn with the configuration we ship."""

    def __init__(self, data: Path, database: str, count: int = 3) -> None:
        self.data, self.port = data, stage.free_port()
        self.url, self.log = f"http://127.0.0.1:{self.port}", data / "gunicorn.log"
        data.mkdir(mode=0o711, exist_ok=True)
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PLATFORM_", "DJANGO_"))}
        self.env = kept | {
            "PLATFORM_DATA_DIR": str(data), "PLATFORM_DATABASE_URL": database, "PLATFORM_TRUSTED_PROXY": "127.0.0.1",
            "PLATFORM_LOG_LEVEL": "WARNING", "WEB_CONCURRENCY": str(count), "PYTHONPATH": str(stage.ROOT),
        }  # fmt: skip
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Migrates, makes keys, serves."""
        command = [sys.executable, "-m", "gunicorn", "-c", str(DEPLOY / "gunicorn.conf.py"), "central_platform.wsgi"]
        with (self.data / "gunicorn.err").open("ab") as errors:
            self.process = subprocess.Popen(
                [*command, "--bind", f"127.0.0.1:{self.port}", "--access-logfile", str(self.log)],
                env=self.env, cwd=stage.ROOT, stdout=errors, stderr=errors,
            )  # fmt: skip
        stage.wait_until(lambda: _listens(f"{self.url}/healthz", HTTPS), 300, "gunicorn answers")

    def run(self, code: str) -> str:
        """What Django's shell prints for these lines."""
        command = [sys.executable, "-m", "central_platform", "shell", "-v", "0", "-c", code]
        done = subprocess.run(command, env=self.env, cwd=stage.ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    @property
    def pids(self) -> list[int]:
        """Of the worker processes."""
        return children(self.process.pid) if self.process else []

    def asked_for(self, path: str) -> int:
        """How many requests for addresses that begin so have come to Django."""
        return self.log.read_text("utf-8").count(f'"GET {path}') if self.log.exists() else 0

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(40)


def installed() -> bool:
    return shutil.which("nginx") is not None


def children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    return [int(child) for child in listed]


def cpu_seconds(*roots: int) -> float:
    """User and system time of these processes and all below them so far, those that have ended included."""
    total, waiting = 0.0, list(roots)
    while waiting:
        pid = waiting.pop()
        try:
            fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
            waiting += children(pid)
        except FileNotFoundError:
            continue
        total += sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return total


def settle(*roots: int) -> None:
    """Waits until they have done what they do at their first start, such as the chores of the night."""
    while True:
        before = cpu_seconds(*roots)
        time.sleep(QUIET_SECONDS)
        if cpu_seconds(*roots) - before < QUIET_SHARE * QUIET_SECONDS:
            return


def _listens(url: str, headers: Mapping[str, Any] | None = None) -> bool:
    try:
        return requests.get(url, headers=headers, timeout=5, allow_redirects=False).status_code < 600
    except requests.RequestException:
        time.sleep(0.1)
        return False
