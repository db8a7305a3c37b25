"""Opening what a resident sealed: an act of a named person, written down before a word is shown."""

import json
from dataclasses import dataclass
from typing import Any, Literal

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.db import transaction

from central_platform.feed import keys
from central_platform.reports import audit
from central_platform.reports.models import Letter, Report

PERMISSION = "reports.open_person"


@dataclass(frozen=True)
class Closed:
    """Why there is nothing to show: erased on request, or the key it was sealed to is not here."""

    why: Literal["erased", "key"]


def open_person(report: Report, user: AbstractUser) -> dict[str, Any] | Closed:
    """`{"words"?, "contact"?, "place"?}` as the resident left it; PermissionDenied for who may not."""
    plain = _open(report.person, str(report.pk), user)
    return plain if isinstance(plain, Closed) else _words(plain)


def open_letter(letter: Letter, user: AbstractUser) -> dict[str, Any] | bytes | Closed:
    """A letter's words; of a voice note the WAV bytes."""
    plain = _open(letter, str(letter.pk), user)
    return plain if isinstance(plain, Closed) or letter.kind == "voice-note" else _words(plain)


def _open(row: Any, about: str, user: AbstractUser) -> bytes | Closed:
    if not user.has_perm(PERMISSION):
        raise PermissionDenied
    with transaction.atomic():
        audit.append(user, "open", about)
    if row.erased_at is not None:
        return Closed("erased")
    plain = keys.load().unseal(bytes(row.sealed), row.sealing_key_id)
    return Closed("key") if plain is None else plain


def _words(plain: bytes) -> dict[str, Any] | Closed:
    try:
        value = json.loads(plain)
    except (ValueError, RecursionError):
        return Closed("key")
    return value if isinstance(value, dict) else Closed("key")
