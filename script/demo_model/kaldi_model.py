"""Writes and reads Kaldi's final.mdl: transitions and an nnet3 network of plain layers. No Kaldi needed.

Matrices are written in Kaldi's own 16-bit form ("CM2", which its reader accepts for any matrix): half the size of floats.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from demo_model.acoustic import COEFFICIENTS, Acoustic, Layer

_SIXTEEN_BIT = 65_535
_HALF = float(np.log(0.5))


class _Writer:
    """Kaldi's binary stream: tokens, sized numbers, vectors, matrices."""

    def __init__(self, out: BinaryIO) -> None:
        self.out = out
        out.write(b"\0B")

    def tokens(self, *names: str) -> None:
        for name in names:
            self.out.write(name.encode() + b" ")

    def ints(self, *values: int) -> None:
        for value in values:
            self.out.write(struct.pack("<bi", 4, value))

    def single(self, value: float) -> None:
        self.out.write(struct.pack("<bf", 4, value))

    def int_list(self, values: Iterable[int]) -> None:
        array = np.fromiter(values, "<i4")
        self.out.write(struct.pack("<bi", 4, len(array)) + array.tobytes())

    def vector(self, values: NDArray[np.float32] | list[float]) -> None:
        array = np.asarray(values, "<f4")
        self.out.write(b"FV " + struct.pack("<bi", 4, len(array)) + array.tobytes())

    def matrix(self, values: NDArray[np.float32]) -> None:
        low, span = float(values.min()), float(values.max() - values.min()) or 1.0
        codes = np.round((values - low) / span * _SIXTEEN_BIT).astype("<u2")
        self.out.write(b"CM2 " + struct.pack("<ffii", low, span, *values.shape) + codes.tobytes())


def write_acoustic(file: Path, acoustic: Acoustic, phone_of_id: list[int]) -> None:
    """am/final.mdl. `phone_of_id[i]` is the network output of Kaldi's phone i + 1; one emitting state each, so that
    transition ids of phone id p are 2p - 1 (stay) and 2p (go on)."""
    with file.open("wb") as out:
        writer = _Writer(out)
        _transitions(writer, phone_of_id)
        writer.tokens("<Nnet3>")
        out.write(b"\n" + _wiring(acoustic).encode() + b"\n")
        components = [f"layer{n}{part}" for n, layer in enumerate(acoustic.layers) for part in _parts(layer)]
        writer.tokens("<NumComponents>")
        writer.ints(len(components) + 1)
        for number, layer in enumerate(acoustic.layers):
            writer.tokens("<ComponentName>", f"layer{number}.affine", "<FixedAffineComponent>", "<LinearParams>")
            writer.matrix(layer.weights)
            writer.tokens("<BiasParams>")
            writer.vector(layer.bias)
            writer.tokens("</FixedAffineComponent>")
            if layer.relu:
                _nonlinearity(writer, f"layer{number}.relu", "RectifiedLinearComponent", len(layer.bias))
        _nonlinearity(writer, "scores", "LogSoftmaxComponent", len(acoustic.phones))
        writer.tokens("</Nnet3>", "<LeftContext>")
        writer.ints(0)  # Kaldi works both contexts out when it loads
        writer.tokens("<RightContext>")
        writer.ints(0)
        writer.tokens("<Priors>")
        writer.vector(acoustic.priors)


def _parts(layer: Layer) -> tuple[str, ...]:
    return (".affine", ".relu") if layer.relu else (".affine",)


def _transitions(writer: _Writer, phone_of_id: list[int]) -> None:
    phones = range(1, len(phone_of_id) + 1)
    writer.tokens("<TransitionModel>", "<Topology>")
    writer.int_list(phones)
    writer.int_list([-1] + [0] * len(phones))
    writer.ints(1, 2, 0, 2, 0)  # one topology of two states; state 0 emits pdf-class 0 and has two ways out
    writer.single(0.5)
    writer.ints(1)
    writer.single(0.5)
    writer.ints(-1, 0)  # the final state emits nothing
    writer.tokens("</Topology>", "<Triples>")
    writer.ints(len(phones))
    for phone, output in zip(phones, phone_of_id, strict=True):
        writer.ints(phone, 0, output)
    writer.tokens("</Triples>", "<LogProbs>")
    writer.vector([0.0] + [_HALF] * (2 * len(phones)))
    writer.tokens("</LogProbs>", "</TransitionModel>")


