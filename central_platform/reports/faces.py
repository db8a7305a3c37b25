"""What a resident thought of the answer: one of three faces, a code and no words. The machine reads it, and writes down
that it did; "没修好" opens the order again, for nobody should have to ask twice."""

from __future__ import annotations

import json

from central_platform.feed import keys
from central_platform.reports import audit, transitions
from central_platform.reports.models import Letter, Status


def read(letter: Letter) -> None:
    """Notes the face of a letter; what is none of the three stays sealed for a person to open."""
    audit.append(None, "face", str(letter.pk))
    face = _face(keys.load().unseal(bytes(letter.sealed), letter.sealing_key_id))
    if face is None:
        return
    Letter.objects.filter(pk=letter.pk).update(face=face)
    report = letter.report and (letter.report.merged_into or letter.report)
    if face == Letter.Face.BAD and report is not None and report.status == Status.DONE:
        transitions.act(report, "reopen", None, note="居民说没修好。")


def _face(plain: bytes | None) -> Letter.Face | None:
    try:
        said = json.loads(plain or b"")["words"]
        return Letter.Face(said)
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
