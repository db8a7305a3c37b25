"""When is somebody finished? Turn-taking for people who speak slowly; pure, its clock is the sound itself.

A turn ends after a pause: 0.8 s when a whole command was heard and nothing else, 2.2 s in a question, 2.5 s while a report
is told, 3.5 s in 慢慢说. Somebody who says nothing for ten seconds is told so; the longest turn is 30 s, 90 s for a report.
Words and sound both count as speaking, but sound without words for a while only: a noisy hall keeps no turn open.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from voice.heard import Ended, Turn

Over = Ended | Literal["silent"]
"""How a turn ended; `silent`: nobody has begun to speak."""

COMMAND_PAUSE_S = 0.8
PAUSE_S: dict[Turn, float] = {"command": 2.2, "question": 2.2, "words": 2.5}
SLOW_PAUSE_S = 3.5
FIRST_WORDS_S = 10.0
LIMIT_S: dict[Turn, float] = {"command": 30.0, "question": 30.0, "words": 90.0}
WAIT_S = 5.0
"""等一下: so much longer."""
RECOGNISER_LAG_S = 0.25
FIRST_WORDS_LAG_S = 0.4
"""Words are known so long after they were said."""
WORDLESS_S = 2.0
"""So much longer than the pause a sound without words keeps the turn open: somebody who says 嗯…… is looking for a word."""
COMMAND_WORDLESS_S = 0.6
"""The same after a whole command: whoever goes on talking is understood as going on before that."""
STILL_SPEAKING_S = 0.3
SPOKE_S = 1.0
"""So much sound without a word was somebody who was not understood, and not nobody."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One block of sound: its length, whether it stood out of the noise, what has been understood of the turn so far,
    and whether that is a whole command with nothing after it."""

    seconds: float
    loud: bool
    words: str
    whole_command: bool = False


class TurnTaking:
    """One turn. Feed it every block; it says when the turn is over."""

    def __init__(self, turn: Turn, slow: bool = False) -> None:
        self._pause = SLOW_PAUSE_S if slow else PAUSE_S[turn]
        self._limit = LIMIT_S[turn]
        self._words = ""
        self._spoke_at: float | None = None  # when the last words were said
        self._loud_at = -1.0
        self._loud_s = 0.0
        self._hold_until = 0.0
        self.now = 0.0
        """Seconds of sound heard in this turn."""
        self.began_at: float | None = None
        """When the first words were said; None before them."""

    def hear(self, moment: Moment) -> Over | None:
        """Takes one more block; a reason when the turn is over with it."""
        before = self.now
        self.now += moment.seconds
        if moment.loud:
            self._loud_at = self.now
            self._loud_s += moment.seconds
        if moment.words != self._words:
            self._words = moment.words
            self._spoke_at = max(self._spoke_at or 0.0, self.now - RECOGNISER_LAG_S, 0.0)
            if self.began_at is None and moment.words:
                self.began_at = max(0.0, min(before, self.now - FIRST_WORDS_LAG_S))
        return self._over(moment.whole_command)

    def wait(self) -> None:
        """等一下: not before five more seconds."""
        self._hold_until = self.now + WAIT_S

    def _over(self, whole_command: bool) -> Over | None:
        if self.now >= self._limit:
            return "limit"
        if self.now < self._hold_until:
            return None
        if not self._words or self._spoke_at is None:
            return self._nothing_yet()
        pause, wordless = (COMMAND_PAUSE_S, COMMAND_WORDLESS_S) if whole_command else (self._pause, WORDLESS_S)
        sound_counts_until = self._spoke_at + pause + wordless
        spoke_at = max(self._spoke_at, min(self._loud_at, sound_counts_until - pause))
        if self.now - spoke_at < pause and self.now < sound_counts_until:
            return None
        return "command" if whole_command else "silence"

    def _nothing_yet(self) -> Over | None:
        """Ten seconds for the first words; who makes a sound right then is given the end of it."""
        if self.now < FIRST_WORDS_S:
            return None
        speaking = self.now - self._loud_at < STILL_SPEAKING_S and self.now < FIRST_WORDS_S + WORDLESS_S
        if speaking:
            return None
        return "silence" if self._loud_s >= SPOKE_S else "silent"
