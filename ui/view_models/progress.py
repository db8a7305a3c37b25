"""What became of a report: nine digits on a huge keypad, then its story; the only key to it is the number."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from offline_cache import receipts
from offline_cache.faults import StoreBroken
from offline_cache.records import NoStory, Place, ReportCategory, Story
from ui.jobs import Lane
from ui.ports import Link
from ui.record_list import RecordList
from ui.view_models.page import PageViewModel

if TYPE_CHECKING:
    from offline_cache.catalogue import Catalogue
    from offline_cache.ledger import Ledger
    from offline_cache.outbox import Outbox

QML_IMPORT_NAME = "Kiosk.Models"
QML_IMPORT_MAJOR_VERSION = 1

log = logging.getLogger(__name__)

MOST_UNKNOWN = 5
"""So many unknown numbers in one visit, then a pause: nobody may try numbers at random."""
PAUSE_SECONDS = 60
FACES = ("good", "fair", "unfixed")
PATH = ("filed", "taken", "started", "done")


@dataclass(frozen=True)
class StoryStep:
    """One disc of the path: `stage` is done, now or later."""

    status: str
    at: str
    stage: str


@dataclass(frozen=True)
class ProgressState:
    """The digits typed, the word for what is wrong with them, and the story found. All of it dies with the visit."""

    digits: str = field(default="", repr=False)
    trouble: str = ""
    asking: bool = False
    unknown: int = 0
    story: Story | None = field(default=None, repr=False)
    rated: str = ""
    seen_asked: bool = False
    category: ReportCategory | None = None
    place: Place | None = None


@QmlElement
@QmlUncreatable("Made in kiosk/app.py")
class ProgressViewModel(PageViewModel):
    """Pages code and story."""

    changed = Signal()

    def __init__(
        self,
        catalogue: Catalogue,
        ledger: Ledger,
        outbox: Outbox,
        link: Link,
        lane: Lane,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._ledger = ledger
        self._outbox = outbox
        self._link = link
        self._lane = lane
        self._now = now
        self._state = ProgressState()
        self._steps = RecordList(StoryStep, self)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_SECONDS * 1000)
        self._pause.timeout.connect(lambda: self._become(trouble="", unknown=0))
        link.told.connect(self._told)

    def show(self, page: str, about: str, got: object) -> None:
        if page == "code":
            self._become(
                digits="", trouble=self._state.trouble if self._pause.isActive() else "", story=None, asking=False
            )

    def left(self) -> None:
        """Somebody went on without waiting: an answer that comes now opens nothing."""
        if self._state.asking:
            self._become(asking=False)

    def speak(self, lang: str) -> None:
        super().speak(lang)
        self.changed.emit()

    def forget(self) -> None:
        self._pause.stop()
        self._steps.show(())
        self._state = ProgressState()
        self.changed.emit()

    @Slot(str)
    def digit(self, digit: str) -> None:
        if len(self._state.digits) < receipts.DIGITS and not self._state.asking and not self._pause.isActive():
            self._become(digits=self._state.digits + digit, trouble="")

    @Slot()
    def erase(self) -> None:
        if not self._state.asking and not self._pause.isActive():
            self._become(digits=self._state.digits[:-1], trouble="")

    @Slot()
    def clear(self) -> None:
        """不对: the number is said or pressed anew."""
        if not self._state.asking and not self._pause.isActive():
            self._become(digits="", trouble="")

    @Slot(str)
    def hear(self, digits: str) -> None:
        """Digits were said: all nine, or the next ones. The ninth asks."""
        if self._state.asking or self._pause.isActive():
            return
        whole = digits if len(digits) >= receipts.DIGITS else self._state.digits + digits
        self._become(digits=whole[: receipts.DIGITS], trouble="")
        if len(whole) >= receipts.DIGITS:
            self.find()

    @Slot()
    def find(self) -> None:
        """A slip of one digit is told before any network; then the platform is asked; then what is known here."""
        digits = self._state.digits
        if self._state.asking or self._pause.isActive():
            return
        if len(digits) < receipts.DIGITS:
            self._become(trouble="short")
        elif not receipts.valid(digits):
            self._become(trouble="wrong")
        else:
            self._become(trouble="", asking=True)
            self._link.ask(digits)

    @Slot(str)
    def rate(self, face: str) -> None:
        """满意, 一般 or 没修好, once for each story looked up; in practice nothing is sent."""
        story = self._state.story
        if story is None or self._state.rated or face not in FACES:
            return
        self._become(rated=face)
        if not self.practice:
            self._lane.run(lambda: self._outbox.feedback(story.receipt, face), lambda _: self._link.nudge())

    @Slot()
    def askSeen(self) -> None:
        """谁看过: who has opened what was said, in the place of the reply."""
        self._become(seen_asked=True)

    @Slot(str, object)
    def _told(self, receipt: str, answer: object) -> None:
        if receipt != self._state.digits or not self._state.asking:
            return
        match answer:
            case Story():
                self._found(answer)
            case NoStory("offline"):
                self._lane.run(lambda: self._last_known(receipt), lambda story: self._known_here(receipt, story))
            case NoStory():
                self._not_found(answer.why)

    def _last_known(self, receipt: str) -> Story | None:
        """On the lane: what this kiosk itself remembers of a report filed here."""
        try:
            return self._ledger.story(receipt)
        except StoreBroken as broken:
            log.error("the outbox cannot be asked: %s", broken.why)
            return None

    def _known_here(self, receipt: str, story: Story | None) -> None:
        if receipt != self._state.digits or not self._state.asking:
            return
        if story is None:
            self._become(trouble="offline", asking=False)
        else:
            self._found(story)

    def _not_found(self, why: str) -> None:
        unknown = self._state.unknown + (why == "unknown")
        if unknown >= MOST_UNKNOWN:
            self._pause.start()
            why = "pause"
        self._become(trouble=why, asking=False, unknown=unknown, digits="" if why == "pause" else self._state.digits)

    def _found(self, story: Story) -> None:
        def read() -> tuple[ReportCategory | None, Place | None]:
            category = self._catalogue.report_category(story.category) if story.category else None
            return category, self._catalogue.place(story.place) if story.place else None

        self._lane.run(read, lambda got: self._show_story(story, *got))

    def _show_story(self, story: Story, category: ReportCategory | None, place: Place | None) -> None:
        if not self._state.asking:  # gone on while the lane read
            return
        self._steps.show(steps_of(story))
        self._become(asking=False, story=story, category=category, place=place, rated="", seen_asked=False)
        self.opened.emit("story", "")

    def _become(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)
        self.changed.emit()

    def _late(self) -> bool:
        story = self._state.story
        if story is None or not story.promised or story.status in ("done", "explained", "withdrawn", "merged"):
            return False
        return story.promised[:10] < self._now().date().isoformat()

    def _seen_at(self) -> str:
        """When one of the staff last opened what was said; empty when nobody has."""
        story = self._state.story
        return max((one.at for one in story.opened), default="") if story else ""

    def _seen_times(self) -> int:
        """How often; -1 when that cannot be known now."""
        story = self._state.story
        return len(story.opened) if story and story.fresh and not story.ask_staff else -1

    rated = Property(str, lambda self: self._state.rated, notify=changed)
    steps = Property(RecordList, lambda self: self._steps, constant=True)
    digits = Property(str, lambda self: self._state.digits, notify=changed)
    full = Property(bool, lambda self: len(self._state.digits) == receipts.DIGITS, notify=changed)
    trouble = Property(str, lambda self: self._state.trouble, notify=changed)
    asking = Property(bool, lambda self: self._state.asking, notify=changed)
    code = Property(str, lambda self: self._state.story.receipt if self._state.story else "", notify=changed)
    status = Property(str, lambda self: self._state.story.status if self._state.story else "", notify=changed)
    fault = Property(
        str, lambda self: self._state.category.fault.of(self.lang) if self._state.category else "", notify=changed
    )
    place = Property(
        str, lambda self: self._state.place.name.of(self.lang) if self._state.place else "", notify=changed
    )
    reply = Property(str, lambda self: (self._state.story.reply or "") if self._state.story else "", notify=changed)
    promised = Property(
        str, lambda self: (self._state.story.promised or "") if self._state.story else "", notify=changed
    )
    fresh = Property(bool, lambda self: self._state.story.fresh if self._state.story else True, notify=changed)
    askStaff = Property(bool, lambda self: bool(self._state.story and self._state.story.ask_staff), notify=changed)
    late = Property(bool, _late, notify=changed)
    seenAt = Property(str, _seen_at, notify=changed)
    seenAsked = Property(bool, lambda self: self._state.seen_asked, notify=changed)
    seenTimes = Property(int, _seen_times, notify=changed)


def steps_of(story: Story) -> list[StoryStep]:
    """The path as drawn: what has been, what is now, what comes. A side way (explained, withdrawn …) ends the path."""
    when = {step.status: step.at for step in story.history}
    if story.status in PATH:
        at = PATH.index(story.status)
        stages = [
            "done" if n < at or story.status == "done" else "now" if n == at else "later" for n in range(len(PATH))
        ]
        return [StoryStep(status, when.get(status, ""), stage) for status, stage in zip(PATH, stages, strict=True)]
    been = [step for step in story.history if step.status in PATH and step.status != "done"][-2:]
    after = [StoryStep("done", "", "later")] if story.status == "reopened" else []
    stage = "now" if story.status == "reopened" else "done"
    return [
        *(StoryStep(step.status, step.at, "done") for step in been),
        StoryStep(story.status, when.get(story.status, ""), stage),
        *after,
    ]