def _wiring(acoustic: Acoustic) -> str:
    """The network's config lines, each layer fed by the spliced outputs of the one before."""
    lines, previous = [f"input-node name=input dim={COEFFICIENTS}"], "input"
    for number, layer in enumerate(acoustic.layers):
        taps = [previous if offset == 0 else f"Offset({previous}, {offset})" for offset in layer.offsets]
        source = taps[0] if len(taps) == 1 else f"Append({', '.join(taps)})"
        for part in _parts(layer):
            previous, name = f"layer{number}{part}", f"layer{number}{part}"
            lines.append(f"component-node name={name} component={name} input={source}")
            source = previous
    lines.append(f"component-node name=scores component=scores input={previous}")
    lines.append("output-node name=output input=scores objective=linear")
    return "\n".join(lines) + "\n"


def _nonlinearity(writer: _Writer, name: str, kind: str, width: int) -> None:
    writer.tokens("<ComponentName>", name, f"<{kind}>", "<Dim>")
    writer.ints(width)
    writer.tokens("<ValueAvg>")
    writer.vector([])
    writer.tokens("<DerivAvg>")
    writer.vector([])
    writer.tokens("<Count>")
    writer.out.write(struct.pack("<bd", 8, 0.0))
    writer.tokens(f"</{kind}>")


def read_acoustic(file: Path, phones: tuple[str, ...]) -> Acoustic:
    """The network of a final.mdl written here; `phones` names its outputs (the file holds no names)."""
    data = file.read_bytes()
    wiring = data[data.index(b"<Nnet3>") : data.index(b"<NumComponents>")].decode("ascii")
    layers, at = [], 0
    while (found := data.find(b"<LinearParams> ", at)) >= 0:
        name = f"layer{len(layers)}"
        weights, at = _read_matrix(data, found + len(b"<LinearParams> "))
        bias, at = _read_vector(data, at + len(b"<BiasParams> "))
        taps = re.search(rf"name={name}\.affine .*input=(.*)", wiring)
        assert taps is not None
        layers.append(Layer(weights, bias, _offsets(taps.group(1)), relu=f"name={name}.relu" in wiring))
    priors, _ = _read_vector(data, data.index(b"<Priors> ") + len(b"<Priors> "))
    return Acoustic(phones, priors, tuple(layers))


def _offsets(source: str) -> tuple[int, ...]:
    """ "Append(Offset(x, -1), x, Offset(x, 1))" → (-1, 0, 1)."""
    if not source.startswith("Append("):
        return (0,)
    taps = re.findall(r"Offset\([^,]+, (-?\d+)\)|([^,()\s]+)(?:, |\))", source.removeprefix("Append("))
    return tuple(int(offset or 0) for offset, _ in taps)


def _read_matrix(data: bytes, at: int) -> tuple[NDArray[np.float32], int]:
    low, span, rows, columns = struct.unpack_from("<ffii", data, at + len(b"CM2 "))
    at += len(b"CM2 ") + 16
    codes = np.frombuffer(data, "<u2", rows * columns, at).reshape(rows, columns)
    return (codes * (span / _SIXTEEN_BIT) + low).astype(np.float32), at + 2 * rows * columns


def _read_vector(data: bytes, at: int) -> tuple[NDArray[np.float32], int]:
    count = struct.unpack_from("<i", data, at + len(b"FV \x04"))[0]
    at += len(b"FV \x04") + 4
    return np.frombuffer(data, "<f4", count, at).copy(), at + 4 * count
