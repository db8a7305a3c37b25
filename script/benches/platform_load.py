"""Platform: a thousand kiosks that poll, beat and file on loopback; --postgresql: nginx, gunicorn and PostgreSQL (5 min)."""

from __future__ import annotations

import argparse
import os
import secrets
import signal
import tempfile
import threading
import time
from collections import Counter
from contextlib import ExitStack
from itertools import chain
from pathlib import Path

import clusters
import findings
import front
import requests
import stage
from crowd import Crowd, enrolled
from ordeals.small_disk import SmallDisk, mounted

AWAY_SECONDS = 30
FULL_SECONDS = 20
DISK_MEGABYTES = 320
SENTENCE = "平台暂时用不了"
CODES = """
from central_platform.fleet import codes, halls
link = halls.link(halls.published()[0])
print("\\n".join(codes.make(link, {lease}) for _ in range({count})))
"""
PUBLISH = """
import time
from central_platform.feed import changes, files
from central_platform.fleet.models import Publication
body = changes.state("hall", "{hall}") | {{"phone": "%08d" % (time.time() % 10**8)}}
began = time.time()
changes.record("hall", "{hall}", body)
print(began, files.head_of(Publication.objects.get(slug="main")))
"""
DEMO = "from central_platform.content import demo; demo.load(); from central_platform.feed import files; files.write_pending()"


class Embedded:
    """`central-platform demo`: one process, SQLite, the feed through Django."""

    name = "embedded"
    headers: dict[str, str] = {}

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.platform = stage.Platform(folder / "platform")
        stack.callback(self.platform.kill, signal.SIGTERM)
        self.platform.start()
        self.url = self.door = self.platform.url
        self.roots = {"platform": [self.platform.pid]}

    def run(self, code: str) -> str:
        return self.platform.command("shell", "-v", "0", "-c", code)

    def feed_requests(self) -> int | None:
        return None


class City:
    """nginx, three gunicorn processes, PostgreSQL."""

    name = "city"
    headers = front.HTTPS

    def __init__(self, folder: Path, stack: ExitStack, small_disk: bool = False) -> None:
        folder.chmod(0o711)
        self.disk: SmallDisk | None = None
        below, settings = Path("/tmp"), {}
        if small_disk:
            self.disk = stack.enter_context(mounted(folder, "ext4", DISK_MEGABYTES))
            below, settings = self.disk.point, {"max_wal_size": "64MB", "min_wal_size": "32MB"}
            below.chmod(0o755)
        self.database = stack.enter_context(clusters.cluster(settings, below))
        data = folder / "platform"
        self.workers = front.Workers(data, self.database.url)
        stack.callback(self.workers.stop)
        self.workers.start()
        self.run(DEMO)
        self.nginx = front.Nginx(folder / "nginx", self.workers.port, data)
        stack.callback(self.nginx.stop)
        self.url, self.door = self.workers.url, self.nginx.url
        process = self.workers.process
        assert process is not None
        self.roots = {
            "gunicorn": [process.pid], "PostgreSQL": [self.database.pid], "nginx": [self.nginx.process.pid],
        }  # fmt: skip

    def run(self, code: str) -> str:
        return self.workers.run(code)

    def feed_requests(self) -> int | None:
        return self.workers.asked_for("/feed/main/")


def published(site: Embedded | City, hall: str, after: float, told: list[str]) -> None:
    """Publishes once in the middle of the run; when, and the number of the change."""
    time.sleep(after)
    told.append(site.run(PUBLISH.format(hall=hall)).strip().splitlines()[-1])


def broken(site: City, seconds: float, notes: list[str]) -> None:
    """Kills a worker, pulls PostgreSQL's plug for a while, then fills its disk; what staff are shown meanwhile."""
    time.sleep(seconds * 0.2)
    os.kill(site.workers.pids[0], signal.SIGKILL)
    notes.append("one gunicorn process killed (SIGKILL)")
    time.sleep(seconds * 0.1)
    site.database.stop()
    shown = requests.get(f"{site.door}/staff/login/", timeout=30)
    time.sleep(AWAY_SECONDS)
    site.database.start()
    assert_told(shown)
    notes.append(f"PostgreSQL gone for {AWAY_SECONDS} s; staff read {SENTENCE} (503)")
    time.sleep(seconds * 0.1)
    assert site.disk is not None
    site.disk.fill()
    began = time.monotonic()
    shown = signed_in(site)
    while shown.status_code != 503 and time.monotonic() < began + FULL_SECONDS:
        shown = signed_in(site)
    time.sleep(max(0.0, began + FULL_SECONDS - time.monotonic()))
    fell = not site.database.running
    site.disk.empty()
    if fell:
        site.database.start()  # as systemd does
    assert_told(shown)
    notes.append(
        f"PostgreSQL's disk full for {FULL_SECONDS} s ({'it stopped, and was started when there was room' if fell else 'it went on'}); "
        f"staff who sign in read {SENTENCE} (503)"
    )


