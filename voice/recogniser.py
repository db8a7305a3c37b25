"""Sound in, words out: Vosk, two or three recognisers at work on the same sound.

Facts this rests on (docs/adr/0011-ears.md): a grammar of `[]` kills the process, so does SetGrammar on an open utterance,
so does one recogniser in two threads. So each turn gets fresh recognisers (1 ms each), their grammar is given to the
constructor and is never empty, and one thread works them all.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from pathlib import Path
from typing import Any, Protocol

from voice.heard import Alternative, Listen
from voice.lexicon import DIGIT_WORDS, UNKNOWN, Grammar, Lexicon
from voice.resampling import RATE

MOST_ALTERNATIVES = 5
SCORE_SCALE = 6.0
"""Vosk's scores of two alternatives are log probabilities; so many apart, the lesser one is worth 1/e."""
LEAST_SCORE = 0.01
WIDE_SHARE = 0.9
"""What the grammar of all names and phrases understood, with full confidence, counts beside the open transcript's 1.0."""
AGREES_S = 0.15
"""Less speech than this below an `[unk]` is no speech: Vosk covers silence with it too."""
PAGES_KEPT = 12
MORE_CHARACTERS = 1
"""So much more than the command may stand in the open transcript, and still nothing else was said."""


class NoModel(Exception):
    """There is no speech model here, or Vosk cannot use it."""


@dataclass(frozen=True, slots=True)
class Partial:
    """What has been understood so far; `whole_command`: exactly a command, nothing before or after it."""

    text: str
    whole_command: bool


@dataclass(frozen=True, slots=True)
class Understood:
    """What a turn gave: see voice.heard.Utterance."""

    alternatives: tuple[Alternative, ...] = ()
    command: str = ""
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Word:
    """One word with its place in the sound (seconds) and how sure it is (0 to 1)."""

    text: str
    start: float
    end: float
    sure: float = 1.0


class Recogniser(Protocol):
    """What a speech engine must be able to do; a site may plug a better one. Used by one thread."""

    def know(self, phrases: Sequence[str]) -> tuple[str, ...]:
        """Names and phrases that may well be said; answers with the pieces it can never hear."""

    def learn(self, phrases: Sequence[str]) -> None:
        """Looks some of them up already, so that `know` is quick: thousands take a second."""

    def prepare(self) -> None:
        """Gets ready for the next turn while nobody waits."""

    def begin(self, wish: Listen) -> None:
        """A new turn; forgets the one before."""

    def feed(self, pcm: bytes) -> Partial:
        """Mono 16-bit samples at RATE."""

    def finish(self) -> Understood:
        """The turn is over: everything that was understood."""

    def forget(self) -> None:
        """Drops the turn and all that was heard in it."""


