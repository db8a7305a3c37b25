"""TLS as it goes wrong: an envelope leaves only through a connection whose certificate is right."""

from __future__ import annotations

import json
import socket
import ssl
import subprocess
from collections import Counter
from pathlib import Path

import stage

from ordeals import rig
from ordeals.proxy import Proxy

HOST, ELSEWHERE = "127.0.0.2", "127.0.0.3"
"""Loopback addresses for which the kiosk wants https, as it does of any other machine."""
AWAY = 69
KEY = ("-newkey", "rsa:2048", "-nodes")
ALWAYS, LONG_AGO = ("20200101000000Z", "20991231000000Z"), ("20200101000000Z", "20200201000000Z")
AUTHORITY = """[ca]
default_ca = ordeal
[ordeal]
certificate = ca.pem
private_key = ca.key
database = index.txt
new_certs_dir = .
rand_serial = yes
default_md = sha256
copy_extensions = copy
unique_subject = no
policy = any
[any]
commonName = supplied
"""


def _openssl(folder: Path, *words: str) -> None:
    subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)


def made(folder: Path) -> None:
    """An authority (`ca.pem`), and certificates with keys: `good`, `expired`, `elsewhere` by it, `self` by nobody."""
    folder.mkdir()
    (folder / "ca.cnf").write_text(AUTHORITY)
    (folder / "index.txt").touch()
    alone, asked = ("req", "-x509", *KEY, "-days", "30"), ("req", "-new", *KEY)
    _openssl(folder, *alone, "-subj", "/CN=ordeal", "-keyout", "ca.key", "-out", "ca.pem")
    for name, host, years in (("good", HOST, ALWAYS), ("expired", HOST, LONG_AGO), ("elsewhere", ELSEWHERE, ALWAYS)):
        _openssl(folder, *asked, *_subject(host), "-keyout", f"{name}.key", "-out", f"{name}.csr")
        ca = ("ca", "-batch", "-notext", "-config", "ca.cnf", "-startdate", years[0], "-enddate", years[1])
        _openssl(folder, *ca, "-in", f"{name}.csr", "-out", f"{name}.pem")
    _openssl(folder, *alone, *_subject(HOST), "-keyout", "self.key", "-out", "self.pem")


def _subject(host: str) -> tuple[str, ...]:
    return "-subj", f"/CN={host}", "-addext", f"subjectAltName=IP:{host}"


def door(folder: Path, name: str, version: ssl.TLSVersion | None = None) -> ssl.SSLContext:
    """The server's side with one of those certificates; with `version`, of that version only."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / f"{name}.pem", folder / f"{name}.key")
    if version is not None:
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.minimum_version = context.maximum_version = version
    return context


def speaks(proxy: Proxy, folder: Path, version: ssl.TLSVersion) -> bool:
    """A client that allows it can talk TLS of this version with the proxy."""
    context = ssl.create_default_context(cafile=str(folder / "ca.pem"))
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = version
    plain = socket.create_connection((HOST, int(proxy.url.rsplit(":", 1)[1])), 5)
    with context.wrap_socket(plain, server_hostname=HOST) as inside:
        return inside.version() is not None


def tried(folder: Path, kiosk: rig.Kiosk, platform: rig.Platform, each: int) -> tuple[int, Counter[str]]:
    """A report waits while the kiosk syncs `each` times with every bad door, then through the good one. How many
    tries, and what went wrong."""
    made(folder)
    kiosk.env |= {"REQUESTS_CA_BUNDLE": str(folder / "ca.pem"), "NO_PROXY": "*"}
    doors = {
        name: Proxy(platform.url, tls=door(folder, *how), host=HOST)
        for name, how in {
            "expired": ("expired",),
            "elsewhere": ("elsewhere",),
            "self": ("self",),
            "old": ("good", ssl.TLSVersion.TLSv1_1),
            "good": ("good",),
        }.items()
    }
    assert speaks(doors["old"], folder, ssl.TLSVersion.TLSv1_1), "this OpenSSL has no TLS 1.1 to try"
    doors["old"].heard = 0
    assert kiosk.command("report", "file", "-", given=json.dumps(rig.report())).returncode == 0
    good = doors.pop("good")
    bad = [door.url for door in doors.values()] + [f"https://{HOST}:{stage.free_port()}", "https://kiosk.invalid"]
    wrong = Counter(bytes_sent=0, not_called_away=0, not_sent_when_right=0)
    for url in bad:
        kiosk.through(url)
        for _ in range(each):
            wrong["not_called_away"] += kiosk.command("sync", "once").returncode != AWAY
    wrong["bytes_sent"] = sum(door.heard for door in doors.values())
    kiosk.through(good.url)
    wrong["not_sent_when_right"] = int(not kiosk.synced())
    return each * len(bad), wrong
