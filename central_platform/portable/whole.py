"""A whole platform as a folder or a tar file: written, checked against its list of hashes, and read in."""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.serializers.base import DeserializationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from wagtail.images.models import Image
from wagtail.models import ReferenceIndex

from central_platform.commands.archive import NotABackup, extract
from central_platform.content.models import Drafted
from central_platform.feed import disk, files
from central_platform.portable import documents, tables
from central_platform.reports import audit, erasure

log = logging.getLogger(__name__)

LIST, WHAT = "list.json", "linsheng export 1"
PICTURES, FEED_MEDIA = "media", "feed-media"


class BadExport(Exception):
    """The file is no export, is not whole, or this platform cannot take it; the text is for the administrator."""


def write(target: Path) -> int:
    """Write the export to a new folder, or to a file that ends in .tar; the number of files. The same platform always
    gives the same bytes: nothing in it says when it was made."""
    if target.exists() and (target.suffix == ".tar" or not target.is_dir() or any(target.iterdir())):
        raise BadExport(f"{target} is already there")
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix=".export-") as scratch:
        folder = Path(scratch) / "export"
        _fill(folder)
        names = _names(folder)
        listed = {"what": WHAT, "sha256": {name: _hash(folder / name) for name in names}}
        (folder / LIST).write_text(tables.json_text(listed), "utf-8")
        if target.suffix == ".tar":
            packed = Path(scratch) / "export.tar"
            _pack(folder, packed)
            disk.write(target, packed.read_bytes(), disk.PRIVATE)
        else:
            shutil.copytree(folder, target, dirs_exist_ok=True)
            target.chmod(0o700)
    return len(names) + 1


def read(source: Path) -> int:
    """Bring an export into an empty platform, whole or not at all; the number of files. Raises BadExport."""
    if used := tables.in_the_way():
        raise BadExport(f"this platform is not empty: there are rows in {used}. Use a new data directory.")
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix=".import-") as scratch:
        folder = _unpacked(source, Path(scratch))
        names = _checked(folder)
        _load(folder)
        for inside, home in _media().items():
            if (folder / inside).is_dir():
                shutil.copytree(folder / inside, home, dirs_exist_ok=True)
    audit.anchor()
    erasure.again()
    files.write_pending()
    return len(names)


def _fill(folder: Path) -> None:
    (folder / "tables").mkdir(parents=True)
    with transaction.atomic():  # one moment: a reader of SQLite sees no later commit
        for model in tables.models():
            with _table(folder, model._meta.label).open("w", encoding="utf-8", newline="\n") as file:
                tables.write(model, file)
        (folder / "hsds.json").write_text(tables.json_text(documents.hsds()), "utf-8")
        (folder / "open311.json").write_text(tables.json_text(documents.open311()), "utf-8")
        wanted = [Path(name) for name in Image.objects.values_list("file", flat=True)]
    for inside, home in _media().items():
        kept = wanted if inside == PICTURES else [path.relative_to(home) for path in sorted(home.glob("*"))]
        for name in kept:
            copy = folder / inside / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(home / name, copy)


def _load(folder: Path) -> None:
    try:
        with transaction.atomic():
            for model in tables.models():
                tables.read(model, _table(folder, model._meta.label))
            connection.check_constraints()
            tables.number_on()
            audit.seal_again()
            for model in Drafted.__subclasses__():
                for row in model.objects.all():
                    ReferenceIndex.create_or_update_for_object(row)
    except (DeserializationError, ValueError, IntegrityError, DatabaseError, OSError) as problem:
        raise BadExport(f"nothing was brought in: {problem}") from problem


def _table(folder: Path, label: str) -> Path:
    return folder / "tables" / f"{label.lower()}.jsonl"


def _media() -> dict[str, Path]:
    return {PICTURES: Path(settings.MEDIA_ROOT), FEED_MEDIA: Path(settings.FEED_DIR) / "media"}


def _names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def _pack(folder: Path, target: Path) -> None:
    with tarfile.open(target, "w", format=tarfile.PAX_FORMAT) as archive:
        for name in _names(folder):
            entry = tarfile.TarInfo(name)  # no owner, no time
            entry.size, entry.mode = (folder / name).stat().st_size, disk.PRIVATE
            with (folder / name).open("rb") as file:
                archive.addfile(entry, file)


def _unpacked(source: Path, scratch: Path) -> Path:
    if source.is_dir():
        return source
    try:
        with tarfile.open(source) as archive:
            extract(archive, scratch)
    except (tarfile.TarError, NotABackup, EOFError) as problem:
        raise BadExport(f"{source} is no export: {problem}") from problem
    return scratch


def _checked(folder: Path) -> list[str]:
    """The names of all files, each of which is what the list says, and none beside it."""
    try:
        listed = json.loads((folder / LIST).read_text("utf-8"))
        hashes = dict(listed["sha256"])
        if listed["what"] != WHAT:
            raise BadExport(f"an export of another kind: {listed['what']}")
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise BadExport(f"{LIST} cannot be read: {problem}") from problem
    for name in _missing(folder, hashes):
        raise BadExport(f"{name} is damaged or missing")
    if strange := sorted(set(_names(folder)) - set(hashes) - {LIST}):
        raise BadExport(f"{strange[0]} is not in {LIST}")
    return [*hashes, LIST]


def _missing(folder: Path, hashes: dict[str, str]) -> Iterator[str]:
    wanted = {str(_table(Path(), label)) for label in tables.TABLES}
    yield from sorted(wanted - set(hashes))
    yield from (name for name, sha256 in hashes.items() if not _is(folder / name, sha256))


def _is(path: Path, sha256: str) -> bool:
    return path.is_file() and _hash(path) == sha256


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
