"""People who speak (espeak-ng), models to hear them with, and ears in a process of their own."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
import wave
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Queue

import numpy as np
import pytest

import assets
from voice.resampling import RATE
from voice.wav import read

ROOT = Path(__file__).resolve().parents[2]
VOICES = {"zh": "cmn-latn-pinyin", "en": "en-us"}


class EarsChild:
    """`python -m voice.ears`, spoken to in JSON lines."""

    def __init__(self, *arguments: str, env: dict[str, str] | None = None, cwd: Path = ROOT) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "voice.ears", *map(str, arguments)], env=env, cwd=cwd, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._told: Queue[dict | None] = Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        for line in self.process.stdout:
            self._told.put(json.loads(line))
        self._told.put(None)

    def wish(self, **what) -> None:
        self.process.stdin.write(json.dumps(what, ensure_ascii=False) + "\n")
        self.process.stdin.flush()

    def facts_until(self, *keys: str, seconds: float = 30.0) -> list[dict]:
        """Everything told up to the first fact that has one of `keys`."""
        until, told = time.monotonic() + seconds, []
        while True:
            try:
                fact = self._told.get(timeout=max(0.01, until - time.monotonic()))
            except Empty:
                raise AssertionError(f"none of {keys} was told, only {told[-5:]}") from None
            assert fact is not None, f"the ears ended before they told any of {keys}"
            told.append(fact)
            if fact.keys() & set(keys):
                return told

    def wait_for(self, *keys: str, seconds: float = 30.0) -> dict:
        return self.facts_until(*keys, seconds=seconds)[-1]

    def hear(self, file: Path, lang: str = "zh", **wish) -> dict:
        self.wish(hear=1, file=str(file), lang=lang, **wish)
        return self.wait_for("heard", "silent", "unheard")

    def ended(self, seconds: float = 20.0) -> int:
        """Waits for the end of the process; its return code, negative for a signal."""
        return self.process.wait(seconds)

    def end(self) -> None:
        if not self.process.stdin.closed:
            with contextlib.suppress(BrokenPipeError):
                self.process.stdin.close()
        self.process.wait(10)
        self._reader.join(10)
        self.process.stdout.close()


@pytest.fixture(scope="session")
def deaf_env():
    """An environment without a sound device: files are all there is to hear."""
    return {**os.environ, "PULSE_SERVER": "unix:/nowhere"}


@pytest.fixture(scope="session")
def model_of():
    def model(lang: str) -> Path:
        return assets.path("voice", f"demo-{lang}")

    return model


@pytest.fixture
def start_ears(deaf_env) -> Iterator:
    started = []

    def start(*arguments, env=None, **more) -> EarsChild:
        child = EarsChild(*arguments, env=env or deaf_env, **more)
        started.append(child)
        return child

    yield start
    for child in started:
        child.end()


@pytest.fixture(scope="module")
def ears(deaf_env, model_of) -> Iterator[EarsChild]:
    """Ears for all of a file's tests, as in the hall: what one person said must not trouble the next."""
    child = EarsChild("--zh", model_of("zh"), "--en", model_of("en"), env=deaf_env)
    yield child
    child.end()


@pytest.fixture(scope="session")
def resident(tmp_path_factory):
    """Says something with espeak-ng: parts are sentences or seconds of silence; a WAV file."""
    folder = tmp_path_factory.mktemp("spoken")
    known: dict[tuple, Path] = {}

    def spoken(sentence: str, lang: str, voice: str) -> np.ndarray:
        file = folder / "one.wav"
        variant = f"{VOICES[lang]}+{voice}" if voice else VOICES[lang]
        subprocess.run(["espeak-ng", "-v", variant, "-s", "150", "-w", file, sentence], check=True)
        return read(file)

    def say(*parts: str | float, lang: str = "zh", voice: str = "f4", noise_db: float = -66.0) -> Path:
        key = (*parts, lang, voice, noise_db)
        if key not in known:
            sounds = [
                np.zeros(int(RATE * part), np.int16) if isinstance(part, float) else spoken(part, lang, voice)
                for part in parts
            ]
            whole = np.concatenate(sounds).astype(float)
            rng = np.random.default_rng(7)
            whole += rng.standard_normal(len(whole)) * 32768 * 10 ** (noise_db / 20)
            known[key] = folder / f"{len(known)}.wav"
            with wave.open(str(known[key]), "wb") as out:
                out.setnchannels(1)
                out.setsampwidth(2)
                out.setframerate(RATE)
                out.writeframes(np.clip(whole, -32768, 32767).astype(np.int16).tobytes())
        return known[key]

    return say
