"""`central-platform doctor`: every part checked, in plain words."""

import json
import shutil
import stat
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from central_platform.commands import exits

LOW_DISK_BYTES = 2**30


@dataclass(frozen=True)
class Finding:
    """One part: `ok`, worth a person's look (`ask`), or `bad`."""

    part: str
    state: str
    says: str


@click.command()
@click.option("--json", "as_json", is_flag=True, help="one JSON object")
def doctor(as_json: bool) -> None:
    """Check every part; exit 3 when something is broken."""
    findings = list(_findings())
    bad = any(finding.state == "bad" for finding in findings)
    if as_json:
        click.echo(json.dumps({"ok": not bad, "parts": [asdict(one) for one in findings]}, ensure_ascii=False))
    else:
        for one in findings:
            click.echo(f"{one.state:>4}  {one.part}: {one.says}")
    raise SystemExit(exits.DAMAGED if bad else exits.OK)


def _findings() -> Iterator[Finding]:
    yield from _database()
    yield from _keys()
    yield from _feed()
    yield _audit()
    yield _disk()


def _database() -> Iterator[Finding]:
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    from central_platform.commands.prepare import pending

    try:
        if pending(MigrationExecutor(connection)):
            yield Finding("database", "bad", "its tables are of an older version: start `serve` once, or `migrate`")
            return
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA quick_check")
                said = cursor.fetchone()[0]
            yield Finding("database", "ok" if said == "ok" else "bad", f"SQLite quick check: {said}")
        else:
            yield Finding("database", "ok", "PostgreSQL answers")
    except DatabaseError as error:
        yield Finding("database", "bad", str(error))


def _keys() -> Iterator[Finding]:
    from central_platform import crypto
    from central_platform.feed import keys

    try:
        ring = keys.load()
    except keys.KeysMissing as error:
        yield Finding("keys", "bad", str(error))
        return
    genuine = crypto.verified("keys", ring.document, ring.root_public) is not None
    yield Finding("keys", "ok" if genuine else "bad", f"version {ring.version}, signing with {ring.signing[0].id}")
    private = [path for path in keys.directory().glob("*.*") if path.name not in ("keys.json", keys.ROOTS)]
    open_to_all = [path.name for path in private if stat.S_IMODE(path.stat().st_mode) & 0o077]
    if open_to_all:
        yield Finding("keys", "bad", f"others can read {', '.join(sorted(open_to_all))}: chmod 600")
    if any(keys.directory().glob("root.*json")):
        yield Finding("root key", "ask", "it is still on this machine: move root.json to a place without a network")
    else:
        yield Finding("root key", "ok", "not on this machine")


def _feed() -> Iterator[Finding]:
    from django.db import DatabaseError

    from central_platform.feed import files, keys
    from central_platform.fleet.models import Publication

    try:
        publications = list(Publication.objects.all())
        heads = {publication: files.head_of(publication) for publication in publications}
    except DatabaseError:
        return
    for publication, head in heads.items():
        pointer = files.pointer_on_disk(publication) if keys.exist() else None
        if head == 0:
            yield Finding(f"feed {publication.slug}", "ask", "nothing is published yet")
        elif pointer is None or pointer["head"] != head:
            yield Finding(f"feed {publication.slug}", "bad", "the pointer is missing or behind: start `serve`")
        else:
            yield Finding(f"feed {publication.slug}", "ok", f"change {head}, pointer good until {pointer['expires']}")


def _audit() -> Finding:
    from django.db import DatabaseError

    from central_platform.reports import audit

    try:
        verdict = audit.verify()
    except DatabaseError as error:
        return Finding("audit log", "bad", str(error))
    if isinstance(verdict, audit.Broken):
        return Finding("audit log", "bad", verdict.words)
    return Finding("audit log", "ok", f"{verdict.lines} lines, {len(verdict.gaps)} known gaps")


def _disk() -> Finding:
    from django.conf import settings

    path = Path(settings.DATA_DIR)
    free = shutil.disk_usage(path if path.exists() else path.parent).free
    return Finding("disk", "ok" if free > LOW_DISK_BYTES else "ask", f"{free // 2**20} MiB free")
