"""What a turn of speech means on the page it was said on. Pure.

Emergencies first; then what the page's grammar heard, if the open transcript does not say something else; then a command or
a choice the transcript names; then digits, words of a report or a question. In doubt nothing: the page asks again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from voice import choices as choosing
from voice.danger import emergency
from voice.digits import digits
from voice.heard import Utterance
from voice.manners import content, plain, stripped
from voice.sentences import listened_for, sentences, understood
from voice.sounds import likeness, sounds

ENOUGH = 0.5
"""Confidence of the ears in a sentence of the grammar from which it is acted on."""
SURE = 0.8
"""The same for what sends something or takes it back."""
AGREES = 0.5
"""How alike the open transcript must sound to the sentence of the grammar, not to say clearly something else."""
SOUND_ALONE = 3
"""Syllables a command must have to be known from the transcript by its sound."""
QUESTION = 2
"""Syllables that say something, to be a question."""
TELLING = frozenset({"done", "dismiss", "retell", "wait"})
"""The only commands while a report is being told, each said alone."""
CHOOSING = frozenset({"report", "place"})
"""Pages on which a sentence that names a choice is that choice: "楼下的路灯坏了" is 路灯."""
_DIGITS = tuple("零一二三四五六七八九幺两")
_ENGLISH_DIGITS = tuple("zero oh one two three four five six seven eight nine".split())

Kind = Literal["command", "choice", "digits", "emergency", "question", "words", "nothing"]


@dataclass(frozen=True, slots=True)
class Talk:
    """Where one speaks: the page, the words of everything that can be pressed on it, and whether a report is being told."""

    page: str
    choices: tuple[str, ...] = ()
    telling: bool = False


@dataclass(frozen=True, slots=True)
class Intent:
    """What was meant. `name`: the command, the choice as it stands in `Talk.choices`, or the emergency; `words`: what was
    said (the figures, for `digits`). The words are the resident's: never logged, gone with the visit.
    """

    kind: Kind
    name: str = ""
    words: str = field(default="", repr=False)


NOTHING = Intent("nothing")


def phrases(talk: Talk, lang: str) -> tuple[str, ...]:
    """All whole sentences the ears should listen for on a page: its commands, those of everywhere, what can be pressed."""
    if talk.telling:
        known = sentences(lang).values()
        return tuple(dict.fromkeys(said for one in known if one.name in TELLING for said in one.say))
    named = (said for choice in talk.choices for said in choosing.said_forms(choice, lang))
    figures = () if talk.page != "digits" else _DIGITS if lang == "zh" else _ENGLISH_DIGITS
    return tuple(dict.fromkeys((*listened_for(talk.page, lang), *named, *figures)))


def meaning(utterance: Utterance, talk: Talk, lang: str) -> Intent:
    """What `utterance` means on the page of `talk`."""
    texts = tuple(filter(None, (plain(one.text, lang) for one in utterance.alternatives)))
    command = plain(utterance.command, lang)
    if not texts and not command:
        return NOTHING
    said = texts[0] if texts else command
    whole_choice = _whole_choice((command, *texts), talk, lang)
    danger = "" if whole_choice else emergency((*texts, command), lang)
    if danger:
        return Intent("emergency", danger, said)
    if talk.telling:
        return _while_telling(utterance, talk, texts, command, said, lang)
    found = _command_or_choice(utterance, talk, texts, command, lang)
    if found is not None:
        return found
    if talk.page == "digits":
        figures = next(filter(None, (digits(one, lang) for one in (command, *texts))), "")
        if figures:
            return Intent("digits", words=figures)
    if talk.page == "still" and content(said, lang) >= QUESTION:  # any word counts, but a slammed door is none
        return Intent("command", "stay", said)
    if talk.page in CHOOSING:
        at = next((at for text in texts if (at := choosing.best_choice(text, talk.choices, lang)) is not None), None)
        if at is not None:
            return Intent("choice", talk.choices[at], said)
    return _words(said if texts else "", talk, lang)


def _words(said: str, talk: Talk, lang: str) -> Intent:
    """Nothing that can be pressed: a question, or words of a report."""
    if content(said, lang) < (1 if talk.page == "words" else QUESTION if lang == "zh" else 1):
        return NOTHING
    return Intent("words" if talk.page == "words" else "question", words=said)


def _while_telling(
    utterance: Utterance, talk: Talk, texts: tuple[str, ...], command: str, said: str, lang: str
) -> Intent:
    names = _plain_understood("words", lang)
    if command and utterance.confidence >= ENOUGH and names.get(command) in TELLING and _agrees(command, texts, lang):
        return Intent("command", names[command], command)
    if names.get(said) in TELLING:
        return Intent("command", names[said], said)
    return Intent("words", words=said) if texts and content(said, lang) else NOTHING


def _command_or_choice(
    utterance: Utterance, talk: Talk, texts: tuple[str, ...], command: str, lang: str
) -> Intent | None:
    written = _written(texts[0], talk, lang) if texts else None
    if command and utterance.confidence >= ENOUGH and _agrees(command, texts, lang):
        heard = _named(command, talk, lang)
        if heard is not None:
            if written is not None and written.name != heard.name and not _same_sound(command, texts[0]):
                return NOTHING  # the ears contradict themselves: 对 or 不对?
            return heard if utterance.confidence >= SURE or not _sends(heard, talk, lang) else NOTHING
    if written is None and texts and talk.page != "digits":
        written = _by_sound(texts, talk, lang)
    if written is None:
        return None
    return NOTHING if _sends(written, talk, lang) else written


def _named(sentence: str, talk: Talk, lang: str) -> Intent | None:
    """The command or choice whose sentence in the grammar this is."""
    name = _plain_understood(talk.page, lang).get(sentence)
    if name is not None:
        return Intent("command", name, sentence)
    for choice in talk.choices:
        if sentence in _said_forms(choice, lang):
            return Intent("choice", choice, sentence)
    return None


def _written(text: str, talk: Talk, lang: str) -> Intent | None:
    """The command or choice a transcript is, polite words aside."""
    known = _plain_understood(talk.page, lang)
    for left in stripped(text, lang):
        if left in known:
            return Intent("command", known[left], text)
    at = choosing.named(text, talk.choices, lang) if talk.choices else None
    return None if at is None else Intent("choice", talk.choices[at], text)


def _by_sound(texts: tuple[str, ...], talk: Talk, lang: str) -> Intent | None:
    """A command that was written down with other characters of the same sound, or stands in a second way of hearing it."""
    if lang == "zh":
        known = _sounding(talk.page, lang)
        for left in stripped(texts[0], lang):
            heard = sounds(left)
            if len(heard) >= SOUND_ALONE and heard in known:
                return Intent("command", known[heard], texts[0])
    for text in texts[1:]:
        at = choosing.named(text, talk.choices, lang)
        if at is not None and likeness(sounds(text), sounds(texts[0])) >= AGREES:
            return Intent("choice", talk.choices[at], texts[0])
    return None


def _agrees(command: str, texts: tuple[str, ...], lang: str) -> bool:
    """False when the open transcript clearly says something else than the grammar heard."""
    if not texts:
        return True
    wanted = sounds(command) if lang == "zh" else tuple(command.replace(" ", ""))
    for text in texts:
        for left in stripped(text, lang):
            heard = sounds(left) if lang == "zh" else tuple(left.replace(" ", ""))
            if likeness(wanted, heard) >= AGREES:
                return True
    return False


def _same_sound(one: str, other: str) -> bool:
    return sounds(one) == sounds(other)


def _sends(intent: Intent, talk: Talk, lang: str) -> bool:
    if intent.kind != "command":
        return False
    return sentences(lang)[intent.name].sends or (intent.name == "yes" and talk.page == "check")


def _whole_choice(texts: tuple[str, ...], talk: Talk, lang: str) -> bool:
    """True when somebody read the name of something that can be pressed: 燃气报修 is no emergency then."""
    return any(len(text) >= 4 and text in _said_forms(choice, lang) for choice in talk.choices for text in texts)


def forget() -> None:
    """The names of choices were remembered to be quick; a resident's own words were among them."""
    _said_forms.cache_clear()
    choosing.forget()


@lru_cache(maxsize=2048)
def _said_forms(choice: str, lang: str) -> frozenset[str]:
    whole = {plain(form, lang) for form in choosing.forms(choice, lang)}
    return frozenset(whole | set(choosing.said_forms(choice, lang)))


@lru_cache(maxsize=64)
def _plain_understood(page: str, lang: str) -> Mapping[str, str]:
    return {plain(said, lang): name for said, name in reversed(list(understood(page, lang).items()))}


@lru_cache(maxsize=64)
def _sounding(page: str, lang: str) -> Mapping[tuple[str, ...], str]:
    return {sounds(said): name for said, name in reversed(list(understood(page, lang).items()))}
