"""The binary files we write by hand: read back, and loaded by stock Vosk."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import vosk
from demo_model import folder, graph, kaldi_model, openfst
from demo_model.acoustic import Acoustic


def test_a_transducer_comes_back_as_written(tmp_path: Path) -> None:
    fst = openfst.Fst()
    first, second = fst.state(), fst.state()
    fst.arcs[first] = [(7, 2, 0.5, second), (3, 1, 1.5, first)]
    fst.finals[second] = 0.25

    openfst.write_fst(tmp_path / "a.fst", fst, "output")
    read = openfst.read_fst(tmp_path / "a.fst")

    assert read.arcs == [[(3, 1, 1.5, first), (7, 2, 0.5, second)], []]
    assert read.finals == {second: 0.25}


def test_other_bytes_are_refused(tmp_path: Path) -> None:
    (tmp_path / "b.fst").write_bytes(b"not a transducer at all")
    with pytest.raises(openfst.Damaged):
        openfst.read_fst(tmp_path / "b.fst")


def test_a_network_comes_back_within_its_sixteen_bits(tmp_path: Path, toy_acoustic: Acoustic) -> None:
    kaldi_model.write_acoustic(tmp_path / "final.mdl", toy_acoustic, graph.PhoneIds(toy_acoustic.phones).outputs)
    read = kaldi_model.read_acoustic(tmp_path / "final.mdl", toy_acoustic.phones)

    assert [(layer.offsets, layer.relu) for layer in read.layers] == [
        (layer.offsets, layer.relu) for layer in toy_acoustic.layers
    ]
    for written, got in zip(toy_acoustic.layers, read.layers, strict=True):
        assert np.abs(written.weights - got.weights).max() <= np.ptp(written.weights) / 65_535
        assert np.array_equal(written.bias, got.bias)


def test_a_folder_gives_its_sounds_back_for_the_next_lexicon(toy_model: Path, toy_acoustic: Acoustic) -> None:
    read = folder.acoustic_of(toy_model)
    assert read.phones == toy_acoustic.phones
    assert np.allclose(read.priors, toy_acoustic.priors)  # not those the decoder leans on


def test_stock_vosk_loads_the_folder_and_listens(toy_model: Path) -> None:
    model = vosk.Model(str(toy_model))
    noise = np.random.default_rng(1).normal(0, 3000, 16_000).astype(np.int16).tobytes()

    for rules in ([], ['["alpha off", "[unk]"]']):
        recogniser = vosk.KaldiRecognizer(model, 16_000, *rules)
        recogniser.AcceptWaveform(noise)
        assert "text" in json.loads(recogniser.FinalResult())
    assert model.vosk_model_find_word("half") > 0
    assert model.vosk_model_find_word("quarter") == -1


def test_the_kiosk_can_tell_that_it_is_a_demo(toy_model: Path) -> None:
    facts = json.loads((toy_model / "demo.json").read_text(encoding="utf-8"))
    assert facts["demo"] is True
    assert facts["words"] == 4
