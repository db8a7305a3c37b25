"""What a report must be before it is taken: pure checks, and what goes inside the sealed box and what beside it."""

from __future__ import annotations

import io
import wave
from dataclasses import dataclass, field
from typing import Protocol

from offline_cache.records import Place, Refused, Report, ReportCategory

MAX_WORDS = 2_000  # characters
CONTACT_DIGITS = range(3, 21)
MAX_NOTE_SECONDS = 60
NOTE_RATE_HZ = 16_000
NOTE_SAMPLE_BYTES = 2
MAX_NOTE_BYTES = MAX_NOTE_SECONDS * NOTE_RATE_HZ * NOTE_SAMPLE_BYTES + 64 * 1024  # with room for WAV headers


class Known(Protocol):
    """What filing needs to know of the catalogue."""

    def report_category(self, code: str) -> ReportCategory | None: ...

    def place(self, code: str) -> Place | None: ...


@dataclass(frozen=True, slots=True)
class Checked:
    """A report that may be taken: `inside` is for the platform's eyes only, `place` is never finer than a building."""

    private: bool
    place: str | None
    inside: dict[str, str] = field(repr=False)


def checked(report: Report, known: Known) -> Checked | Refused:
    """The report split into what is sealed and what is not, or the word for what is wrong with it."""
    category = known.report_category(report.category)
    if category is None:
        return Refused("category")
    wrong = _wrong_words(report, category) or _wrong_contact(report.contact) or _wrong_note(report.voice_note)
    if wrong:
        return wrong
    place = known.place(report.place) if report.place is not None else None
    if report.place is not None and place is None:
        return Refused("place")
    inside = {}
    if report.words is not None:
        inside["words"] = report.words
    if report.contact is not None:
        inside["contact"] = report.contact
    coarse = _coarse(place, known, category.private)
    if place is not None and place.id != coarse:
        inside["place"] = place.id
    return Checked(category.private, coarse, inside)


def _coarse(place: Place | None, known: Known, private: bool) -> str | None:
    """The code of the building a place belongs to; nothing at all for a private category."""
    if private:
        return None
    while place is not None and place.kind == "unit":
        place = known.place(place.parent) if place.parent else None
    return place.id if place else None


def _wrong_words(report: Report, category: ReportCategory) -> Refused | None:
    if report.words is None:
        return Refused("words") if category.needs_words and report.voice_note is None else None
    return wrong_sentence(report.words)


def wrong_sentence(words: str) -> Refused | None:
    """What is wrong with words that are to be sent: nothing in them, too many, or no text at all."""
    if len(words) > MAX_WORDS:
        return Refused("too-long")
    printable = words.strip() and all(not 0xD800 <= ord(char) <= 0xDFFF for char in words)
    return None if printable else Refused("words")


def _wrong_contact(contact: str | None) -> Refused | None:
    if contact is None or (contact.isascii() and contact.isdigit() and len(contact) in CONTACT_DIGITS):
        return None
    return Refused("contact")


def _wrong_note(note: bytes | None) -> Refused | None:
    if note is None:
        return None
    if len(note) > MAX_NOTE_BYTES:
        return Refused("voice-note")
    try:
        with wave.open(io.BytesIO(note)) as sound:
            form = (sound.getnchannels(), sound.getsampwidth(), sound.getframerate())
            frames = sound.getnframes()
            whole = len(sound.readframes(frames)) == frames * NOTE_SAMPLE_BYTES
    except (wave.Error, EOFError, ValueError, RuntimeError):
        return Refused("voice-note")
    right = form == (1, NOTE_SAMPLE_BYTES, NOTE_RATE_HZ) and 0 < frames <= MAX_NOTE_SECONDS * NOTE_RATE_HZ
    return None if right and whole else Refused("voice-note")
