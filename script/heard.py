"""A sound card that is not there, and ears on it: PulseAudio's null sink, recorded as an outsider hears it."""

from __future__ import annotations

import os
import subprocess
import time
import wave
from pathlib import Path

import numpy as np

RATE = 22_050


class Recording:
    """What came out of the loudspeaker, as an outsider hears it: `parec` on the null sink's monitor."""

    def __init__(self, env: dict[str, str], folder: Path) -> None:
        self._file = folder / f"heard-{time.monotonic_ns()}.raw"
        self._out = self._file.open("wb")
        self._process = subprocess.Popen(
            ["parec", "--device=spk.monitor", "--format=s16le", f"--rate={RATE}", "--channels=1", "--latency-msec=20"],
            env=env,
            stdout=self._out,
        )
        self._wait_for(lambda: self._file.stat().st_size > 0)
        self._began = time.monotonic()

    @staticmethod
    def _wait_for(happened, seconds: float = 10.0) -> None:
        until = time.monotonic() + seconds
        while not happened():
            assert time.monotonic() < until, "the recorder does not start"
            time.sleep(0.01)

    def samples(self) -> np.ndarray:
        """Everything heard so far, −1…1."""
        return np.frombuffer(self._file.read_bytes()[: self._file.stat().st_size // 2 * 2], np.int16) / 32768

    def seconds(self) -> float:
        """Length of the recording so far."""
        return self._file.stat().st_size / 2 / RATE

    def level(self, since: float = 0.0) -> float:
        """Loudness in dBFS (RMS of the sounding part) after `since` seconds."""
        heard = self.samples()[int(since * RATE) :]
        loud = heard[np.abs(heard) > 1e-4]
        return float(20 * np.log10(np.sqrt((loud**2).mean()))) if len(loud) else -120.0

    def sounding(self, threshold: float = 0.01) -> tuple[float, float] | None:
        """First and last second at which something was heard."""
        loud = np.flatnonzero(np.abs(self.samples()) > threshold)
        return (loud[0] / RATE, loud[-1] / RATE) if len(loud) else None

    def stop(self) -> None:
        """Ends the recording, once all that was played until now has arrived."""
        until_now = time.monotonic() - self._began
        self._wait_for(lambda: self.seconds() >= until_now - 0.1)
        self._process.terminate()
        self._process.wait(5)
        self._out.close()


class NullSink:
    """A sound card that is not there: PulseAudio with two null sinks, in a folder of its own.

    What is played into `kiosk_mic` is what the kiosk's microphone hears; what it says comes out of `spk`.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.env = {
            **os.environ,
            "XDG_RUNTIME_DIR": str(folder),
            "HOME": str(folder),
            "PULSE_SERVER": f"unix:{folder}/pulse/native",
            "PULSE_SINK": "spk",
            "PULSE_SOURCE": "kiosk_mic_in",
        }
        self._process = subprocess.Popen(
            ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--disallow-exit", "--use-pid-file=no",
             "-L", "module-native-protocol-unix auth-anonymous=1", "-L", "module-null-sink sink_name=spk",
             "-L", "module-null-sink sink_name=kiosk_mic rate=16000 channels=1"],
            env={**self.env, "PULSE_SERVER": ""}, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        until = time.monotonic() + 15
        while subprocess.run(["pactl", "info"], env=self.env, capture_output=True, check=False).returncode:
            assert time.monotonic() < until, "PulseAudio does not start"
            time.sleep(0.05)

        self.plug_in()
        # one quick listener each for good: otherwise a sink falls back to two seconds of buffer between sounds
        self._listeners = [
            subprocess.Popen(
                ["parec", f"--device={sink}.monitor", "--latency-msec=20"], env=self.env, stdout=subprocess.DEVNULL
            )
            for sink in ("spk", "kiosk_mic")
        ]

    def plug_in(self) -> None:
        """The microphone is there; a monitor alone is not listed as one."""
        self._control("load-module", "module-remap-source", "master=kiosk_mic.monitor", "source_name=kiosk_mic_in")

    def pull_out(self) -> None:
        """The microphone's plug is pulled."""
        self._control("unload-module", "module-remap-source")

    def speak(self, file: Path) -> subprocess.Popen[bytes]:
        """Plays a WAV file into the microphone, in its own time; wait for it with `.wait()`."""
        return subprocess.Popen(["paplay", "--device=kiosk_mic", "--latency-msec=20", str(file)], env=self.env)

    def _control(self, *words: str) -> None:
        subprocess.run(["pactl", *words], env=self.env, check=True, stdout=subprocess.DEVNULL)

    def record(self) -> Recording:
        """Begins to listen."""
        return Recording(self.env, self.folder)

    def close(self) -> None:
        """Takes the sound card away."""
        for listener in self._listeners:
            listener.terminate()
            listener.wait(5)
        self._process.terminate()
        self._process.wait(5)


def envelope(samples: np.ndarray, step_s: float = 0.02) -> np.ndarray:
    """Loudness every 20 ms."""
    step = int(RATE * step_s)
    whole = samples[: len(samples) // step * step].reshape(-1, step)
    return np.sqrt((whole**2).mean(axis=1))


def resemblance(heard: np.ndarray, sound: np.ndarray) -> float:
    """How much a recording contains a sound: 1 = the same loudness over time somewhere in it."""
    long, short = envelope(heard), envelope(sound)
    short = (short - short.mean()) / (short.std() or 1)
    best = 0.0
    for at in range(max(1, len(long) - len(short) + 1)):
        part = long[at : at + len(short)]
        if len(part) == len(short) and part.std() > 0:
            best = max(best, float(((part - part.mean()) / part.std() * short).mean()))
    return best


def read_wav(file: Path) -> np.ndarray:
    """Samples of a mono 16-bit WAV file, −1…1."""
    with wave.open(str(file)) as sound:
        return np.frombuffer(sound.readframes(sound.getnframes()), np.int16) / 32768
