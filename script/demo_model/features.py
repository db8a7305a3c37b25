"""Kaldi's MFCC as Vosk computes them, and the phone each frame belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import kaldi_native_fbank as knf
import numpy as np
from numpy.typing import NDArray

from demo_model.acoustic import COEFFICIENTS
from demo_model.speech import Phone

FRAME_MS, FRAME_CENTRE_MS = 10.0, 12.5


@cache
def _options() -> knf.MfccOptions:
    """What acoustic.MFCC_CONF says to Vosk."""
    options = knf.MfccOptions()
    options.frame_opts.dither = 0.0
    options.frame_opts.samp_freq = 16_000
    options.frame_opts.snip_edges = True
    options.mel_opts.num_bins = COEFFICIENTS
    options.mel_opts.low_freq = 20
    options.mel_opts.high_freq = -400
    options.num_ceps = COEFFICIENTS
    options.use_energy = False
    return options


def mfcc(samples: NDArray[np.int16]) -> NDArray[np.float32]:
    """[frames, 40] of 16-bit samples at 16 kHz, one frame every 10 ms."""
    extractor = knf.OnlineMfcc(_options())
    extractor.accept_waveform(16_000, samples.astype(np.float32))
    extractor.input_finished()
    return np.stack([extractor.get_frame(i) for i in range(extractor.num_frames_ready)])


def labels(phones: Sequence[Phone], frames: int, ids: dict[str, int]) -> NDArray[np.int16]:
    """The phone id at the centre of each frame; a name that is not in `ids` is added."""
    starts = np.array([phone.start_ms for phone in phones])
    centres = np.arange(frames) * FRAME_MS + FRAME_CENTRE_MS
    names = np.array([ids.setdefault(phone.name, len(ids)) for phone in phones], dtype=np.int16)
    return names[np.maximum(np.searchsorted(starts, centres, side="right") - 1, 0)]
