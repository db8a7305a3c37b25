"""The pronunciation graph accepts each word's phones and nothing shorter, and words share their endings."""

from __future__ import annotations

from collections import Counter

import pytest
from demo_model import graph
from demo_model.openfst import Fst

PHONES = ("SIL", "a", "f", "h", "l", "o")
LOOP, PAUSE = 1, 2


@pytest.fixture
def ids() -> graph.PhoneIds:
    return graph.PhoneIds(PHONES)


def built(lexicon: dict[str, tuple[tuple[str, ...], ...]], ids: graph.PhoneIds) -> Fst:
    words = {word: number for number, word in enumerate((*lexicon, graph.UNKNOWN), 1)}
    pairs = Counter({("a", "l"): 1, ("l", "f"): 1, ("f", "a"): 1})
    return graph.build(lexicon, words, ids, graph.Prices(0, 1, 2, 0.5), pairs)


def words_of(fst: Fst, phones: tuple[int, ...]) -> set[int]:
    """The words told on the ways from the loop back to it over exactly these phones' forward transitions."""
    ways = [(LOOP, 0)]
    for phone in phones:
        ways = [(to, told or out) for at, told in ways for into, out, _, to in fst.arcs[at] if into == 2 * phone]
    return {told for at, told in ways if any(to == LOOP and into == 0 for into, _, _, to in fst.arcs[at])}


def test_every_pronunciation_leads_back_to_the_loop_with_its_word(toy_lexicon, ids) -> None:  # type: ignore[no-untyped-def]
    fst = built(toy_lexicon, ids)
    for number, forms in enumerate(toy_lexicon.values(), 1):
        for form in forms:
            assert words_of(fst, ids.placed(form)) == {number}


def test_half_a_word_is_no_word(toy_lexicon, ids) -> None:  # type: ignore[no-untyped-def]
    fst = built(toy_lexicon, ids)
    assert words_of(fst, ids.placed(("h", "a", "l", "f"))[:3]) == set()


def test_words_share_their_endings(ids) -> None:  # type: ignore[no-untyped-def]
    alone = built({"half": (("h", "a", "l", "f"),)}, ids)
    both = built({"half": (("h", "a", "l", "f"),), "oalf": (("o", "a", "l", "f"),)}, ids)
    assert len(both.arcs) == len(alone.arcs) + 1  # its own first phone only
