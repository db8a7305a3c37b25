"""Filing a report in four steps: what, where, in which words, and a last look before it is sent. The draft dies with the visit."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from offline_cache.records import Place, Receipt, Refused, Report, ReportCategory
from ui.jobs import Lane
from ui.ports import Link
from ui.record_list import RecordList
from ui.view_models.choices import PLACE_PICTURES
from ui.view_models.page import PageViewModel
from ui.view_models.spoken_report import category_meant, places_meant

if TYPE_CHECKING:
    from offline_cache.catalogue import Catalogue
    from offline_cache.outbox import Outbox

QML_IMPORT_NAME = "Kiosk.Models"
QML_IMPORT_MAJOR_VERSION = 1

CONSENT = "phone-2026-11"
"""Version of the sentence about who will see a phone number (Prompts.phoneAsk). A new sentence is a new version."""
MOST_DIGITS = 11
LEAST_DIGITS = 3
PRACTICE_RECEIPT = "000000000"
NOT_TOLD: dict[str, object] = {"told": (), "told_which": 0, "note": b"", "with_note": False}
MOST_WAYS = 3
MOST_TOLD = 500


@dataclass(frozen=True)
class ReportChoice:
    """One thing to press in a step; `act` says what it is: category, place, here, unknown, sentence, or told: one way
    the resident's own words may have been heard."""

    act: str
    about: str
    word: str
    picture: str
    tone: int
    chosen: bool


@dataclass(frozen=True)
class Draft:
    """What has been said so far. Nothing of it is ever logged."""

    ref: str = ""
    category: ReportCategory | None = None
    place: Place | None = field(default=None, repr=False)
    place_asked: bool = False
    words_asked: bool = False
    sentence: int = -1
    told: tuple[str, ...] = field(default=(), repr=False)
    told_which: int = 0
    note: bytes = field(default=b"", repr=False)
    with_note: bool = False
    phone: str = field(default="", repr=False)
    sending: bool = False
    receipt: Receipt | None = field(default=None, repr=False)
    refused: str = ""
    undo: str = ""