class VoskRecogniser:
    """One Vosk model. `lang` decides whether words are joined with blanks."""

    def __init__(self, folder: Path, lang: str) -> None:
        try:
            import vosk
        except (ImportError, OSError) as reason:
            raise NoModel(str(reason)) from reason
        vosk.SetLogLevel(-1)
        try:
            self._model = vosk.Model(str(folder))
            vosk.KaldiRecognizer(self._model, RATE)  # a truncated graph shows only here
        except Exception as reason:  # vosk raises nothing more precise
            raise NoModel(str(reason)) from reason
        self._make = vosk.KaldiRecognizer
        self._lang = lang
        listed = _listed(folder)
        self.has = listed.__contains__ if listed else self._finds
        self._lexicon = Lexicon(self.has, lang)
        self._known: Sequence[str] = ()
        self._lacking: dict[str, None] = {}
        self._lacking_known = False
        self._wide_grammar: Grammar | None = None
        self._command_grammar = self._lexicon.grammar(())
        self._open: Any = None
        self._commands: Any = None
        self._wide: Any = None
        self._next_wide: Any = None
        self._wants_wide = False
        self._pages: dict[tuple[str, ...], Grammar] = {}
        self._ways: list[tuple[str, float]] = []
        self._spoken: list[Word] = []
        self._said: list[Word] = []
        self._wide_said: list[Word] = []

    def _finds(self, word: str) -> bool:
        return bool(self._model.vosk_model_find_word(word) >= 0)

    def know(self, phrases: Sequence[str]) -> tuple[str, ...]:
        """Keeps them for wide turns; their grammar (12 MB of twelve thousand) is made when there is one."""
        if not self._lacking_known:
            self.learn(phrases)
        self._known, self._wide_grammar, self._next_wide = phrases, None, None
        lacking, self._lacking, self._lacking_known = tuple(self._lacking), {}, False
        return lacking

    def learn(self, phrases: Sequence[str]) -> None:
        """Cuts some phrases, to see what the model lacks, and lets go of them."""
        for phrase in phrases:
            self._lacking |= dict.fromkeys(self._lexicon.cut(phrase).unknown)
        self._lacking_known = True
        self._lexicon.forget()

    def prepare(self) -> None:
        """Builds the wide recogniser of the next turn, if turns are wide: 0.35 s with twelve thousand phrases."""
        if not (self._wants_wide and self._next_wide is None and self._known):
            return
        if self._wide_grammar is None:
            self._wide_grammar = self._lexicon.grammar(self._known)
            self._lexicon.forget()
        if self._wide_grammar.written:
            self._next_wide = self._bound(self._wide_grammar)

    def begin(self, wish: Listen) -> None:
        """Fresh recognisers: an open one, one for the page's commands, one for names and phrases."""
        self.forget()
        self._open = self._make(self._model, RATE)
        self._open.SetMaxAlternatives(MOST_ALTERNATIVES)
        self._open.SetWords(True)
        self._command_grammar = self._grammar_of(wish.commands)
        self._commands = self._bound(self._command_grammar) if self._command_grammar.written else None
        self._wants_wide = wish.wide
        if wish.wide:
            self.prepare()
            self._wide, self._next_wide = self._next_wide, None

    def feed(self, pcm: bytes) -> Partial:
        """One block through all recognisers."""
        if self._open.AcceptWaveform(pcm):
            self._take_open(json.loads(self._open.Result()))
        for recogniser, said in ((self._commands, self._said), (self._wide, self._wide_said)):
            if recogniser is not None and recogniser.AcceptWaveform(pcm):
                said.extend(_words(json.loads(recogniser.Result())))
        best = self._ways[0][0] if self._ways else ""
        text = self._joined([*best.split(), *_spoken(_so_far(self._open))])
        return Partial(text, self._whole_command(text))

    def finish(self) -> Understood:
        """Closes all recognisers of this turn."""
        if self._open is None:
            return Understood()
        self._take_open(json.loads(self._open.FinalResult()))
        for recogniser, said in ((self._commands, self._said), (self._wide, self._wide_said)):
            if recogniser is not None:
                said.extend(_words(json.loads(recogniser.FinalResult())))
        command, confidence = self._command()
        understood = Understood(self._alternatives(), command, confidence)
        self.forget()
        return understood

    def forget(self) -> None:
        """Nothing of the turn stays."""
        self._open = self._commands = self._wide = None
        self._ways, self._spoken, self._said, self._wide_said = [], [], [], []

    def _grammar_of(self, commands: tuple[str, ...]) -> Grammar:
        """The grammar of a page; the last pages' are kept, for a page knows more than a thousand sentences."""
        if commands not in self._pages:
            self._pages[commands] = self._lexicon.grammar(commands)
            if len(self._pages) > PAGES_KEPT:
                del self._pages[next(iter(self._pages))]
        return self._pages[commands]

    def _bound(self, grammar: Grammar) -> Any:
        recogniser = self._make(self._model, RATE, grammar.text)
        recogniser.SetWords(True)
        return recogniser

    def _joined(self, words: Sequence[str]) -> str:
        return ("" if self._lang == "zh" else " ").join(words)

    def _take_open(self, result: dict[str, Any]) -> None:
        """Joins one segment of the open transcript to those before it; each way of hearing it is one more way."""
        found = [(" ".join(_spoken(way["text"].split())), way["confidence"]) for way in result.get("alternatives", [])]
        best: dict[str, float] = {}
        for text, confidence in found:
            if text:
                best.setdefault(text, max(LEAST_SCORE, exp((confidence - found[0][1]) / SCORE_SCALE)))
        if not best:
            return
        self._spoken.extend(word for word in _words(result["alternatives"][0]) if word.text != UNKNOWN)
        pairs = [
            (f"{before} {text}".strip(), share * score)
            for before, share in self._ways or [("", 1.0)]
            for text, score in best.items()
        ]
        self._ways = sorted(pairs, key=lambda pair: -pair[1])[:MOST_ALTERNATIVES]

    def _alternatives(self) -> tuple[Alternative, ...]:
        top = self._ways[0][1] if self._ways else 1.0
        ways = [(self._joined(text.split()), score / top) for text, score in self._ways]
        words = [word for word in self._wide_said if word.text != UNKNOWN]
        if words:
            ways.append((self._joined([word.text for word in words]), WIDE_SHARE * _mean(words)))
        scores: dict[str, float] = {}
        for text, score in sorted(ways, key=lambda way: -way[1]):
            scores.setdefault(text, min(1.0, score))
        return tuple(Alternative(text, round(score, 4)) for text, score in scores.items())

    def _command(self) -> tuple[str, float]:
        """The sentence of the page's grammar that was said and nothing else, and how sure that is."""
        if any(word.text == UNKNOWN and self._speech_below(word) for word in self._said):
            return "", 0.0
        words = [word for word in self._said if word.text != UNKNOWN]
        sentence = self._command_grammar.written.get(" ".join(word.text for word in words), "")
        if (
            not sentence
            and words
            and all(word.text in DIGIT_WORDS and word.text in self._command_grammar.written for word in words)
        ):
            sentence = self._joined([word.text for word in words])  # a receipt, digit by digit
        return (sentence, round(_mean(words), 4)) if sentence else ("", 0.0)

    def _speech_below(self, gap: Word) -> bool:
        """Whether the open recogniser understood words where the grammar understood none; else it was a silence."""
        below = sum(max(0.0, min(gap.end, word.end) - max(gap.start, word.start)) for word in self._spoken)
        return below > AGREES_S

    def _whole_command(self, text: str) -> bool:
        if self._commands is None:
            return False
        words = _spoken([*(word.text for word in self._said), *_so_far(self._commands)])
        if " ".join(words) not in self._command_grammar.written or words[-1] in DIGIT_WORDS:
            return False  # after one digit comes another
        return len(text) <= len(self._joined(words)) + MORE_CHARACTERS


def _spoken(words: Sequence[str]) -> list[str]:
    """Words, without marks such as `[unk]` and `<noise>`."""
    return [word for word in words if word[0] not in "[<"]


def _listed(folder: Path) -> frozenset[str]:
    """The words of a model that lists them, twenty times as fast to look up as Vosk's own; empty for others."""
    try:
        lines = (folder / "graph" / "words.txt").read_text("utf-8").splitlines()
    except (OSError, UnicodeError):
        return frozenset()
    return frozenset(line.split()[0] for line in lines if line.strip())


def _so_far(recogniser: Any) -> list[str]:
    """Words of the open segment; right after the end of one Vosk answers as for a whole result."""
    said: str = json.loads(recogniser.PartialResult()).get("partial", "")
    return said.split()


def _words(result: dict[str, Any]) -> list[Word]:
    return [
        Word(word["word"], float(word["start"]), float(word["end"]), float(word.get("conf", 1.0)))
        for word in result.get("result", [])
    ]


def _mean(words: Sequence[Word]) -> float:
    return sum(word.sure for word in words) / len(words) if words else 0.0
