"""Writes and reads OpenFst's binary vector transducers: the graphs Vosk composes. No OpenFst needed."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from pathlib import Path

_FST_MAGIC = 2_125_659_606
_EXPANDED_MUTABLE = 0x3
_INPUT_SORTED, _OUTPUT_SORTED = 0x10000000, 0x40000000


class Damaged(Exception):
    """The bytes are not what the format says."""


@dataclass(slots=True)
class Fst:
    """A weighted transducer: arcs (input, output, cost, next state) per state; state 0 is the start."""

    arcs: list[list[tuple[int, int, float, int]]] = field(default_factory=list)
    finals: dict[int, float] = field(default_factory=dict)

    def state(self) -> int:
        """A new state's number."""
        self.arcs.append([])
        return len(self.arcs) - 1


def write_fst(file: Path, fst: Fst, sorted_by: str) -> None:
    """An OpenFst "vector" of tropical weights, arcs sorted by "input" or "output" label as composition needs."""
    key = 1 if sorted_by == "output" else 0
    properties = _EXPANDED_MUTABLE | (_OUTPUT_SORTED if key else _INPUT_SORTED)
    with file.open("wb") as out:
        out.write(struct.pack("<i", _FST_MAGIC) + _text(b"vector") + _text(b"standard"))
        arcs = sum(map(len, fst.arcs))
        out.write(struct.pack("<iiQqqq", 2, 0, properties, 0, len(fst.arcs), arcs))
        for state, leaving in enumerate(fst.arcs):
            out.write(struct.pack("<fq", fst.finals.get(state, float("inf")), len(leaving)))
            for arc in sorted(leaving, key=lambda arc: (arc[key], arc[1 - key])):
                out.write(struct.pack("<iifi", *arc))


def read_fst(file: Path) -> Fst:
    """What `write_fst` wrote, arcs in their sorted order."""
    data = file.read_bytes()
    if struct.unpack_from("<i", data)[0] != _FST_MAGIC:
        raise Damaged(f"{file.name} is no OpenFst file")
    at = 4
    for _ in range(2):
        at += 4 + struct.unpack_from("<i", data, at)[0]
    states = struct.unpack_from("<iiQqqq", data, at)[4]
    at += struct.calcsize("<iiQqqq")
    fst = Fst()
    for state in range(states):
        final, count = struct.unpack_from("<fq", data, at)
        at += 12
        fst.arcs.append([struct.unpack_from("<iifi", data, at + 16 * n) for n in range(count)])
        at += 16 * count
        if final != float("inf"):
            fst.finals[state] = final
    return fst


def _text(data: bytes) -> bytes:
    return struct.pack("<i", len(data)) + data
