"""A question in words: the page that answers it, which one was meant, and, when nothing fits, telling the community."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from offline_cache.records import Elsewhere, Heard, Refused
from ui.jobs import Lane
from ui.ports import Link
from ui.record_list import WHOLE, RecordList
from ui.view_models.answered import Answered, Question, cleaned, pieces
from ui.view_models.choices import Choice, place_choices, service_choices
from ui.view_models.page import PageViewModel

if TYPE_CHECKING:
    from offline_cache.catalogue import Catalogue
    from offline_cache.outbox import Outbox

QML_IMPORT_NAME = "Kiosk.Models"
QML_IMPORT_MAJOR_VERSION = 1

MOST_SERVICES = 3
MOST_BY_LETTERS = 12
MOST_TOLD = 120
"""Characters: whoever said more has told a story, and a person listens better to it."""
MOST_QUOTED = 24


@dataclass(frozen=True)
class QuestionState:
    """What the page on screen is about; `refused` is why the sentence was not kept."""

    answered: Answered | None = field(default=None, repr=False)
    sending: bool = False
    refused: str = ""


@QmlElement
@QmlUncreatable("Made in kiosk/app.py")
class QuestionViewModel(PageViewModel):
    """Pages which, none, tell. `led` asks for several pages at once, the last one shown, the others behind it."""

    changed = Signal()
    led = Signal(object)
    told = Signal()

    def __init__(
        self, catalogue: Catalogue, outbox: Outbox, link: Link, lane: Lane, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._outbox = outbox
        self._link = link
        self._lane = lane
        self._questions: tuple[Question, ...] = ()
        self._waiting: Question | None = None
        self._just_answered: dict[int, Answered] = {}
        self._state = QuestionState()
        self._choices = RecordList(Choice, self, WHOLE)

    # -- asking -----------------------------------------------------------------------------------------------------

    def ask(self, heard: str | Sequence[Heard]) -> None:
        """A question in words, or several ways it may have been heard: its answer's page opens when it is found."""
        ways = (Heard(heard),) if isinstance(heard, str) else tuple(heard)
        self._ask(tuple(Heard(cleaned(way.text), way.score) for way in ways))

    @Slot(str)
    def askInWords(self, words: str) -> None:
        """The same, for a page."""
        self.ask(words)

    @Slot(str)
    def askByLetters(self, letters: str) -> None:
        """All that first letters may mean."""
        self._ask((Heard(letters),), typed=True)

    def drop(self) -> None:
        """The resident has gone on: an answer that comes now is not shown."""
        self._waiting = None

    def answered(self, about: str) -> Answered | None:
        """The question a page is about, with its answer of now; on the lane. None when it was forgotten."""
        question = next((one for one in self._questions if str(one.number) == about), None)
        if question is None:
            return None
        return self._just_answered.pop(question.number, None) or self._answer(question)

    def _ask(self, ways: tuple[Heard, ...], typed: bool = False) -> None:
        question = Question(len(self._questions) + 1, ways, typed)
        self._questions = (*self._questions, question)
        self._waiting = question
        self._lane.run(lambda: self._answer(question), self._show_the_way)

    def _answer(self, question: Question) -> Answered:
        most = MOST_BY_LETTERS if question.typed else MOST_SERVICES
        found = self._catalogue.find(question.words if len(question.ways) < 2 else question.ways, most)
        hits = found.hits[:most]
        if found.places and not question.typed:  # who asks the way wants a service only if it is just as clear
            hits = hits[:1] if found.answer == "sure" else ()
        services = tuple(service for hit in hits if (service := self._catalogue.service(hit.id)) is not None)
        icons = {kind.id: kind.icon for kind in self._catalogue.categories()}
        return Answered(question, found, services, icons)

    def _show_the_way(self, answered: Answered) -> None:
        if answered.question is not self._waiting:
            return
        self._waiting = None
        shown_here = answered.way[-1][0] != "service"
        self._just_answered = {answered.question.number: answered} if shown_here else {}
        if not answered.question.typed:
            self._count(*answered.counters)
        self.show("", "", answered)
        self.led.emit(answered.way)

    # -- the pages --------------------------------------------------------------------------------------------------

    def read(self, page: str, about: str) -> object:
        return self.answered(about)

    def show(self, page: str, about: str, got: Answered) -> None:
        same = self._question is got.question  # the content may change while the sentence is on its way
        self._state = replace(self._state, answered=got) if same else QuestionState(got)
        places = place_choices(got.found.places, self.lang) if not got.question.typed else []
        services = service_choices(got.services, got.icons, self.lang, len(places))
        self._choices.show((*places, *services))
        self.changed.emit()

    def speak(self, lang: str) -> None:
        super().speak(lang)
        if self._state.answered:
            self.show("", "", self._state.answered)

    def forget(self) -> None:
        self._questions = ()
        self._just_answered = {}
        self.drop()
        self._state = QuestionState()
        self._choices.show(())
        self.changed.emit()

    @Slot(str, str)
    def choose(self, opens: str, about: str) -> None:
        """One of the answers was meant."""
        answered = self._state.answered
        if answered is None:
            return
        if opens == "place":
            self.opened.emit("place", f"{about}/{answered.question.number}")
            return
        if not answered.question.typed:
            self._count(*(f"service:{service.slug}" for service in answered.services if service.id == about))
        self.opened.emit(opens, about)

    @Slot()
    def noneOfThese(self) -> None:
        """都不是."""
        answered = self._state.answered
        if answered is None:
            return
        if not answered.question.typed:
            self._count("none-of-these")
        self.opened.emit("none", str(answered.question.number))

    # -- telling the community --------------------------------------------------------------------------------------

    @Slot()
    def tell(self) -> None:
        """把这句话告诉社区: first the resident sees what would be sent, and who reads it."""
        if self._can_tell():
            self._become(refused="")
            self.opened.emit("tell", str(self._state.answered.question.number))

    @Slot(str, int, result="QStringList")
    def pieces(self, text: str, most: int) -> list[str]:
        """A long sentence in parts that fit a leaf."""
        return pieces(text, most)

    @Slot()
    def send(self) -> None:
        """Sends the sentence once, however often it is pressed. In practice nothing is sent."""
        if self._state.sending or not self._can_tell():
            return
        question, lang, entrance = self._state.answered.question, self.lang, self.entrance
        self._become(sending=True, refused="")
        if self.practice:
            self._sent(question, question.ref)
            return
        self._lane.run(
            lambda: self._outbox.tell(question.words, lang, entrance, question.ref),
            lambda got: self._sent(question, got),
        )

    def _sent(self, question: Question, got: str | Refused) -> None:
        if not isinstance(got, Refused) and not self.practice:
            self._link.nudge()
        here = self._state.answered
        if here is None or here.question is not question:
            return  # the visit has ended meanwhile; what was sent is kept
        if isinstance(got, Refused):
            self._become(sending=False, refused=got.why)
        else:
            self._become(sending=False)
            self.told.emit()

    def _count(self, *names: str) -> None:
        if not self.practice:
            self._link.count(*names)

    def _can_tell(self) -> bool:
        question = self._question
        return question is not None and not question.typed and 0 < len(question.words) <= MOST_TOLD

    @property
    def _question(self) -> Question | None:
        return self._state.answered.question if self._state.answered else None

    def _become(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)
        self.changed.emit()

    def _quoted(self) -> str:
        words = self._question.words if self._question else ""
        return words if len(words) <= MOST_QUOTED else words[: MOST_QUOTED - 1] + "…"

    def _of_elsewhere(self, name: str) -> str:
        away: Elsewhere | None = self._state.answered.found.elsewhere if self._state.answered else None
        return getattr(away, name).of(self.lang) if away else ""

    def _names(self) -> list[str]:
        return self._choices.texts("word") if self._question and not self._question.typed else []

    choices = Property(RecordList, lambda self: self._choices, constant=True)
    names = Property("QStringList", _names, notify=changed)
    heard = Property(str, _quoted, notify=changed)
    sentence = Property(str, lambda self: self._question.words if self._question else "", notify=changed)
    typed = Property(bool, lambda self: bool(self._question and self._question.typed), notify=changed)
    canTell = Property(bool, _can_tell, notify=changed)
    elsewhere = Property(str, lambda self: self._of_elsewhere("name"), notify=changed)
    advice = Property(str, lambda self: self._of_elsewhere("advice"), notify=changed)
    sending = Property(bool, lambda self: self._state.sending, notify=changed)
    refused = Property(str, lambda self: self._state.refused, notify=changed)
