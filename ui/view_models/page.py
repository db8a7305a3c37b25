"""What every page's view model has in common: it reads off the GUI thread, shows on it, and forgets at rest."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class PageViewModel(QObject):
    """A room of one or more pages. `read` runs on the lane and touches no Qt; `show` runs on the GUI thread."""

    opened = Signal(str, str)
    """A wish to go to a page, and what it is about."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lang = "zh"
        self.entrance = "silver"
        self.helper = ""
        self.practice = False

    def read(self, page: str, about: str) -> object:
        """What the page needs from the floors below; None when there is no such thing any more."""
        return True

    def show(self, page: str, about: str, got: object) -> None:
        """Puts what was read on the page."""

    def drop(self) -> None:
        """The resident goes on: what was asked for and has not come yet is not wanted any more."""

    def speak(self, lang: str) -> None:
        """The language changed."""
        self.lang = lang

    def forget(self) -> None:
        """A visit ended: nothing of it stays."""