def signed_in(site: City) -> requests.Response:
    """What somebody with a wrong password is shown: it is written down, so it needs room."""
    address, token = f"{site.url}/staff/login/", secrets.token_urlsafe(24)[:32]
    said = {"username": secrets.token_hex(8), "password": "wrong", "csrfmiddlewaretoken": token}
    headers = front.HTTPS | {"Cookie": f"csrftoken={token}", "Referer": address.replace("http", "https", 1)}
    return requests.post(address, said, headers=headers, timeout=60, allow_redirects=False)


def assert_told(shown: requests.Response) -> None:
    assert shown.status_code == 503 and SENTENCE in shown.content.decode(), (shown.status_code, shown.text[:200])


def spread(values: list[float]) -> tuple[str, ...]:
    """p50, p99 and the worst, in ms."""
    shown = (findings.percentile(values, 0.5), findings.percentile(values, 0.99), max(values))
    return tuple(f"{seconds * 1000:,.0f}" for seconds in shown)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kiosks", type=int, default=1000)
    parser.add_argument("--seconds", type=int, default=150)
    parser.add_argument("--reports", type=float, default=20, help="a second, by all kiosks together")
    parser.add_argument("--postgresql", action="store_true", help="as a city runs it")
    parser.add_argument(
        "--faults",
        action="store_true",
        help="with --postgresql: a worker is killed, the database stopped, its disk filled",
    )
    asked = parser.parse_args()
    if asked.faults and not asked.postgresql:
        parser.error("--faults goes with --postgresql")
    findings.begin(asked.seconds / 60 + 2, f"{asked.kiosks:,} kiosks for {asked.seconds} seconds")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir="/tmp")))
        site = City(folder, stack, asked.faults) if asked.postgresql else Embedded(folder, stack)
        lease = 10 + round(2 * asked.seconds * asked.reports / asked.kiosks)
        codes = site.run(CODES.format(lease=lease, count=asked.kiosks)).split()
        members = enrolled(site.url, codes[-asked.kiosks :], site.door, site.headers)
        findings.progress(f"{len(members):,} kiosks enrolled")
        crowd = Crowd(members, site.door)
        hall = site.run("from central_platform.fleet import halls; print(halls.published()[0])").strip()
        told: list[str] = []
        notes: list[str] = []
        beside = [threading.Thread(target=published, args=(site, hall, asked.seconds * 0.05, told))]
        if asked.faults:
            beside.append(threading.Thread(target=broken, args=(site, asked.seconds, notes)))
        front.settle(*chain.from_iterable(site.roots.values()))
        before = {name: front.cpu_seconds(*pids) for name, pids in site.roots.items()}
        began, own = time.monotonic(), time.process_time()
        for thread in beside:
            thread.start()
        crowd.run(asked.seconds, asked.reports)
        lasted, own = time.monotonic() - began, time.process_time() - own
        used = {name: front.cpu_seconds(*pids) - before[name] for name, pids in site.roots.items()}
        for thread in beside:
            thread.join()
        assert told and bool(notes) == asked.faults, "publishing, or breaking, did not go as planned"
        crowd.drain(120)
        rows = site.run(
            "from central_platform.reports.models import Report; print(*Report.objects.values_list('receipt', flat=True))"
        )
        feed_requests = site.feed_requests()
    report(asked, site.name, crowd, told, notes, lasted, own, used, rows.split(), feed_requests)


def report(asked, name, crowd, told, notes, lasted, own, used, rows, feed_requests) -> None:
    """What was found, as a page."""
    seen, when, head = crowd.seen, float(told[0].split()[0]), int(told[0].split()[1])
    reached = seen.arrived[head]
    kept = Counter(rows)
    assert set(seen.filed) <= set(kept) and all(kept[receipt] == 1 for receipt in seen.filed), "not each report once"
    doors = [
        (door, f"{len(took):,}", *spread(took), len(seen.errors[door])) for door, took in sorted(seen.took.items())
    ]
    errors = Counter(f"{door}: {what}" for door, met in seen.errors.items() for what in met)
    server = "; ".join(f"{what} {seconds / lasted:.0%}" for what, seconds in used.items() if seconds >= 0)
    lines = [
        findings.table(("door", "requests", "p50 ms", "p99 ms", "worst ms", "errors"), doors),
        "",
        f"- {asked.kiosks:,} kiosks, {lasted:.0f} s, each on a connection of its own; {len(seen.filed):,} reports filed, "
        f"each stored exactly once.",
        f"- Publish → kiosk: {len(reached):,} of {asked.kiosks:,} within the run, the last after "
        f"**{max(reached) - when:.0f} s**." if reached else "- Publish → kiosk: none arrived.",
        f"- CPU, of one core: {server}. The crowd itself: {own / lasted:.0%}, and it was behind its timetable by "
        f"{findings.percentile(seen.late, 0.99) * 1000:,.0f} ms (p99).",
        *([f"- Feed requests that reached Django: **{feed_requests}**."] if feed_requests is not None else []),
        *(f"- Broken on purpose: {note}." for note in notes),
        *([f"- Errors: {dict(errors)}."] if errors else []),
    ]  # fmt: skip
    findings.write("platform", "\n".join(lines), "scale.md", place=f"platform-{'faults' if asked.faults else name}")


if __name__ == "__main__":
    main()
