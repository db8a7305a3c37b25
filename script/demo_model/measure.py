"""Speaks to a model with voices it never trained on, in noise, and counts what it understands: the figures of its demo.json.

`figures.measure_all` puts the pieces together. The same seed speaks the same sentences to every model.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import numpy as np
import vosk
from numpy.typing import NDArray

from demo_model import content, crowd, voices
from demo_model.graph import UNKNOWN
from demo_model.sounds import RATE, Hall

CHUNK_BYTES = 6_400
HARSH = Hall(snr_db=(8, 40), gain_db=(-14, 2), warp=(1, 1), muffled_share=0)
"""The measured hall: noise 8-40 dB below the voice, a third of the sentences in an echoing room."""
MANNER = crowd.Manner(voices.KEPT_OUT, (110, 240), (20, 80), (30, 70), plain_share=0, accents=False)
ASIDE_MANNER = crowd.Manner(voices.ASIDE, (110, 240), (20, 80), (30, 70), plain_share=0, accents=False)


@dataclass(frozen=True, slots=True)
class Recording:
    """A sentence somebody said in a hall, 16-bit at 16 kHz."""

    text: str
    variant: str
    samples: NDArray[np.int16]


@dataclass(slots=True)
class Tally:
    """Sentences understood and all sentences, by voice; characters wrong, of all; seconds needed per second of speech."""

    right: Counter[str] = field(default_factory=Counter)
    said: Counter[str] = field(default_factory=Counter)
    characters_wrong: int = 0
    characters: int = 0
    seconds_busy: float = 0.0
    seconds_spoken: float = 0.0
    misses: list[tuple[str, str]] = field(default_factory=list)

    @property
    def accuracy(self) -> float:
        return sum(self.right.values()) / max(1, sum(self.said.values()))

    @property
    def character_error_rate(self) -> float:
        return self.characters_wrong / max(1, self.characters)

    @property
    def real_time_factor(self) -> float:
        return self.seconds_busy / max(1e-9, self.seconds_spoken)

    def by_voice(self) -> dict[str, float]:
        return {variant: round(self.right[variant] / said, 3) for variant, said in sorted(self.said.items())}

    def add(self, other: Tally) -> None:
        self.right += other.right
        self.said += other.said
        self.characters_wrong += other.characters_wrong
        self.characters += other.characters
        self.seconds_busy += other.seconds_busy
        self.seconds_spoken += other.seconds_spoken
        self.misses += other.misses


def record(
    lang: str, texts: Sequence[str], seed: int, manner: crowd.Manner = MANNER, hall: Hall = HARSH
) -> list[Recording]:
    """Each text said once, with others talking behind some of them."""
    others = crowd.babble(lang, content.read(lang).phrases, manner, seed + 1)
    noisy = Hall(hall.snr_db, hall.gain_db, hall.warp, hall.echo_share, hall.muffled_share, others)
    spoken = crowd.render(lang, texts, manner, noisy, seed)
    return [Recording(text, variant, samples) for text, (variant, samples, _) in zip(texts, spoken, strict=True)]


def grammar(model: vosk.Model, phrases: Iterable[str], lang: str) -> str:
    """A runtime grammar of these phrases, cut into words the model has, and `[unk]`."""
    known: dict[str, bool] = {}

    def has(word: str) -> bool:
        if word not in known:
            known[word] = model.vosk_model_find_word(word) >= 0
        return known[word]

    cut = (" ".join(fewest_words(phrase, has)) if lang == "zh" else phrase for phrase in phrases)
    return json.dumps([*dict.fromkeys(cut), UNKNOWN], ensure_ascii=False)


def fewest_words(text: str, has: Callable[[str], bool], longest: int = 8) -> list[str]:
    """The text as the fewest known words; an unknown character stays alone."""
    best: list[tuple[int, int, list[str]]] = [(0, 0, [])]
    for end in range(1, len(text) + 1):
        options = []
        for start in range(max(0, end - longest), end):
            word = text[start:end]
            if (known := has(word)) or end - start == 1:
                unknown, count, words = best[start]
                options.append((unknown + (not known), count + 1, [*words, word]))
        best.append(min(options, key=lambda option: option[:2]))
    return best[-1][2]


def hear(recogniser: vosk.KaldiRecognizer, samples: NDArray[np.int16]) -> str:
    """The transcript of a recording, fed in pieces of 200 ms."""
    data, heard = samples.tobytes(), []
    for start in range(0, len(data), CHUNK_BYTES):
        if recogniser.AcceptWaveform(data[start : start + CHUNK_BYTES]):
            heard.append(json.loads(recogniser.Result())["text"])
    heard.append(json.loads(recogniser.FinalResult())["text"])
    return " ".join(filter(None, heard))


def tally(
    model: vosk.Model,
    recordings: Sequence[Recording],
    lang: str,
    rules: str | None = None,
    means: Mapping[str, str] | None = None,
) -> Tally:
    """What the model makes of the recordings, under a grammar or with its own language model. A sentence is understood
    when every character is right, or, where `means` is given, when it means the same command."""
    recogniser = vosk.KaldiRecognizer(model, RATE, *([rules] if rules else []))
    counted, means = Tally(), means or {}
    for recording in recordings:
        began = time.process_time()
        said, heard = recording.text, hear(recogniser, recording.samples)
        counted.seconds_busy += time.process_time() - began
        counted.seconds_spoken += len(recording.samples) / RATE
        if lang == "zh":
            heard = heard.replace(" ", "")
        understood = heard == said or (heard in means and means[heard] == means.get(said))
        counted.said[recording.variant] += 1
        counted.right[recording.variant] += understood
        counted.characters += len(said)
        counted.characters_wrong += edits(said, heard)
        if not understood:
            counted.misses.append((said, heard))
    return counted


def edits(said: Sequence[str], heard: Sequence[str]) -> int:
    """Insertions, deletions and changes between two sequences."""
    row = list(range(len(heard) + 1))
    for number, wanted in enumerate(said, 1):
        diagonal, row[0] = row[0], number
        for at, got in enumerate(heard, 1):
            diagonal, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, diagonal + (wanted != got))
    return row[-1]


def taken(
    model: vosk.Model, recordings: Sequence[Recording], commands: frozenset[str], lang: str, rules: str
) -> tuple[float, float]:
    """Of speech that is no command: the share heard as exactly one, and the share in which any word at all was heard."""
    recogniser = vosk.KaldiRecognizer(model, RATE, rules)
    whole = some = 0
    for recording in recordings:
        heard = hear(recogniser, recording.samples)
        whole += (heard.replace(" ", "") if lang == "zh" else heard) in commands
        some += any(word != UNKNOWN for word in heard.split())
    return whole / len(recordings), some / len(recordings)


def resident_mb() -> float:
    """Memory of this process."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def random_speech(lang: str, texts: content.Texts, count: int, seed: int) -> list[str]:
    """Half random characters or words, half things residents say that are no command."""
    choose = Random(seed)
    makers = crowd.random_hanzi if lang == "zh" else lambda c: crowd.random_english(texts, c)
    loose = [makers(choose) for _ in range(count // 2)]
    phrases = [text for text in texts.phrases if text not in texts.commands]
    return [text for text in loose + choose.sample(phrases, count - len(loose)) if text not in texts.commands]