@QmlElement
@QmlUncreatable("Made in kiosk/app.py")
class ReportViewModel(PageViewModel):
    """Pages report-what, report-where, report-words, report-phone, report-check, receipt."""

    changed = Signal()
    filed = Signal()
    noteWanted = Signal()
    """The sound of what was just told; it stays in memory, and goes nowhere unless the resident says so."""
    understood = Signal(bool)
    """Whether what was heard named a kind of trouble or a place."""

    def __init__(
        self, catalogue: Catalogue, outbox: Outbox, link: Link, lane: Lane, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._outbox = outbox
        self._link = link
        self._lane = lane
        self._draft = Draft()
        self._choices = RecordList(ReportChoice, self)
        self._again: tuple[str, str, object] | None = None
        self._heard: tuple[str, ...] = ()

    def read(self, page: str, about: str) -> object:
        match page:
            case "report-what":
                return self._catalogue.report_categories()
            case "report-where":
                return (self._catalogue.place(about) if about else None, self._inside(about or None))
        return True

    def show(self, page: str, about: str, got: object) -> None:
        self._again = (page, about, got)
        match page:
            case "report-what":
                self._begin()
                self._choices.show(self._what(got))
            case "report-where":
                self._choices.show(self._where(*got))
            case "report-words":
                self._choices.show(self._sentences())
            case "report-check":
                self._draft = replace(self._draft, words_asked=True)
        self.changed.emit()

    def speak(self, lang: str) -> None:
        super().speak(lang)
        if self._again:
            self.show(*self._again)

    def forget(self) -> None:
        self._draft = Draft()
        self._again = None
        self._heard = ()
        self._choices.show(())
        self.changed.emit()

    @Slot(str, str)
    def choose(self, act: str, about: str) -> None:
        """A choice of a step was pressed."""
        match act:
            case "category":
                self._lane.run(lambda: self._catalogue.report_category(about), self._chose_category)
            case "place":
                self._lane.run(lambda: (self._catalogue.place(about), self._inside(about)), self._chose_place)
            case "here" | "unknown":
                self._lane.run(lambda: self._catalogue.place(about) if about else None, self._placed)
            case "sentence":
                same = int(about) == self._draft.sentence
                self._become(sentence=-1 if same else int(about))
                self._choices.show(self._sentences())
            case "told":
                self._become(told_which=int(about))
                self._choices.show(self._sentences())

    @Slot(str)
    def hearWhat(self, words: str) -> None:
        """Step 1 by voice: a kind of trouble was named, or told of."""
        lang = self.lang
        self._lane.run(
            lambda: category_meant(self._ways(words), self._catalogue.report_categories(), lang), self._heard_what
        )

    @Slot(str)
    def hearWhere(self, words: str) -> None:
        """Step 2 by voice: a place by its name or number; several that fit are shown to choose from."""
        inside = self._again[1] if self._again and self._again[0] == "report-where" else ""
        self._lane.run(lambda: places_meant(self._catalogue, self._ways(words), inside or None), self._heard_where)

    def noted(self, note: bytes) -> None:
        """The sound of what was told, as a WAV file."""
        if self._draft.told:
            self._become(note=note)

    @Slot()
    def attachNote(self) -> None:
        """The resident's own voice goes with the report, sealed; or does not."""
        self._become(with_note=bool(self._draft.note) and not self._draft.with_note)

    @Slot()
    def tellAgain(self) -> None:
        """重说: what was heard is gone."""
        self._become(**NOT_TOLD)
        self._choices.show(self._sentences())

    @Slot()
    def skipWords(self) -> None:
        """不想说: the report goes without words."""
        self._become(sentence=-1, **NOT_TOLD)
        self.opened.emit("report-check", "")

    def heard(self, ways: Sequence[str]) -> None:
        """The ways the resident's last sentence may have been heard, best first: kept for the step that asks for it."""
        self._heard = tuple(ways)

    @Slot()
    def tell(self) -> None:
        """Step 3 by voice: the resident's own words, in up to three readings to choose from."""
        self._become(**NOT_TOLD | {"told": tuple(way[:MOST_TOLD] for way in self._heard[:MOST_WAYS])}, sentence=-1)
        self._heard = ()
        self._choices.show(self._sentences())
        self.noteWanted.emit()

    @Slot(str)
    def digit(self, digit: str) -> None:
        if len(self._draft.phone) < MOST_DIGITS:
            self._become(phone=self._draft.phone + digit)

    @Slot()
    def erase(self) -> None:
        self._become(phone=self._draft.phone[:-1])

    @Slot()
    def dropPhone(self) -> None:
        """The resident would rather not leave a number."""
        self._become(phone="")

    @Slot()
    def send(self) -> None:
        """Sends it once, however often it is pressed. The receipt comes before any network."""
        if self._draft.sending or self._draft.category is None:
            return
        self._become(sending=True, refused="")
        if self.practice:
            self._answered(Receipt(self._draft.ref, PRACTICE_RECEIPT))
            return
        report = self._report()
        self._lane.run(lambda: self._outbox.file(report), self._answered)

    @property
    def undoable(self) -> bool:
        """Something was sent in this visit and not taken back: the way back leads to its receipt."""
        return self._draft.receipt is not None and self._draft.undo != "done"

    @Slot()
    def askUndo(self) -> None:
        self._become(undo="asking")

    @Slot()
    def keepIt(self) -> None:
        self._become(undo="")

    @Slot()
    def undo(self) -> None:
        """撤回, asked once and said yes to."""
        receipt = self._draft.receipt
        if receipt is None or self._draft.undo != "asking":
            return
        if self.practice:
            self._become(undo="done")
            return
        self._lane.run(lambda: self._outbox.withdraw(receipt.ref), self._undone)

    def _begin(self) -> None:
        """A new visit to the first step; what was chosen before and not sent is still there."""
        if not self._draft.ref or self._draft.receipt:
            self._draft = Draft(ref=str(uuid.uuid4()))

    def _report(self) -> Report:
        draft = self._draft
        return Report(
            ref=draft.ref,
            category=draft.category.id,
            place=draft.place.id if draft.place else None,
            words=self._words() or None,
            voice_note=draft.note if draft.with_note else None,
            contact=draft.phone if len(draft.phone) >= LEAST_DIGITS else None,
            consent=CONSENT if len(draft.phone) >= LEAST_DIGITS else None,
            assisted=self.helper or None,
            entrance=self.entrance,
            lang=self.lang,
        )

    def _inside(self, code: str | None) -> tuple[Place, ...]:
        """The places one can report in `code`; the windows of the hall are asked the way to, never reported."""
        return tuple(place for place in self._catalogue.places(code) if place.kind != "window")

    def _chose_category(self, category: ReportCategory | None) -> None:
        if category is None:
            self.opened.emit("sorry", "")
            return
        if self._draft.category is None or self._draft.category.id != category.id:
            self._become(sentence=-1, words_asked=bool(self._draft.told))  # own words may fit another kind as well
        self._become(category=category, refused="")
        if not category.needs_place:
            self._become(place=None, place_asked=False)
        self._go_on()

    def _chose_place(self, got: tuple[Place | None, tuple[Place, ...]]) -> None:
        place, inside = got
        if place is not None and inside:
            self.opened.emit("report-where", place.id)
        else:
            self._placed(place)

    def _placed(self, place: Place | None) -> None:
        self._become(place=place, place_asked=True)
        self._go_on()

    def _go_on(self) -> None:
        """To the first step that has not been answered: who changes one line is not asked the others again."""
        draft = self._draft
        if self.needsPlace and not draft.place_asked:
            self.opened.emit("report-where", "")
        else:
            self.opened.emit("report-check" if draft.words_asked else "report-words", "")

    def _answered(self, answer: Receipt | Refused) -> None:
        match answer:
            case Receipt():
                self._become(sending=False, receipt=answer)
                if not self.practice:
                    self._link.nudge()
                self.filed.emit()
            case Refused():
                self._become(sending=False, refused=answer.why)

    def _undone(self, refused: Refused | None) -> None:
        self._become(undo="done" if refused is None else "failed")
        self._link.nudge()

    def _what(self, categories: tuple[ReportCategory, ...]) -> list[ReportChoice]:
        """The six asked most fill the first leaf, 别的事 last; the rest follow."""
        first = [category for category in categories if category.first]
        rest = [category for category in categories if not category.first]
        chosen = self._draft.category.id if self._draft.category else None
        return [
            ReportChoice("category", each.id, each.name.of(self.lang), each.icon, n, each.id == chosen)
            for n, each in enumerate((*first, *rest))
        ]

    def _where(self, parent: Place | None, places: tuple[Place, ...]) -> list[ReportChoice]:
        chosen = self._draft.place
        return [
            ReportChoice(
                "place",
                place.id,
                self._short(place, parent),
                PLACE_PICTURES[place.kind],
                n,
                bool(chosen and (chosen.id == place.id or chosen.parent == place.id)),
            )
            for n, place in enumerate(places)
        ]

    def _short(self, place: Place, parent: Place | None) -> str:
        """1栋 instead of 锦园1栋 when 锦园 was just chosen."""
        name = place.name.of(self.lang)
        before = parent.name.of(self.lang) if parent else ""
        return name.removeprefix(before).strip() or name

    def _ways(self, words: str) -> tuple[str, ...]:
        return self._heard or (words,)

    def _heard_what(self, category: ReportCategory | None) -> None:
        self.understood.emit(category is not None)
        if category is not None:
            self._chose_category(category)

    def _heard_where(self, places: tuple[Place, ...]) -> None:
        self.understood.emit(bool(places))
        if len(places) == 1:
            self._placed(places[0])
        elif places:
            self._choices.show(self._where(None, places))

    def _sentences(self) -> list[ReportChoice]:
        if self._draft.told:
            chosen = self._draft.told_which
            return [ReportChoice("told", str(n), way, "chat", n, n == chosen) for n, way in enumerate(self._draft.told)]
        category = self._draft.category
        return [
            ReportChoice("sentence", str(n), sentence.of(self.lang), "chat", n, n == self._draft.sentence)
            for n, sentence in enumerate(category.sentences if category else ())
        ]

    def _words(self) -> str:
        draft = self._draft
        if draft.told:
            return draft.told[draft.told_which]
        if draft.category is None or not 0 <= draft.sentence < len(draft.category.sentences):
            return ""
        return draft.category.sentences[draft.sentence].of(self.lang)

    def _become(self, **changes: object) -> None:
        self._draft = replace(self._draft, **changes)
        self.changed.emit()

    def _of_category(self, name: str) -> str:
        return getattr(self._draft.category, name).of(self.lang) if self._draft.category else ""

    choices = Property(RecordList, lambda self: self._choices, constant=True)
    fault = Property(str, lambda self: self._of_category("fault"), notify=changed)
    icon = Property(str, lambda self: self._draft.category.icon if self._draft.category else "", notify=changed)
    hours = Property(int, lambda self: self._draft.category.target_hours if self._draft.category else 0, notify=changed)
    private = Property(bool, lambda self: bool(self._draft.category and self._draft.category.private), notify=changed)
    needsPlace = Property(
        bool, lambda self: bool(self._draft.category and self._draft.category.needs_place), notify=changed
    )
    needsWords = Property(
        bool, lambda self: bool(self._draft.category and self._draft.category.needs_words), notify=changed
    )
    place = Property(
        str, lambda self: self._draft.place.name.of(self.lang) if self._draft.place else "", notify=changed
    )
    words = Property(str, _words, notify=changed)
    phone = Property(str, lambda self: self._draft.phone, notify=changed)
    phoneLongEnough = Property(bool, lambda self: len(self._draft.phone) >= LEAST_DIGITS, notify=changed)
    sending = Property(bool, lambda self: self._draft.sending, notify=changed)
    refused = Property(str, lambda self: self._draft.refused, notify=changed)
    code = Property(str, lambda self: self._draft.receipt.code if self._draft.receipt else "", notify=changed)
    names = Property("QStringList", lambda self: self._choices.texts("word"), notify=changed)
    canNote = Property(bool, lambda self: bool(self._draft.note), notify=changed)
    withNote = Property(bool, lambda self: self._draft.with_note, notify=changed)
    told = Property(bool, lambda self: bool(self._draft.told), notify=changed)
    undoing = Property(str, lambda self: self._draft.undo, notify=changed)
