"""A back-off language model over words, pruned to a size, as the acceptor Vosk composes (graph/Gr.fst)."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from demo_model.openfst import Fst

START, END = "<s>", "</s>"
DISCOUNT = 1.8
"""Taken from each count; the texts weigh 1 to 4, so that what was said once by one person is not law."""
PRIOR_SHARE = 0.03
"""How much of a word's own probability comes from everyday language instead of the hall's texts."""

History = tuple[str, ...]
Counted = Mapping[History, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Ngrams:
    """Discounted probabilities of the kept n-grams by history (longest two words), and each history's back-off share."""

    words: Mapping[str, float]
    kept: Mapping[History, Mapping[str, float]]
    back_off: Mapping[History, float]

    def probability(self, word: str, history: History) -> float:
        """P(word | history); sums to one over all words and the end."""
        if not history:
            return self.words.get(word, 0.0)
        shorter = self.probability(word, history[1:])
        if history not in self.kept:
            return shorter
        return self.kept[history].get(word, 0.0) + self.back_off[history] * shorter


def learn(sentences: Iterable[tuple[Sequence[str], float]], everyday: Mapping[str, float], arcs: int) -> Ngrams:
    """From weighted sentences; `everyday` gives every word of the lexicon its frequency elsewhere. The `arcs` n-grams
    whose loss would cost the texts most likelihood are kept, words aside."""
    counts = _count(sentences)
    words = _word_probabilities(counts[1], everyday)
    full = Ngrams(words, *_discounted({**counts[1], **counts[2]}))
    gains = [
        (times * math.log(full.probability(word, history) / (full.back_off[history] * shorter)), history, word)
        for history, followers in (*counts[1].items(), *counts[2].items())
        for word, times in followers.items()
        if (shorter := full.probability(word, history[1:])) > 0
    ]
    gains.sort(key=lambda gain: -gain[0])
    kept: dict[History, dict[str, float]] = defaultdict(dict)
    for gain, history, word in gains[:arcs]:
        if gain > 0:
            kept[history][word] = full.kept[history][word]
    return Ngrams(words, dict(kept), {history: 1 - sum(found.values()) for history, found in kept.items()})


def _count(sentences: Iterable[tuple[Sequence[str], float]]) -> dict[int, dict[History, Counter[str]]]:
    counts: dict[int, dict[History, Counter[str]]] = {1: defaultdict(Counter), 2: defaultdict(Counter)}
    for words, weight in sentences:
        marked = (START, *words, END)
        for order, found in counts.items():
            for at in range(order, len(marked)):
                found[marked[at - order : at]][marked[at]] += weight
    return counts


def _word_probabilities(pairs: Counted, everyday: Mapping[str, float]) -> dict[str, float]:
    """By how many different words each one follows (Kneser and Ney), mixed with its everyday frequency."""
    followed = Counter(word for followers in pairs.values() for word in followers)
    total, everyday_total = sum(followed.values()), sum(everyday.values())
    mixed = {
        word: (1 - PRIOR_SHARE) * followed[word] / total + PRIOR_SHARE * everyday.get(word, 0.0) / everyday_total
        for word in {*everyday, END}
    }
    whole = sum(mixed.values())
    return {word: share / whole for word, share in mixed.items()}


def _discounted(counts: Counted) -> tuple[dict[History, dict[str, float]], dict[History, float]]:
    kept, back_off = {}, {}
    for history, followers in counts.items():
        total = sum(followers.values())
        kept[history] = {word: max(times - DISCOUNT, 0.0) / total for word, times in followers.items()}
        back_off[history] = 1 - sum(kept[history].values())
    return kept, back_off


def acceptor(ngrams: Ngrams, ids: Mapping[str, int]) -> Fst:
    """One state a history; the arc of a word leads to the longest history the model knows behind it."""
    fst = Fst()
    histories = sorted({h for h in ngrams.kept if START in h} - {(START,)}, key=str)
    states = {(START,): fst.state(), (): fst.state()}
    for history in (*histories, *(h for h in ngrams.kept if START not in h)):
        states[history] = fst.state()

    def behind(history: History) -> int:
        while history not in states:
            history = history[1:]
        return states[history]

    for word, share in ngrams.words.items():
        _leave(fst, states[()], word, share, behind((word,)), ids)
    for history, state in states.items():
        if not history:
            continue
        for word in ngrams.kept.get(history, {}):
            _leave(fst, state, word, ngrams.probability(word, history), behind((*history[-1:], word)), ids)
        fst.arcs[state].append((0, 0, _cost(ngrams.back_off.get(history, 1.0)), behind(history[1:])))
    return fst


def _leave(fst: Fst, state: int, word: str, share: float, target: int, ids: Mapping[str, int]) -> None:
    if word == END:
        fst.finals[state] = _cost(share)
    else:
        fst.arcs[state].append((ids[word], ids[word], _cost(share), target))


def _cost(share: float) -> float:
    return -math.log(max(share, 1e-12))
