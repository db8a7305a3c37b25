"""Everything by keys alone: what each key of the pad does, and where the focus is; in key mode the focus is spoken."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QMetaObject, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtQuick import QQuickItem, QQuickWindow

from ui.focus_ring import Place, first, step
from ui.view_models.app import AppViewModel
from ui.view_models.talk import TalkViewModel
from ui.view_models.voice import VoiceViewModel

STRIKE_SECONDS = 0.5
"""The same key again within this time is the trembling of a hand; arrows may follow one another."""

Key = Qt.Key
ARROWS = {
    Key.Key_Right: "next",
    Key.Key_Left: "previous",
    Key.Key_Down: "down",
    Key.Key_Up: "up",
    Key.Key_Tab: "next",
    Key.Key_Backtab: "previous",
}
WISHES = {
    Key.Key_Return: "press",
    Key.Key_Enter: "press",
    Key.Key_Space: "press",
    Key.Key_Escape: "back",
    Key.Key_Backspace: "back",
    Key.Key_Back: "back",
    Key.Key_F1: "help",
    Key.Key_Help: "help",
    Key.Key_F2: "again",
    Key.Key_F3: "quieter",
    Key.Key_VolumeDown: "quieter",
    Key.Key_F4: "louder",
    Key.Key_VolumeUp: "louder",
    Key.Key_F5: "speak",
    Key.Key_F9: "dark",
    Key.Key_Home: "home",
    Key.Key_HomePage: "home",
}
"""docs/keys.md says which key of a pad is which."""
ALONE = (Key.Key_Shift, Key.Key_Control, Key.Key_Alt, Key.Key_AltGr, Key.Key_Meta, Key.Key_NumLock, Key.Key_CapsLock)


class KeyGuard(QObject):
    """Installed on the window after the touch guard. A held key counts once, and no key is a trap."""

    touched = Signal()
    """A key was pressed; whatever the kiosk is saying stops first."""

    def __init__(
        self,
        window: QQuickWindow,
        app: AppViewModel,
        voice: VoiceViewModel,
        talk: TalkViewModel,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._app = app
        self._voice = voice
        self._talk = talk
        self._now = now
        self._struck: tuple[int, float] = (0, float("-inf"))
        self._shown: tuple[object, ...] = ()
        self._arriving = QTimer(self, singleShot=True, interval=0)
        self._arriving.timeout.connect(self._arrive)
        self._lost = QTimer(self, singleShot=True, interval=0)
        self._lost.timeout.connect(self._find_again)
        self._acts: dict[str, Callable[[], None]] = {
            "press": self._press,
            "back": self._back,
            "home": app.home,
            "help": lambda: app.open("help", ""),
            "again": self._voice.again,
            "louder": lambda: self._voice.step_volume(+1),
            "quieter": lambda: self._voice.step_volume(-1),
            "speak": app.speak,
            "dark": lambda: self._voice.setDark(not self._voice.property("dark")),
        }
        app.pageChanged.connect(self._arriving.start)
        window.activeFocusItemChanged.connect(self._lost.start)
        voice.told.connect(self._lost.start)
        window.installEventFilter(self)

    def by_hand(self) -> None:
        """A finger touched the glass: the focus is not spoken any more."""
        self._voice.lead_by_keys(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = Key(event.key())
        if key in ALONE or event.isAutoRepeat() or self._is_bounce(key):
            return True
        page = self._app.property("page")
        self.touched.emit()
        if page == "still":  # the key said: I am still here
            return True
        self._voice.lead_by_keys(True)
        if page == "rest":
            self._app.home()
        elif key in ARROWS:
            self._move(ARROWS[key])
        elif key in WISHES:
            self._acts[WISHES[key]]()
        else:
            self._type(event.text().upper())
        return True

    def _is_bounce(self, key: Key) -> bool:
        now = self._now()
        last, at = self._struck
        if key not in ARROWS and key == last and now - at < STRIKE_SECONDS:
            return True
        self._struck = (key, now)
        return False

    # -- what a key does --------------------------------------------------------------------------------------------

    def _move(self, direction: str) -> None:
        items = list(self._controls())
        to = step([_place(item) for item in items], self._focused(items), direction)
        if to is not None:
            items[to].forceActiveFocus(Qt.FocusReason.TabFocusReason)
            self._follow(items[to])

    def _press(self) -> None:
        items = list(self._controls())
        at = self._focused(items)
        if at is None:
            self._arrive()
        else:
            self._click(items[at])

    def _back(self) -> None:
        if self._talk.property("over"):
            self._talk.dismiss()
        else:
            self._app.back()

    def _type(self, text: str) -> None:
        """A printed key presses the key of the same name on the glass, or the choice of that number."""
        for item in self._controls():
            number = item.property("number")
            if item.objectName() in (f"key-{text}", f"letter-{text}") or (number and str(number) == text):
                self._click(item)
                return

    def _click(self, item: QQuickItem) -> None:
        self._voice.tap()
        QMetaObject.invokeMethod(item, "click")

    # -- where the focus is -----------------------------------------------------------------------------------------

    def _controls(self, item: QQuickItem | None = None) -> Iterator[QQuickItem]:
        for child in (item or self._window.contentItem()).childItems():
            if not child.isVisible():
                continue
            if child.inherits("QQuickAbstractButton"):
                if child.isEnabled() and child.activeFocusOnTab():
                    yield child
            else:
                yield from self._controls(child)

    def _focused(self, items: list[QQuickItem]) -> int | None:
        """Asked of each item: `activeFocusItem()` of the window leaves an object behind for each page, for ever."""
        return next((at for at, item in enumerate(items) if item.hasActiveFocus()), None)

    def _find_again(self) -> None:
        """What had the focus is gone (a leaf was turned, trouble took the keypad's place): the focus is never lost."""
        items = list(self._controls())
        if self._focused(items) is None:
            self._put(items)

    def _put(self, items: list[QQuickItem]) -> QQuickItem | None:
        to = first([_place(item) for item in items])
        if to is None:
            return None
        by_keys = self._voice.property("byKeys")
        items[to].forceActiveFocus(Qt.FocusReason.TabFocusReason if by_keys else Qt.FocusReason.OtherFocusReason)
        return items[to]

    def _arrive(self) -> None:
        """A page or a leaf has come: its first harmless control has the focus; in key mode it says where we are."""
        item = self._put(list(self._controls()))
        page = self._window.property("shown")
        if page is None:
            return
        before, self._shown = self._shown, (self._app.property("page"), page.property("said"))
        if not self._voice.property("byKeys") or page.property("answered"):
            return
        heading = page.property("heading")
        says = list(page.property("says")) if self._shown != before else []
        last_clause = heading.replace(", ", "，").rpartition("，")[2]  # 下午好，您想办什么事？
        title = [] if says and says[0].startswith(last_clause) else [heading]
        self._voice.greet([*title, *says, self._words(item)])

    def _follow(self, item: QQuickItem) -> None:
        if self._talk.property("doing") != "listening":
            self._voice.follow(self._words(item))

    def _words(self, item: QQuickItem | None) -> str:
        """The name of a control and its state; a digit is not said until the resident wants to hear it."""
        if item is None:
            return ""
        page = self._window.property("shown")
        aloud = page is not None and page.property("aloud")
        return str((not aloud and item.property("mask")) or item.property("focusWords") or "")


def _place(item: QQuickItem) -> Place:
    corner = item.mapToScene(QPointF(0, 0))
    return Place(item.objectName(), corner.x(), corner.y(), item.width(), item.height(), bool(item.property("careful")))
