"""What of a service, of a place and of things done elsewhere goes into the index. Needs pypinyin: for building only."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from offline_cache import question, sounds_like
from offline_cache.postings import Entry
from offline_cache.records import Elsewhere, Place, Reading, Service

SERVICES, PLACES = "services", "places"
ELSEWHERE = "elsewhere:"
"""Begins the ids of things done elsewhere: they stand among the services and compete with them."""

NAME, ALIASES, SUMMARY, MORE, STEPS, ENGLISH = 4.0, 4.0, 1.0, 0.6, 0.45, 3.0
TOLD_SATURATION, SPOKEN_SATURATION, LENGTH_COUNTS = 1.2, 2.5, 0.6
TOLD, SPOKEN = 0.3, 1.0
"""What the written texts of a service and what residents say of it weigh against each other; fitted by
`script/calibrate` on phrases of one hand asked with those of the other."""
TOLD_LENGTH, SPOKEN_LENGTH = 580.0, 3000.0
"""Typical lengths (sums of weighted features) of what is written of a service and of what is said of it. Constants,
not averages of the collection: one service can change without all others changing their weights."""


class Reader:
    """Turns texts into features, reading the polyphones of the domain the way the content says."""

    def __init__(self, readings: question.Readings, domain: Iterable[Reading]) -> None:
        self._readings = readings
        self._domain = {one.word: sounds_like.toneless(one.syllables) for one in domain}
        longest_first = sorted(map(re.escape, self._domain), key=len, reverse=True)
        self._words = re.compile("|".join(longest_first) or "(?!)")

    def written(self, text: str) -> Counter[str]:
        """How often each feature occurs in a text of the catalogue, read in context."""
        return question.told(text, self._readings, self.syllables(text))

    def spoken(self, text: str) -> Counter[str]:
        """The features of what somebody says, read as questions are: by characters, and the words of the domain."""
        runs = question.chinese_runs(text)
        return question.told(
            text, self._readings, [self._corrected(run, question.alone(run, self._readings)) for run in runs]
        )

    def syllables(self, text: str) -> list[Sequence[str]]:
        """The syllables of each Chinese run of a text, in its context."""
        return [self._corrected(run, sounds_like.read_aloud(run)) for run in question.chinese_runs(text)]

    def _corrected(self, run: str, syllables: Sequence[str]) -> Sequence[str]:
        right = list(syllables)
        for word in self._words.finditer(run):
            right[word.start() : word.end()] = self._domain[word.group()]
        return right


def of_service(service: Service, reader: Reader) -> Entry:
    """A service: its written texts by fields, and its names and spoken phrases."""
    written = (
        (NAME, [service.name.zh]),
        (ALIASES, service.aliases),
        (SUMMARY, [service.summary.zh]),
        (MORE, [service.more.zh, service.eligibility.zh]),
        (STEPS, [text.zh for text in (*service.steps, *service.papers)]),
        (ENGLISH, [service.name.en, service.summary.en]),
    )
    names = (service.name.zh, *service.aliases)
    impacts = _impacts(written, names, (*service.phrases, *service.words), reader)
    return Entry(service.id, impacts, service.slug, service.name)


def of_place(place: Place, reader: Reader) -> Entry:
    """A place: its name and the ways it is called."""
    names = (place.name.zh, *place.aliases)
    impacts = _impacts(((NAME, names), (ENGLISH, [place.name.en])), names, (), reader)
    return Entry(place.id, impacts, "", place.name)


def of_elsewhere(one: Elsewhere, reader: Reader) -> Entry:
    """A thing done elsewhere: how people ask for it."""
    written = ((NAME, [one.name.zh]), (ENGLISH, [one.name.en]))
    return Entry(ELSEWHERE + one.id, _impacts(written, (one.name.zh,), one.phrases, reader), "", one.name)


def _impacts(
    written: Sequence[tuple[float, Sequence[str]]], names: Sequence[str], phrases: Sequence[str], reader: Reader
) -> dict[str, float]:
    told: defaultdict[str, float] = defaultdict(float)
    for weight, texts in written:
        for text in texts:
            for feature, times in reader.written(text).items():
                told[feature] += weight * times
    spoken = reader.written("\n".join(names))
    spoken.update(reader.spoken("\n".join(phrases)))
    impacts: defaultdict[str, float] = defaultdict(float)
    for weight, part in (
        (TOLD, _saturated(told, TOLD_LENGTH, TOLD_SATURATION)),
        (SPOKEN, _saturated(spoken, SPOKEN_LENGTH, SPOKEN_SATURATION)),
    ):
        for feature, amount in part.items():
            impacts[feature] += weight * amount
    # What is typed is not counted: a name has it or not.
    typed = [question.typed(reader.syllables(name)) for name in names]
    english = question.spelt("\n".join((*(text for _, texts in written for text in texts), *phrases)))
    return dict(impacts) | dict.fromkeys(english.union(*typed), 1.0)


def _saturated(counts: Mapping[str, float], typical: float, saturation: float) -> dict[str, float]:
    """BM25's part of a document that does not depend on the collection: the tenth mention adds little."""
    length = 1 - LENGTH_COUNTS + LENGTH_COUNTS * sum(counts.values()) / typical
    return {
        feature: amount / length * (saturation + 1) / (amount / length + saturation)
        for feature, amount in counts.items()
    }
