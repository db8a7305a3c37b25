"""The language model's probabilities sum to one, prefer what was said, and the acceptor carries them."""

from __future__ import annotations

import math

import pytest
from demo_model import ngrams


@pytest.mark.parametrize("history", [(), ("<s>",), ("alpha",), ("<s>", "alpha"), ("half", "off"), ("never", "seen")])
def test_what_may_follow_sums_to_one(toy_ngrams: ngrams.Ngrams, history: tuple[str, ...]) -> None:
    assert sum(toy_ngrams.probability(word, history) for word in toy_ngrams.words) == pytest.approx(1)


def test_what_was_said_is_likelier(toy_ngrams: ngrams.Ngrams) -> None:
    assert toy_ngrams.probability("off", ("alpha",)) > toy_ngrams.probability("half", ("alpha",))


def test_the_acceptor_scores_a_sentence_like_the_model(toy_ngrams: ngrams.Ngrams, toy_lexicon) -> None:  # type: ignore[no-untyped-def]
    ids = {word: number for number, word in enumerate(toy_lexicon, 1)}
    fst, state, cost = ngrams.acceptor(toy_ngrams, ids), 0, 0.0
    for word in ("alpha", "off"):
        state, cost = next((to, cost + price) for into, _, price, to in fst.arcs[state] if into == ids[word])
    cost += fst.finals[state]
    model = toy_ngrams.probability
    expected = model("alpha", ("<s>",)) * model("off", ("<s>", "alpha")) * model("</s>", ("alpha", "off"))
    assert cost == pytest.approx(-math.log(expected))


def test_fewer_arcs_keep_the_likeliest(toy_lexicon) -> None:  # type: ignore[no-untyped-def]
    said = [(("alpha", "off"), 9.0), (("oh", "oh"), 2.0)]
    small = ngrams.learn(said, dict.fromkeys(toy_lexicon, 1.0), arcs=1)
    assert sum(map(len, small.kept.values())) == 1
