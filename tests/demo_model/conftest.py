"""A toy model of four words with random sounds, and the two models of the repository."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pytest
from demo_model import folder, graph, ngrams
from demo_model.acoustic import COEFFICIENTS, Acoustic, Layer

from assets import path

vosk = pytest.importorskip("vosk")

LEXICON = {
    "alpha": (("a", "l", "f"),),
    "half": (("h", "a", "l", "f"),),
    "off": (("o", "f"),),
    "oh": (("o",), ("o", "h")),
}
SENTENCES = [(("alpha", "off"), 3.0), (("half", "off"), 2.0), (("oh",), 1.0)]


@pytest.fixture(autouse=True, scope="session")
def _silent_vosk() -> None:
    vosk.SetLogLevel(-1)


@pytest.fixture(scope="session")
def toy_lexicon() -> dict[str, tuple[tuple[str, ...], ...]]:
    return LEXICON


@pytest.fixture(scope="session")
def toy_ngrams() -> ngrams.Ngrams:
    return ngrams.learn(SENTENCES, dict.fromkeys(LEXICON, 1.0), arcs=20)


@pytest.fixture(scope="session")
def toy_acoustic() -> Acoustic:
    rng = np.random.default_rng(1)

    def layer(width_in: int, width_out: int, offsets: tuple[int, ...], relu: bool) -> Layer:
        weights = rng.standard_normal((width_out, width_in * len(offsets))) / 20
        return Layer(weights.astype(np.float32), rng.standard_normal(width_out).astype(np.float32), offsets, relu)

    phones = ("SIL", "a", "f", "h", "l", "o")
    layers = (
        layer(COEFFICIENTS, 12, (-2, -1, 0, 1, 2), True),
        layer(12, 10, (-3, 0, 3), True),
        layer(10, len(phones), (0,), False),
    )
    return Acoustic(phones, np.full(len(phones), 1 / len(phones), np.float32), layers)


@pytest.fixture(scope="session")
def toy_model(
    tmp_path_factory: pytest.TempPathFactory, toy_acoustic: Acoustic, toy_ngrams: ngrams.Ngrams
) -> Iterator[Path]:
    place = tmp_path_factory.mktemp("models") / "demo-toy"
    settings = folder.Settings(graph.Prices(0.0, 1.0, 2.0, 0.5))
    folder.write(place, toy_acoustic, LEXICON, SENTENCES, toy_ngrams, settings, {"lang": "en"}, "A toy.\n")
    yield place


@pytest.fixture(scope="session", params=["zh", "en"])
def lang(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


@pytest.fixture(scope="session")
def shipped(lang: str) -> Path:
    return path("voice", f"demo-{lang}")


@pytest.fixture(scope="session")
def shipped_model(shipped: Path) -> vosk.Model:
    return vosk.Model(str(shipped))


@pytest.fixture(scope="session")
def elsewhere() -> Iterator[ProcessPoolExecutor]:
    """A process of its own for libespeak-ng: it can be begun in one way only, and the mouth's tests begin it in another."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        yield pool
