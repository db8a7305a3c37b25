"""The records passed between the floors: frozen, plain, and all there is to know about what the kiosk holds.

Shapes of the feed bodies they come from: docs/wire.md section 3.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

Answer = Literal["sure", "which", "nothing"]


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or name in both languages; `en` may be empty."""

    zh: str
    en: str = ""

    def of(self, lang: str) -> str:
        """The text in `lang` ("zh" or "en"); Chinese where English is missing."""
        return self.en if lang == "en" and self.en else self.zh


@dataclass(frozen=True, slots=True)
class Hall:
    """The service hall this kiosk stands in."""

    id: str
    name: Text
    community: Text
    window: Text
    phone: str
    duty: Text


@dataclass(frozen=True, slots=True)
class Family:
    """One of the six groups of the browse page."""

    id: str
    name: Text
    icon: str
    order: int


@dataclass(frozen=True, slots=True)
class Category:
    """One of the kinds of service inside a family."""

    id: str
    name: Text
    family: str
    icon: str
    order: int


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening hours: `days` as "MO,TU", times as "09:00" in the hall's own time."""

    days: str
    opens: str
    closes: str


@dataclass(frozen=True, slots=True)
class Where:
    """Where a service is given."""

    name: Text
    address: Text
    hint: Text


@dataclass(frozen=True, slots=True)
class Service:
    """Something a resident can get done.

    For the search only: `aliases` it is called by, `phrases` in which people ask for it, `words` that come up then.
    """

    id: str
    slug: str
    name: Text
    summary: Text
    more: Text
    eligibility: Text
    category: str
    aliases: tuple[str, ...]
    phrases: tuple[str, ...]
    words: tuple[str, ...]
    steps: tuple[Text, ...]
    papers: tuple[Text, ...]
    fee: Text
    free: bool
    window: Text
    place: Where
    hours: tuple[Hours, ...]
    hours_text: Text
    phone: str
    organization: Text
    order: int
    updated: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Dated news from staff; a poster is a notice with a picture."""

    id: str
    kind: Literal["notice", "poster"]
    title: Text
    headline: Text
    sentences: tuple[Text, ...]
    starts: str | None
    expires: str | None
    important: bool
    icon: str
    picture: str | None  # name of a packaged poster, or the file name of a verified medium
    order: int


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the community, from estate down to unit, a landmark, or a window or room of the hall.

    `hint` says how to get there ("进门左手边"), `community` who looks after it; both may be empty.
    """

    id: str
    name: Text
    kind: Literal["estate", "building", "unit", "landmark", "window"]
    parent: str | None
    aliases: tuple[str, ...]
    order: int
    hint: Text = Text("")
    community: Text = Text("")


@dataclass(frozen=True, slots=True)
class Saying:
    """One entry of the colloquial lexicon: what people say, and what that is called in the texts of the services."""

    id: str
    said: str
    means: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """How a word of the domain is read: one toned syllable a character ("chang2 hu4 xian3")."""

    id: str
    word: str
    syllables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What people ask for that is not done here; `advice` says where it is done, and may be empty."""

    id: str
    name: Text
    advice: Text
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of the glossary: a hard word, the other `forms` it is written in, and what it means."""

    id: str
    word: Text
    forms: tuple[str, ...]
    meaning: Text
    category: str | None = None

    @property
    def called(self) -> tuple[str, ...]:
        """The word and its other forms, in Chinese."""
        return (self.word.zh, *self.forms)


@dataclass(frozen=True, slots=True)
class ReportCategory:
    """What can be reported, and the common sentences offered for it."""

    id: str
    name: Text
    fault: Text
    icon: str
    owner: Text
    target_hours: int
    private: bool
    needs_place: bool
    needs_words: bool
    sentences: tuple[Text, ...]
    first: bool
    order: int


@dataclass(frozen=True, slots=True)
class Hit:
    """One service found; `score` is comparable within one search only."""

    id: str
    slug: str
    name: Text
    score: float


@dataclass(frozen=True, slots=True)
class Heard:
    """One way in which a question may have been heard; `score` is its share of belief, whatever the shares add up to."""

    text: str = field(repr=False)
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a question: `sure` opens the page, `which` asks, `nothing` calls a person.

    `places` are the places the question asks the way to, best first. `elsewhere` is what was asked for and is not done
    here (with `nothing`). `sayings` are the entries of the lexicon that were in the question. `term` is the hard word it
    asks the meaning of.
    """

    answer: Answer
    hits: tuple[Hit, ...] = ()
    places: tuple[Place, ...] = ()
    elsewhere: Elsewhere | None = None
    sayings: tuple[str, ...] = ()
    term: Term | None = None


@dataclass(frozen=True, slots=True)
class Matched:
    """One reason why a service was found: a word or sound of the question, the text it met, and its share of the score.

    `kind`: `words`, `sounds`, `english`, `initials` or `letters`. `field`: `name`, `alias`, `phrase`, `word`,
    `summary`, `more`, `steps`, `english` or `typed`. `by` is the saying of the lexicon it came through, if any.
    """

    asked: str
    kind: str
    field: str
    text: str
    share: float
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why one service stands where it stands."""

    hit: Hit
    matched: tuple[Matched, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What a resident files. The words, the contact and a fine place never appear in a log."""

    ref: str
    category: str
    place: str | None = None
    words: str | None = field(default=None, repr=False)
    contact: str | None = field(default=None, repr=False)
    voice_note: bytes | None = field(default=None, repr=False)
    consent: str | None = None
    assisted: str | None = None
    entrance: str = "silver"
    lang: str = "zh"


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof that a report was taken: `code` is nine digits, the last one a Damm digit."""

    ref: str
    code: str
    already: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """A report that was not taken, and why, as a word the caller turns into a sentence."""

    why: Literal[
        "category", "place", "words", "too-long", "contact", "voice-note",
        "not-enrolled", "no-receipts", "disk-full", "read-only", "damaged",
    ]  # fmt: skip


class State(StrEnum):
    """Where an envelope in the outbox stands."""

    QUEUED = "queued"
    DELIVERED = "delivered"
    PARKED = "parked"


@dataclass(frozen=True, slots=True)
class Envelope:
    """One sealed thing in the outbox; only sealed rows, nothing personal."""

    ref: str
    kind: str
    about: str | None
    receipt: str | None
    category: str | None
    place: str | None
    private: bool
    filed_at: str
    clock_ok: bool
    consent: str | None
    assisted: str | None
    entrance: str
    lang: str
    sealing_key_id: str
    sealed_sha256: str
    sealed: bytes = field(repr=False)
    state: State = State.QUEUED
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a report's story."""

    status: str
    at: str


@dataclass(frozen=True, slots=True)
class Opened:
    """One of the staff has opened what a resident said: in what role, and when (ISO 8601)."""

    role: str
    at: str


@dataclass(frozen=True, slots=True)
class Story:
    """What became of a report. `fresh` is false when only the last word known here can be shown; who has `opened` it
    is then not known."""

    receipt: str
    status: str
    history: tuple[Step, ...]
    reply: str | None
    promised: str | None
    category: str | None = None
    place: str | None = None
    ask_staff: bool = False
    fresh: bool = True
    opened: tuple[Opened, ...] = ()


@dataclass(frozen=True, slots=True)
class NoStory:
    """Why there is no story: `wrong` = a mistyped digit, `unknown` after asking, `offline` = cannot be asked now."""

    why: Literal["wrong", "unknown", "offline"]


@dataclass(frozen=True, slots=True)
class ContentState:
    """Where the content comes from and how fresh it is."""

    epoch: int
    version: int
    expires: datetime | None
    stale: bool
    items: int
