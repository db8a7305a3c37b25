"""What the acoustic training leaves: plain arrays, kept as one .npz, from which any lexicon can be built without training anew."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

COEFFICIENTS = 40
MFCC_CONF = f"""--use-energy=false
--num-mel-bins={COEFFICIENTS}
--num-ceps={COEFFICIENTS}
--low-freq=20
--high-freq=-400
--sample-frequency=16000
--dither=0
"""
"""conf/mfcc.conf of the models; features.py says the same to the trainer."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is said, how wide the network is and how long it learns; `batch` counts chunks of 1.5 s."""

    utterances: int
    channels: int
    epochs: int
    batch: int
    peak_rate: float


PLANS = {
    "zh": Plan(utterances=14_000, channels=160, epochs=10, batch=48, peak_rate=3e-3),
    "en": Plan(utterances=12_000, channels=144, epochs=9, batch=16, peak_rate=2e-3),
}


@dataclass(frozen=True, slots=True)
class Layer:
    """An affine layer over the frames at `offsets` (10 ms each): weights [out, len(offsets) * in], a ReLU behind or none."""

    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    offsets: tuple[int, ...]
    relu: bool


@dataclass(frozen=True, slots=True)
class Acoustic:
    """A network from MFCC frames to phones. `phones[0]` is silence; `priors` are the phones' shares of all frames."""

    phones: tuple[str, ...]
    priors: NDArray[np.float32]
    layers: tuple[Layer, ...]

    def save(self, file: Path) -> None:
        arrays: dict[str, object] = {"phones": np.array(self.phones), "priors": self.priors}
        for number, layer in enumerate(self.layers):
            arrays |= {
                f"weights{number}": layer.weights,
                f"bias{number}": layer.bias,
                f"offsets{number}": np.array(layer.offsets),
                f"relu{number}": layer.relu,
            }
        file.parent.mkdir(parents=True, exist_ok=True)
        np.savez(file, **arrays)  # type: ignore[arg-type]

    @classmethod
    def load(cls, file: Path) -> Acoustic:
        with np.load(file) as read:
            layers = tuple(
                Layer(
                    read[f"weights{n}"],
                    read[f"bias{n}"],
                    tuple(int(offset) for offset in read[f"offsets{n}"]),
                    bool(read[f"relu{n}"]),
                )
                for n in range(sum(name.startswith("weights") for name in read.files))
            )
            return cls(tuple(map(str, read["phones"])), read["priors"], layers)
