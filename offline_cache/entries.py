"""What of a service, of a place and of things done elsewhere goes into the index. Needs pypinyin: for building only."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from offline_cache import question, sounds_like
from offline_cache.postings import Entry
from offline_cache.records import Elsewhere, Place, Reading, Service

SERVICES, PLACES = "services", "places"
ELSEWHERE = "elsewhere:"
"""Begins the ids of things done elsewhere: they stand among the services and compete with them."""

NAME, ALIASES, SUMMARY, MORE, STEPS, ENGLISH = 4.0, 4.0, 1.0, 0.6, 0.45, 3.0
TOLD_SATURATION, SPOKEN_SATURATION, LENGTH_COUNTS = 1.2, 1.2, 0.6
TOLD, SPOKEN = 0.3, 1.0
"""What the written texts of a service and what residents say of it weigh against each other; fitted by
`script/calibrate` on phrases of one hand asked with those of the other."""
TOLD_LENGTH, SPOKEN_LENGTH = 2200.0, 900.0
"""Typical lengths (sums of weighted features) of what is written of a service and of what is said of it. Constants,
not averages of the collection: one service can change without all others changing their weights."""


class Reader:
    """Turns texts into features, reading the polyphones of the domain the way the content says."""

    def __init__(self, readings: question.Readings, domain: Iterable[Reading]) -> None:
        self._readings = readings
        self._domain = [(one.word, sounds_like.toneless(one.syllables)) for one in domain]

    def written(self, text: str) -> Counter[str]:
        """How often each feature occurs in a text of the catalogue, read in context."""
        return question.told(text, self._readings, self.syllables(text))

    def spoken(self, text: str) -> Counter[str]:
        """The features of what somebody says, read as questions are: by characters, and the words of the domain."""
        runs = question.chinese_runs(text)
        alone = [[self._readings.get(char, (char,))[0] for char in run] for run in runs]
        return question.told(text, self._readings, [self._corrected(*pair) for pair in zip(runs, alone, strict=True)])

    def syllables(self, text: str) -> list[Sequence[str]]:
        """The syllables of each Chinese run of a text, in its context."""
        return [self._corrected(run, sounds_like.read_aloud(run)) for run in question.chinese_runs(text)]

    def _corrected(self, run: str, syllables: Sequence[str]) -> Sequence[str]:
        right = list(syllables)
        for word, sounds in self._domain:
            at = run.find(word)
            while at >= 0:
                right[at : at + len(word)] = sounds
                at = run.find(word, at + 1)
        return right


def of_service(service: Service, reader: Reader) -> Entry:
    """A service: its written texts by fields, and its names and spoken phrases."""
    written = (
        (NAME, [service.name.zh]),
        (ALIASES, service.aliases),
        (SUMMARY, [service.summary.zh]),
        (MORE, [service.more.zh, service.eligibility.zh]),
        (STEPS, [text.zh for text in (*service.steps, *service.papers)]),
        (ENGLISH, [service.name.en, service.summary.en, service.slug.replace("-", " ")]),
    )
    names = (service.name.zh, *service.aliases)
    return Entry(service.id, _impacts(written, names, (*service.phrases, *service.words), reader))


def of_place(place: Place, reader: Reader) -> Entry:
    """A place: its name and the ways it is called."""
    names = (place.name.zh, *place.aliases)
    return Entry(place.id, _impacts(((NAME, names), (ENGLISH, [place.name.en])), names, (), reader))


def of_elsewhere(one: Elsewhere, reader: Reader) -> Entry:
    """A thing done elsewhere: how people ask for it."""
    written = ((NAME, [one.name.zh]), (ENGLISH, [one.name.en]))
    return Entry(ELSEWHERE + one.id, _impacts(written, (one.name.zh,), one.phrases, reader))


def _impacts(
    written: Sequence[tuple[float, Sequence[str]]], names: Sequence[str], phrases: Sequence[str], reader: Reader
) -> dict[str, float]:
    told: defaultdict[str, float] = defaultdict(float)
    for weight, texts in written:
        for text in texts:
            for feature, times in reader.written(text).items():
                told[feature] += weight * times
    spoken = Counter(feature for text in names for feature in reader.written(text))
    for phrase in phrases:
        spoken.update(reader.spoken(phrase).keys())
    impacts: defaultdict[str, float] = defaultdict(float)
    for weight, part in (
        (TOLD, _saturated(told, TOLD_LENGTH, TOLD_SATURATION)),
        (SPOKEN, _saturated(spoken, SPOKEN_LENGTH, SPOKEN_SATURATION)),
    ):
        for feature, amount in part.items():
            impacts[feature] += weight * amount
    # What is typed is not counted: a name has it or not.
    typed = [question.typed(reader.syllables(name)) for name in names]
    english = [question.spelt(text) for text in (*(text for _, texts in written for text in texts), *phrases)]
    return dict(impacts) | dict.fromkeys(set().union(*typed, *english), 1.0)


def _saturated(counts: Mapping[str, float], typical: float, saturation: float) -> dict[str, float]:
    """BM25's part of a document that does not depend on the collection: the tenth mention adds little."""
    length = 1 - LENGTH_COUNTS + LENGTH_COUNTS * sum(counts.values()) / typical
    return {
        feature: amount / length * (saturation + 1) / (amount / length + saturation)
        for feature, amount in counts.items()
    }
