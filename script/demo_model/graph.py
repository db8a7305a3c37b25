"""The pronunciation graph (graph/HCLr.fst): transition ids in, words out, small because words share their endings.

A word is told on its first arc, so that a grammar prunes at once; behind it a state is only "this phone was just begun,
those remain", which all words with the same ending share. `[unk]` is a loop over all phones, priced per phone.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from demo_model.lexicon import Lexicon
from demo_model.openfst import Fst
from demo_model.speech import SILENCE

UNKNOWN = "[unk]"
POSITIONS = (("_B", "begin"), ("_E", "end"), ("_I", "internal"), ("_S", "singleton"))
PAUSE_SHARE = 0.5
"""How often words are taken to have silence behind them."""
RARE_PAIR = 0.002
"""Phone pairs rarer than this after a phone are left out of the prices."""


@dataclass(frozen=True, slots=True)
class Prices:
    """What every word costs; what `[unk]` costs once and per phone, and how much the likelihood of phone pairs counts."""

    word: float
    unknown: float
    phone: float
    pairs: float


class PhoneIds:
    """Kaldi's phone ids: silence 1, then each phone four times, by its place in the word."""

    def __init__(self, phones: Sequence[str]) -> None:
        assert phones[0] == SILENCE
        self.ids = {SILENCE: 1}
        self.outputs = [0]
        self.boundaries = ["1 nonword"]
        for number, phone in enumerate(phones[1:], 1):
            for suffix, place in POSITIONS:
                self.ids[phone + suffix] = len(self.outputs) + 1
                self.outputs.append(number)
                self.boundaries.append(f"{len(self.outputs)} {place}")

    def placed(self, phones: Sequence[str]) -> tuple[int, ...]:
        """The ids of a whole word's phones."""
        if len(phones) == 1:
            return (self.ids[phones[0] + "_S"],)
        inner = (self.ids[phone + "_I"] for phone in phones[1:-1])
        return (self.ids[phones[0] + "_B"], *inner, self.ids[phones[-1] + "_E"])


class _Graph:
    """The transducer being built: 0 start, 1 before any word, 2 before silence."""

    def __init__(self, ids: PhoneIds) -> None:
        self.fst, self.ids = Fst(), ids
        self.start, self.loop, self.pause = (self.fst.state() for _ in range(3))
        self.tails: dict[tuple[int, ...], int] = {}
        self.fst.finals[self.loop] = 0.0
        self.after_word(self.start)
        silence = self.staying(self.ids.ids[SILENCE])
        self.enter(self.pause, silence, self.ids.ids[SILENCE])
        self.fst.arcs[silence].append((0, 0, 0.0, self.loop))

    def staying(self, phone: int) -> int:
        """A new state in which the phone may last."""
        state = self.fst.state()
        self.fst.arcs[state].append((2 * phone - 1, 0, 0.0, state))
        return state

    def enter(self, source: int, target: int, phone: int, word: int = 0, cost: float = 0.0) -> None:
        self.fst.arcs[source].append((2 * phone, word, cost, target))

    def after_word(self, state: int) -> None:
        self.fst.arcs[state].append((0, 0, -math.log(1 - PAUSE_SHARE), self.loop))
        self.fst.arcs[state].append((0, 0, -math.log(PAUSE_SHARE), self.pause))

    def tail(self, phones: tuple[int, ...]) -> int:
        """The state of having begun `phones[0]` with the rest to come."""
        if phones not in self.tails:
            state = self.tails[phones] = self.staying(phones[0])
            if len(phones) == 1:
                self.after_word(state)
            else:
                self.enter(state, self.tail(phones[1:]), phones[1])
        return self.tails[phones]


def build(
    lexicon: Lexicon, word_ids: Mapping[str, int], ids: PhoneIds, prices: Prices, pairs: Counter[tuple[str, str]]
) -> Fst:
    """The graph of a lexicon; `pairs` counts phones following each other in whole sentences."""
    graph = _Graph(ids)
    for word, forms in lexicon.items():
        for form in forms:
            phones = ids.placed(form)
            graph.enter(graph.loop, graph.tail(phones), phones[0], word_ids[word], prices.word)
    _add_filler(graph, word_ids[UNKNOWN], prices, pairs)
    return graph.fst


def _add_filler(graph: _Graph, word: int, prices: Prices, pairs: Counter[tuple[str, str]]) -> None:
    """Any phones, at least two: a first state and an inner and a last state for each phone."""
    entry, fst = graph.fst.state(), graph.fst
    fst.arcs[graph.loop].append((0, word, prices.unknown, entry))
    names = sorted({phone for pair in pairs for phone in pair})
    states = {(phone, place): graph.staying(graph.ids.ids[phone + place]) for phone in names for place in ("_B", "_I")}
    for phone in names:
        graph.enter(entry, states[phone, "_B"], graph.ids.ids[phone + "_B"], cost=prices.phone)
        followers = {second: times for (first, second), times in pairs.items() if first == phone}
        total = sum(followers.values())
        for second, times in followers.items():
            if times / total < RARE_PAIR:
                continue
            cost = prices.phone - prices.pairs * math.log(times / total)
            for place in ("_B", "_I"):
                inner, last = graph.ids.ids[second + "_I"], graph.ids.ids[second + "_E"]
                graph.enter(states[phone, place], states[second, "_I"], inner, cost=cost)
                graph.enter(states[phone, place], graph.tail((last,)), last, cost=cost)


def phone_pairs(sentences: Iterable[Sequence[str]], lexicon: Lexicon) -> Counter[tuple[str, str]]:
    """How often a phone follows another when these words are said in a row."""
    pairs: Counter[tuple[str, str]] = Counter()
    for words in sentences:
        phones = [phone for word in words if word in lexicon for phone in lexicon[word][0]]
        pairs.update(pairwise(phones))
    return pairs
