"""Puts a model folder together, as Vosk's "small" models are laid out, with what the kiosk reads beside it (demo.json)."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from demo_model import graph, kaldi_model, ngrams, openfst
from demo_model.acoustic import MFCC_CONF, Acoustic
from demo_model.lexicon import Lexicon

OUTPUTS = "graph/phones/outputs.txt"
"""Each output's phone and its share of the training, a line each; ours, so that a lexicon can be built anew from the
folder alone."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How the decoder weighs and prunes; chosen with the voices aside (docs/demo-model.md)."""

    prices: graph.Prices
    acoustic_scale: float = 0.5
    beam: float = 13.0
    lattice_beam: float = 8.0
    max_active: int = 3000
    prior_power: float = 0.3
    """How far a phone's frequency is taken out of its score: 1 wholly, which favours rare phones in noise."""
    silence_prior: float = 0.1
    """Factor on silence's: below 1 favours silence over words at the noisy edges of a sentence."""

    def leaning(self, acoustic: Acoustic) -> Acoustic:
        """The network with the priors the decoder shall divide by."""
        priors = acoustic.priors**self.prior_power
        priors /= priors.sum()
        priors[0] *= self.silence_prior
        return replace(acoustic, priors=priors.astype(np.float32))


ENDPOINTS = """--endpoint.silence-phones=1
--endpoint.rule1.min-trailing-silence=12.0
--endpoint.rule2.min-trailing-silence=3.0
--endpoint.rule3.min-trailing-silence=3.0
--endpoint.rule4.min-trailing-silence=3.5
--endpoint.rule5.min-utterance-length=90
"""
"""Later than the kiosk's own timers, so that those decide when a turn has ended."""


def write(
    folder: Path,
    acoustic: Acoustic,
    lexicon: Lexicon,
    sentences: list[tuple[tuple[str, ...], float]],
    model: ngrams.Ngrams,
    settings: Settings,
    facts: Mapping[str, object],
    readme: str,
) -> None:
    """The whole folder, written beside and then put in the place of an older one."""
    beside = folder.with_name(folder.name + ".part")
    shutil.rmtree(beside, ignore_errors=True)
    for part in ("am", "conf", "graph/phones"):
        (beside / part).mkdir(parents=True)
    ids = graph.PhoneIds(acoustic.phones)
    word_ids = {word: number for number, word in enumerate((*lexicon, graph.UNKNOWN), 1)}
    kaldi_model.write_acoustic(beside / "am/final.mdl", settings.leaning(acoustic), ids.outputs)
    pairs = graph.phone_pairs((words for words, _ in sentences), lexicon)
    spoken = graph.build(lexicon, word_ids, ids, settings.prices, pairs)
    openfst.write_fst(beside / "graph/HCLr.fst", spoken, "output")
    openfst.write_fst(beside / "graph/Gr.fst", ngrams.acceptor(model, word_ids), "input")
    texts = {
        "graph/words.txt": _word_table(word_ids),
        "graph/disambig_tid.int": f"{2 * len(ids.outputs) + 1}\n",
        "graph/phones/word_boundary.int": "\n".join(ids.boundaries) + "\n",
        OUTPUTS: "".join(f"{p} {share:.8g}\n" for p, share in zip(acoustic.phones, acoustic.priors, strict=True)),
        "conf/mfcc.conf": MFCC_CONF,
        "conf/model.conf": _model_conf(settings),
        "demo.json": json.dumps({"demo": True, "words": len(lexicon), **facts}, ensure_ascii=False, indent=1) + "\n",
        "README": readme,
    }
    for name, text in texts.items():
        (beside / name).write_text(text, encoding="utf-8")
    old = folder.with_name(folder.name + ".old")
    if folder.exists():
        folder.rename(old)
    beside.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def acoustic_of(folder: Path) -> Acoustic:
    """The acoustic part of a model folder written here."""
    rows = [line.split() for line in (folder / OUTPUTS).read_text(encoding="utf-8").splitlines()]
    written = kaldi_model.read_acoustic(folder / "am/final.mdl", tuple(phone for phone, _ in rows))
    return replace(written, priors=np.array([float(share) for _, share in rows], np.float32))


def size_bytes(*folders: Path) -> int:
    """The bytes of all files in the folders."""
    return sum(file.stat().st_size for folder in folders for file in folder.rglob("*") if file.is_file())


def _word_table(word_ids: Mapping[str, int]) -> str:
    last = len(word_ids)
    rows = {"<eps>": 0, **word_ids, "#0": last + 1, "<s>": last + 2, "</s>": last + 3}
    return "".join(f"{word} {number}\n" for word, number in rows.items())


def _model_conf(settings: Settings) -> str:
    return (
        f"--min-active=200\n--max-active={settings.max_active}\n--beam={settings.beam}\n"
        f"--lattice-beam={settings.lattice_beam}\n--acoustic-scale={settings.acoustic_scale}\n"
        f"--frame-subsampling-factor=3\n{ENDPOINTS}"
    )
