"""A backup as one tar file: a consistent copy of the database, media and feed, with a list of hashes; never a key."""

import hashlib
import io
import json
import tarfile
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from central_platform.commands import dumps
from central_platform.feed import disk, epochs, files
from central_platform.reports import audit, erasure

LIST = "list.json"


class NotABackup(Exception):
    """The file is not one of ours, not whole, or of another kind of database."""


def is_there() -> bool:
    return dumps.is_there()


def _folders() -> dict[str, Path]:
    return {"media": Path(settings.MEDIA_ROOT), "feed": Path(settings.FEED_DIR)}


def write(target: Path) -> None:
    """The backup of this moment; the platform may go on serving."""
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix=".backup-") as scratch:
        copy = Path(scratch) / dumps.name()
        dumps.write(copy)
        members = {dumps.name(): copy}
        for name, folder in _folders().items():
            paths = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith("."))
            members |= {f"{name}/{path.relative_to(folder)}": path for path in paths}
        packed = Path(scratch) / "backup.tar.gz"
        with tarfile.open(packed, "w:gz") as archive:
            hashes = {name: _add(archive, name, path) for name, path in members.items()}
            listed = json.dumps({"what": "linsheng backup 1", "sha256": hashes}).encode()
            entry = tarfile.TarInfo(LIST)
            entry.size = len(listed)
            archive.addfile(entry, io.BytesIO(listed))
        disk.write(target, packed.read_bytes(), disk.PRIVATE)


def _add(archive: tarfile.TarFile, name: str, path: Path) -> str:
    data = path.read_bytes()
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(data), disk.PRIVATE
    archive.addfile(entry, io.BytesIO(data))
    return hashlib.sha256(data).hexdigest()


def put_back(source: Path) -> int:
    """Unpack, check everything, then put it in place; the new epoch. What was erased since the backup is erased again,
    and the lines the audit log lacks become a line of it."""
    Path(settings.DATA_DIR).mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix=".restore-") as scratch:
        _unpack(source, Path(scratch))
        epochs.announce()
        dumps.put_back(Path(scratch) / dumps.name())
        for name, folder in _folders().items():
            if folder.exists():
                folder.rename(Path(scratch) / f"former-{name}")
            if (Path(scratch) / name).exists():
                (Path(scratch) / name).rename(folder)
    disk.sync_directory(Path(settings.DATA_DIR))
    call_command("migrate", interactive=False, verbosity=0)
    with transaction.atomic():
        epoch = epochs.mint("restore").number
        if not audit.note_gap("restore"):
            audit.append(None, "restore", f"epoch {epoch}; no line of the log is known to be lost")
    erasure.again()
    files.write_pending()
    return epoch


def extract(archive: tarfile.TarFile, target: Path) -> None:
    """Files and folders below `target`, nothing else. Debian 12's Python 3.11.2 does not know `filter="data"` yet."""
    for member in archive.getmembers():
        inside = (target / member.name).resolve().is_relative_to(target.resolve())
        if not inside or not (member.isfile() or member.isdir()):
            raise NotABackup(f"{member.name} does not belong into a backup")
        archive.extract(
            member, target, set_attrs=False, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {})
        )


def _unpack(source: Path, target: Path) -> None:
    try:
        with tarfile.open(source) as archive:
            extract(archive, target)
        listed = json.loads((target / LIST).read_text())["sha256"]
        wrong = [name for name, sha256 in listed.items() if not _is(target / name, sha256)]
    except (tarfile.TarError, OSError, EOFError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotABackup(str(error)) from error
    if dumps.name() not in listed:
        raise NotABackup(f"it holds no {dumps.name()}, the database this platform is set to use")
    if wrong:
        raise NotABackup(f"{wrong[0]} is damaged")


def _is(path: Path, sha256: object) -> bool:
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256
