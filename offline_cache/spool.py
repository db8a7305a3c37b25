"""The second copy of every envelope: one file each, because a truncated database gives nothing back."""

from __future__ import annotations

import logging
import re
from pathlib import Path

from offline_cache import durable, envelopes
from offline_cache.faults import faults_of
from offline_cache.records import Envelope

log = logging.getLogger(__name__)

REF = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Spool:
    """The directory of envelope files, named by their refs."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def put(self, envelope: Envelope) -> None:
        """Writes the copy so that it is whole and durable on return."""
        with faults_of(self._directory):
            durable.make_directory(self._directory)
            durable.write(self._path(envelope.ref), envelopes.written(envelope))

    def get(self, ref: str) -> Envelope | None:
        """The copy; None when there is none or it is damaged. A damaged row may ask for any `ref`."""
        if not isinstance(ref, str) or not REF.fullmatch(ref):
            return None
        try:
            envelope = envelopes.read(self._path(ref).read_bytes())
        except FileNotFoundError:
            return None
        except OSError as error:
            log.warning("spool file %s cannot be read: %s", ref, error.strerror)
            return None
        if envelope is None or envelope.ref != ref:
            log.warning("spool file %s is damaged", ref)
            return None
        return envelope

    def refs(self) -> set[str]:
        """The names of all copies, damaged or not."""
        try:
            return {path.name for path in self._directory.iterdir() if not path.name.startswith(".")}
        except FileNotFoundError:
            return set()

    def drop(self, ref: str) -> None:
        """Removes the copy."""
        with faults_of(self._directory):
            durable.remove(self._path(ref))

    def sweep(self) -> None:
        """Removes what killed writers left half written; only while holding the outbox's write lock."""
        with faults_of(self._directory):
            for path in self._directory.glob(f"{durable.TEMPORARY}*"):
                durable.remove(path)

    def _path(self, ref: str) -> Path:
        return self._directory / ref
