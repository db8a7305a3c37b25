"""What is listened for and what was heard: the plain values between ears, meaning and pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Turn = Literal["command", "question", "words"]
"""How long a speaker may pause: `command` and `question` 2.2 s, `words` (telling a report) 2.5 s. A whole command 0.8 s."""
Ended = Literal["silence", "command", "done", "limit", "file"]
"""Why a turn ended: a pause, a pause after a whole command, 说完了 was pressed, the longest turn, or the end of a file."""
Loudness = Literal["fine", "quiet", "noisy"]


@dataclass(frozen=True, slots=True)
class Listen:
    """One turn of listening. `commands`: whole sentences of the page, as written; `wide`: names and phrases help as well."""

    lang: str
    commands: tuple[str, ...] = ()
    turn: Turn = "question"
    slow: bool = False
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way it may have been heard, without spaces in Chinese; `score` 1.0 for the best, less for the others."""

    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Utterance:
    """A turn that has ended. `command`: the sentence of the page's grammar that was heard, "" when it was none of them;
    `confidence` of that, 0 to 1. `alternatives`: the open transcript, best first, empty when nothing was said.
    The words are the resident's: never logged, gone with the visit.
    """

    alternatives: tuple[Alternative, ...] = field(default=(), repr=False)
    command: str = field(default="", repr=False)
    confidence: float = 0.0
    ended: Ended = "silence"
    loudness: Loudness = "fine"
    seconds: float = 0.0
    """Length of the sound from the first word on."""

    @property
    def text(self) -> str:
        """What was most likely said."""
        return self.alternatives[0].text if self.alternatives else ""
