"""Training examples: sentences spoken by many voices in many halls, kept as features and phone labels in shards on disk."""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import multiprocessing.process
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from demo_model import content, starting_words
from demo_model.crowd import TRAINED, babble, random_english, random_hanzi, render
from demo_model.features import labels, mfcc
from demo_model.sounds import Hall
from demo_model.speech import SILENCE, NoSpeech

SHARD = 500
"""Utterances in one file, rendered by one process from one seed."""
ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Shard:
    """Utterances laid end to end: features, a phone id per frame (names in `phones`), and where each begins."""

    features: NDArray[np.float32]
    labels: NDArray[np.int16]
    starts: NDArray[np.int64]
    phones: tuple[str, ...]

    def save(self, file: Path) -> None:
        beside = file.with_suffix(".part.npz")
        np.savez(
            beside,
            features=self.features.astype(np.float16),
            labels=self.labels,
            starts=self.starts,
            phones=np.array(self.phones),
        )
        beside.replace(file)

    @classmethod
    def load(cls, file: Path) -> Shard:
        with np.load(file) as read:
            return cls(
                read["features"].astype(np.float32), read["labels"], read["starts"], tuple(map(str, read["phones"]))
            )


def shard(lang: str, number: int, attempt: int = 0) -> Shard:
    """The shard of that number: the same texts, voices and halls whenever it is made."""
    number += 10_000 * attempt
    read = content.read(lang)
    texts = training_texts(lang, read, SHARD, Random(1000 + number))
    hall = Hall(babble=babble(lang, read.phrases, TRAINED, seed=2000 + number))
    ids = {SILENCE: 0}
    features, frame_labels, starts = [], [], [0]
    for _, samples, phones in render(lang, texts, TRAINED, hall, seed=3000 + number):
        frames = mfcc(samples)
        features.append(frames)
        frame_labels.append(labels(phones, len(frames), ids))
        starts.append(starts[-1] + len(frames))
    return Shard(
        np.concatenate(features),
        np.concatenate(frame_labels),
        np.array(starts[:-1]),
        tuple(ids),
    )


def training_texts(lang: str, read: content.Texts, count: int, choose: Random) -> list[str]:
    """A mix that holds every syllable often, and the hall's own words oftener."""
    wishes = starting_words.WISHES_ZH if lang == "zh" else starting_words.WISHES_EN
    makers: list[tuple[float, Callable[[], str]]] = [
        (0.40, lambda: random_hanzi(choose) if lang == "zh" else random_english(read, choose)),
        (0.30, lambda: choose.choice(read.phrases)[:40] if lang == "zh" else choose.choice(read.phrases)),
        (0.15, lambda: choose.choice(read.commands)),
        (0.10, lambda: choose.choice(wishes).format(choose.choice(read.names))),
        (0.05, lambda: choose.choice(read.prose)[:60]),
    ]
    shares, functions = zip(*makers, strict=True)
    texts = [function() for function in choose.choices(functions, shares, k=count)]
    return [_spaced(text, choose) if lang == "zh" else text for text in texts]


def _spaced(text: str, choose: Random) -> str:
    """Sometimes with the small halts of somebody who thinks while speaking."""
    if choose.random() > 0.25:
        return text
    mark = choose.choice([" ", "，"])
    return "".join(c + (mark if choose.random() < 0.2 else "") for c in text)


def make(lang: str, count: int, folder: Path, processes: int) -> list[Path]:
    """The shards of about `count` utterances; those already there are kept.

    Each is made in a process of its own: some variants crash espeak-ng on some sentences (rob does), and then the shard
    is made again from other sentences.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"shard-{number:03}.npz" for number in range(-(-count // SHARD))]
    waiting = [(number, 0) for number, file in enumerate(files) if not file.exists()]
    running: dict[multiprocessing.process.BaseProcess, tuple[int, int]] = {}
    fresh = multiprocessing.get_context("spawn")
    while waiting or running:
        while waiting and len(running) < processes:
            number, attempt = waiting.pop(0)
            process = fresh.Process(target=_make_one, args=(lang, number, attempt, files[number]))
            process.start()
            running[process] = (number, attempt)
        multiprocessing.connection.wait([process.sentinel for process in running])
        for process in [process for process in running if not process.is_alive()]:
            number, attempt = running.pop(process)
            process.join()
            if process.exitcode and attempt == ATTEMPTS:
                raise NoSpeech(f"espeak-ng fails on every attempt at {files[number].name}")
            if process.exitcode:
                waiting.append((number, attempt + 1))
            print(f"  {lang}: {files[number].name}{' crashed' if process.exitcode else ''}", flush=True)
    return files


def _make_one(lang: str, number: int, attempt: int, file: Path) -> None:
    shard(lang, number, attempt).save(file)
