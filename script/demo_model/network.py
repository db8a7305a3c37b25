"""The acoustic network: a time-delay network in torch, trained frame by frame on the exact phone times espeak-ng gave."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from demo_model.acoustic import COEFFICIENTS, Acoustic, Layer, Plan
from demo_model.examples import Shard
from demo_model.speech import SILENCE

OFFSETS = ((-2, -1, 0, 1, 2), (-1, 0, 1), (-1, 0, 1), (-3, 0, 3), (-3, 0, 3), (-3, 0, 3), (-3, 0, 3))
STRIDED = 2
"""From this layer on only every third frame is computed: Vosk has three frames a step wired in."""
STEP = 3
CONTEXT = sum(max(offsets) for offsets in OFFSETS)
CHUNK = 150
"""Frames of one training example."""


class Network(nn.Module):
    """MFCC [batch, 40, frames + 2 * CONTEXT] → phone scores [batch, phones, frames / 3]."""

    def __init__(self, channels: int, phones: int) -> None:
        super().__init__()
        widths = [COEFFICIENTS] + [channels] * len(OFFSETS)
        self.affine = nn.ModuleList(
            nn.Conv1d(
                widths[n],
                channels,
                len(offsets),
                stride=STEP if n == STRIDED else 1,
            )
            for n, offsets in enumerate(OFFSETS)
        )
        self.norm = nn.ModuleList(nn.BatchNorm1d(channels) for _ in OFFSETS)
        self.out = nn.Conv1d(channels, phones, 1)

    def forward(self, frames: Tensor) -> Tensor:
        for affine, norm in zip(self.affine, self.norm, strict=True):
            frames = norm(functional.relu(affine(frames)))
        return self.out(frames)


@dataclass(frozen=True, slots=True)
class Stream:
    """All utterances end to end (each begins and ends in silence), normalised, with phone ids of one common list."""

    frames: Tensor
    labels: Tensor
    phones: tuple[str, ...]
    mean: NDArray[np.float32]
    deviation: NDArray[np.float32]


def stream(shards: Sequence[Shard], phones: tuple[str, ...] | None = None) -> Stream:
    """The shards as one stream; `phones` fixes the list (a name outside it becomes silence)."""
    found = phones or (SILENCE, *sorted({name for shard in shards for name in shard.phones} - {SILENCE}))
    ids = {name: number for number, name in enumerate(found)}
    labels = np.concatenate([np.array([ids.get(name, 0) for name in shard.phones])[shard.labels] for shard in shards])
    frames = np.concatenate([shard.features for shard in shards])
    mean, deviation = frames.mean(0), frames.std(0) + 1e-3
    frames -= mean
    frames /= deviation
    return Stream(torch.from_numpy(frames), torch.from_numpy(labels), found, mean, deviation)


def train(data: Stream, plan: Plan, report: Callable[[str], None] = print) -> Acoustic:
    """The network after `plan.epochs` passes over the stream; one core."""
    torch.set_num_threads(1)
    torch.manual_seed(3)
    rng = np.random.default_rng(3)
    network = Network(plan.channels, len(data.phones))
    steps = (len(data.frames) - CHUNK - 2 * CONTEXT) // (CHUNK * plan.batch)
    optimiser = torch.optim.AdamW(network.parameters(), plan.peak_rate, weight_decay=1e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, plan.peak_rate, total_steps=steps * plan.epochs, pct_start=0.15
    )
    began = time.monotonic()
    for epoch in range(plan.epochs):
        loss_sum = right = seen = 0.0
        starts = rng.permutation(steps * plan.batch) * CHUNK + rng.integers(CHUNK) + CONTEXT
        for batch in starts.reshape(steps, plan.batch):
            inputs, targets = _batch(data, batch, rng)
            scores = network(inputs)[:, :, : targets.shape[1]]
            loss = functional.cross_entropy(scores, targets)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            loss_sum += loss.item()
            right += (scores.argmax(1) == targets).sum().item()
            seen += targets.numel()
        minutes = (time.monotonic() - began) / 60
        report(f"  epoch {epoch + 1}: loss {loss_sum / steps:.4f}, frames right {right / seen:.4f}, {minutes:.1f} min")
    return export(network, data)


def _batch(data: Stream, starts: NDArray[np.int64], rng: np.random.Generator) -> tuple[Tensor, Tensor]:
    """Chunks at the starts, with a random loudness and some moments wiped out."""
    phase = int(rng.integers(STEP))
    index = torch.from_numpy(starts + phase)[:, None]
    around = index + torch.arange(-CONTEXT, CHUNK - STEP + CONTEXT + 1)
    inputs = data.frames[around].transpose(1, 2).contiguous()
    inputs[:, 0] += torch.randn(len(starts), 1) * 0.3
    if rng.random() < 0.5:
        at = int(rng.integers(inputs.shape[2] - 12))
        inputs[:, :, at : at + int(rng.integers(2, 10))] = 0
    return inputs, data.labels[index + torch.arange(0, CHUNK - STEP + 1, STEP)]


def frames_right(acoustic: Acoustic, data: Stream) -> float:
    """The share of steps whose best phone is the true one, by the exported arrays (on the raw features)."""
    frames = data.frames.numpy() * data.deviation + data.mean
    right = seen = 0
    for start in range(CONTEXT, len(frames) - CHUNK - CONTEXT, CHUNK):
        scores = run(acoustic, frames[start - CONTEXT : start + CHUNK - STEP + CONTEXT + 1])
        truth = data.labels[start : start + CHUNK : STEP].numpy()
        right += int((scores.argmax(1) == truth).sum())
        seen += len(truth)
    return right / max(seen, 1)


def run(acoustic: Acoustic, frames: NDArray[np.float32]) -> NDArray[np.float32]:
    """Scores [steps, phones] of raw MFCC frames, every frame computed in plain numpy: the reference for the writers."""
    for number, layer in enumerate(acoustic.layers):
        low, high = min(layer.offsets), max(layer.offsets)
        length = len(frames) - (high - low)
        spliced = np.concatenate([frames[o - low : o - low + length] for o in layer.offsets], axis=1)
        frames = spliced @ layer.weights.T + layer.bias
        if layer.relu:
            frames = np.maximum(frames, 0)
        if number == len(acoustic.layers) - 1:
            frames = frames[::STEP]
    return frames


def export(network: Network, data: Stream) -> Acoustic:
    """Plain layers: each batch norm folded into the layer behind it, the normalisation of the input into the first."""
    network.eval()
    scale = (1 / data.deviation).astype(np.float64)
    shift = (-data.mean / data.deviation).astype(np.float64)
    layers = []
    offsets: tuple[int, ...]
    for number in range(len(OFFSETS) + 1):
        affine = network.out if number == len(OFFSETS) else network.affine[number]
        offsets = (0,) if number == len(OFFSETS) else OFFSETS[number]
        weights = affine.weight.detach().numpy().astype(np.float64)
        bias = affine.bias.detach().numpy() + np.einsum("oik,i->o", weights, shift)
        flat = (weights * scale[None, :, None]).transpose(0, 2, 1).reshape(weights.shape[0], -1)
        layers.append(Layer(flat.astype(np.float32), bias.astype(np.float32), offsets, relu=number < len(OFFSETS)))
        if number < len(OFFSETS):
            norm = network.norm[number]
            scale = (norm.weight / torch.sqrt(norm.running_var + norm.eps)).detach().numpy().astype(np.float64)
            shift = norm.bias.detach().numpy() - norm.running_mean.numpy() * scale
    counts = np.bincount(data.labels.numpy(), minlength=len(data.phones)) + 50.0
    return Acoustic(data.phones, (counts / counts.sum()).astype(np.float32), tuple(layers))
