"""Installed speech models: unpacked with suspicion, switched at once, the one before kept.

Below the folder of models: `zh`, `en` (links to the model in use), `zh.previous`, `en.previous`, and `kept/`, in which the
models lie under the name of their hash.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

MOST_FILES = 2_000
MOST_BYTES = 4 * 2**30
MOST_TIMES_PACKED = 200
"""A file that unpacks to more times its packed size is a bomb; graphs of models reach about 10."""
ROOM_TO_SPARE_BYTES = 128 * 2**20
CHUNK_BYTES = 2**20
KEPT = "kept"
PREVIOUS = ".previous"
ACOUSTIC = (PurePosixPath("am/final.mdl"), PurePosixPath("final.mdl"))
"""Where Vosk looks for the acoustic model, in the present layout and the older one."""
Fault = Literal[
    "not-found", "hash", "not-a-zip", "unsafe", "too-big", "no-model", "no-room", "nothing-before", "demo", "lang"
]


class Refused(Exception):
    """A model that is not taken; the one in use stays. `fault` says why, `about` which part."""

    def __init__(self, fault: Fault, about: str = "") -> None:
        super().__init__(f"{fault} {about}".strip())
        self.fault = fault
        self.about = about


@dataclass(frozen=True, slots=True)
class Store:
    """The folder of models of one kiosk."""

    folder: Path

    def add(self, source: Path, sha256: str | None, check: Callable[[Path], str]) -> Path:
        """Unpacks or copies a model, has it checked and puts it in use for the language that `check` finds.

        `check` may raise; then nothing has changed. Raises Refused and OSError.
        """
        kept = self.folder / KEPT
        kept.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix="incoming-", dir=kept))
        try:
            name = _take(source, sha256, work)
            root = _root_of(work)
            lang = check(root)
            home = kept / f"{lang}-{name}"
            if home.exists():
                shutil.rmtree(home)
            _sync(root)
            root.replace(home)
        finally:
            shutil.rmtree(work, ignore_errors=True)
        self._use(lang, home)
        self._sweep()
        return home

    def roll_back(self, lang: str) -> Path:
        """The model before takes the place of the one in use, and the other way round. Raises Refused."""
        before = self._link(f"{lang}{PREVIOUS}")
        if before is None:
            raise Refused("nothing-before", lang)
        self._use(lang, before)
        return before

    def current(self, lang: str) -> Path | None:
        """The model in use."""
        return self._link(lang)

    def previous(self, lang: str) -> Path | None:
        """The model before it."""
        return self._link(f"{lang}{PREVIOUS}")

    def _link(self, name: str) -> Path | None:
        link = self.folder / name
        return link.resolve() if link.is_symlink() and link.is_dir() else None

    def _use(self, lang: str, home: Path) -> None:
        current = self._link(lang)
        if current == home.resolve():
            return
        if current is not None:
            self._point(f"{lang}{PREVIOUS}", current)
        self._point(lang, home)

    def _point(self, name: str, home: Path) -> None:
        """Moves a link in one step: whoever looks sees the old model or the new one."""
        fresh = self.folder / f".{name}.new"
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(os.path.relpath(home, self.folder))
        fresh.replace(self.folder / name)
        _sync_directory(self.folder)

    def _sweep(self) -> None:
        """Models that nothing points at any more."""
        links = [link for link in self.folder.iterdir() if link.is_symlink()]
        used = {link.resolve() for link in links}
        for home in (self.folder / KEPT).iterdir():
            if home.resolve() not in used:
                shutil.rmtree(home, ignore_errors=True)


def _take(source: Path, sha256: str | None, into: Path) -> str:
    """Unpacks or copies `source`; answers with a name made of its hash."""
    if source.is_dir():
        if sha256:
            raise Refused("hash", "a folder has none")
        return _copied(source, into)
    try:
        found = _hash(source)
    except FileNotFoundError:
        raise Refused("not-found", source.name) from None
    if sha256 and found != sha256.lower():
        raise Refused("hash", found)
    try:
        with zipfile.ZipFile(source) as packed:
            _unpack(packed, into)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, UnicodeError) as reason:
        raise Refused("not-a-zip", str(reason)) from reason
    except (FileExistsError, NotADirectoryError, IsADirectoryError) as reason:  # two things of one name
        raise Refused("unsafe", str(reason.filename or "")) from reason
    return found[:12]


def _unpack(packed: zipfile.ZipFile, into: Path) -> None:
    files = packed.infolist()
    if len(files) > MOST_FILES or sum(one.file_size for one in files) > MOST_BYTES:
        raise Refused("too-big")
    _need_room(into, sum(one.file_size for one in files))
    for one in files:
        _safe(one)
    for one in files:
        if one.is_dir():
            continue
        target = into / one.filename
        target.parent.mkdir(parents=True, exist_ok=True)
        with packed.open(one) as inside, target.open("xb") as out:
            left = one.file_size
            while chunk := inside.read(CHUNK_BYTES):
                left -= len(chunk)
                if left < 0:
                    raise Refused("too-big", one.filename)
                out.write(chunk)


def _safe(one: zipfile.ZipInfo) -> None:
    """Nothing outside its folder, no links, nothing that unpacks without end."""
    path = PurePosixPath(one.filename)
    kind = stat.S_IFMT(one.external_attr >> 16)
    outside = path.is_absolute() or not path.parts or ".." in path.parts or "\\" in one.filename or ":" in one.filename
    if outside or kind not in (0, stat.S_IFREG, stat.S_IFDIR) or one.flag_bits & 1:
        raise Refused("unsafe", one.filename)
    if one.file_size > max(CHUNK_BYTES, one.compress_size * MOST_TIMES_PACKED):
        raise Refused("too-big", one.filename)


def _copied(source: Path, into: Path) -> str:
    """A model that lies in a folder, e.g. on a USB stick; links are not followed."""
    found = sorted(source.rglob("*"))
    if any(one.is_symlink() for one in found):
        raise Refused("unsafe", next(one.name for one in found if one.is_symlink()))
    files = [one for one in found if one.is_file()]
    size = sum(one.stat().st_size for one in files)
    if len(files) > MOST_FILES or size > MOST_BYTES:
        raise Refused("too-big")
    _need_room(into, size)
    digest = hashlib.sha256()
    for one in files:
        target = into / source.resolve().name / one.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(one, target)
        digest.update(f"{one.relative_to(source)}\n{_hash(target)}\n".encode())
    return digest.hexdigest()[:12]


def _root_of(work: Path) -> Path:
    """The folder that is the model: the packed one itself, or the one folder in it."""
    for root in (work, *sorted(one for one in work.iterdir() if one.is_dir())):
        if any((root / mark).is_file() for mark in ACOUSTIC):
            if root is not work:
                return root
            inner = work / "model"
            inner.mkdir()
            for part in [one for one in work.iterdir() if one != inner]:
                part.replace(inner / part.name)
            return inner
    raise Refused("no-model", str(ACOUSTIC[0]))


def _need_room(folder: Path, size: int) -> None:
    if shutil.disk_usage(folder).free < size + ROOM_TO_SPARE_BYTES:
        raise Refused("no-room")


def _hash(file: Path) -> str:
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()


def _sync(root: Path) -> None:
    """A model that is in use survives a power cut: all its files are on the disk before the link moves."""
    for one in root.rglob("*"):
        if one.is_file():
            with one.open("rb") as data:
                os.fsync(data.fileno())


def _sync_directory(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
