"""Any WAV file gives sound at 16 kHz or one plain reason why not."""

import math
import struct
import subprocess
import wave

import numpy as np
import pytest

from voice.resampling import RATE, Resampler
from voice.wav import NotSound, read, written

TONE_HZ = 440.0


@pytest.fixture
def tone(tmp_path):
    path = tmp_path / "tone.wav"
    at = np.arange(2 * 48_000) / 48_000
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(48_000)
        out.writeframes((8000 * np.sin(2 * np.pi * TONE_HZ * at)).astype(np.int16).tobytes())
    return path


def loudest_hz(samples):
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.argmax(spectrum)) * RATE / len(samples)


@pytest.mark.parametrize(
    "form",
    [
        ["-r", "16000"], ["-r", "8000"], ["-r", "11025"], ["-r", "22050"], ["-r", "44100"], ["-r", "48000"],
        ["-r", "96000"], ["-c", "2"], ["-c", "6"], ["-b", "24"], ["-b", "32"], ["-e", "floating-point", "-b", "32"],
        ["-e", "floating-point", "-b", "64"], ["-e", "mu-law"], ["-e", "a-law"], ["-e", "unsigned-integer", "-b", "8"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_every_kind_of_wav_is_the_same_tone(tone, tmp_path, form):
    other = tmp_path / "other.wav"
    subprocess.run(["sox", tone, *form, other], check=True, stderr=subprocess.DEVNULL)
    samples = read(other)
    assert len(samples) == pytest.approx(2 * RATE, abs=20)
    assert loudest_hz(samples) == pytest.approx(TONE_HZ, abs=1)
    middle = samples[RATE // 2 : -RATE // 2].astype(float)
    assert math.sqrt((middle**2).mean()) == pytest.approx(8000 / math.sqrt(2), rel=0.05)


def test_stereo_that_is_recorded_on_one_side_is_heard(tone, tmp_path):
    other = tmp_path / "left.wav"
    subprocess.run(["sox", tone, other, "remix", "1", "0"], check=True)
    assert np.abs(read(other)).max() > 3000


def test_a_file_that_ends_too_early_gives_what_is_there(tone, tmp_path):
    cut = tmp_path / "cut.wav"
    cut.write_bytes(tone.read_bytes()[: 44 + 48_000 + 1])
    assert len(read(cut)) == pytest.approx(RATE / 2, abs=20)


def _broken(tone):
    whole = tone.read_bytes()
    return {
        "empty": (b"", "empty"),
        "only a header": (whole[:44], "empty"),
        "half a header": (whole[:20], "not-a-wav"),
        "text": (b"this is a letter, not a sound", "not-a-wav"),
        "mp3": (b"ID3\x04" + bytes(4000), "not-a-wav"),
        "no fmt chunk": (b"RIFF\0\0\0\0WAVEdata\x08\0\0\0" + bytes(8), "not-a-wav"),
        "adpcm": (whole[:20] + struct.pack("<H", 2) + whole[22:], "unknown-wav"),
        "no channels": (whole[:22] + struct.pack("<H", 0) + whole[24:], "unknown-wav"),
        "no rate": (whole[:24] + bytes(4) + whole[28:], "unknown-wav"),
        "12 bits": (whole[:34] + struct.pack("<H", 12) + whole[36:], "unknown-wav"),
        "a chunk without end": (b"RIFF\0\0\0\0WAVEfmt \xff\xff\xff\xff", "not-a-wav"),
    }


@pytest.mark.parametrize("name", list(_broken(type("T", (), {"read_bytes": lambda: bytes(100)}))))
def test_what_is_no_sound_has_one_plain_reason(tone, tmp_path, name):
    content, fault = _broken(tone)[name]
    bad = tmp_path / "bad.wav"
    bad.write_bytes(content)
    with pytest.raises(NotSound) as caught:
        read(bad)
    assert caught.value.fault == fault


def test_a_folder_and_a_missing_file_cannot_be_read(tmp_path):
    for path in (tmp_path, tmp_path / "nothing.wav"):
        with pytest.raises(NotSound) as caught:
            read(path)
        assert caught.value.fault == "unreadable"


def test_a_voice_note_is_what_the_platform_takes(tmp_path):
    path = tmp_path / "note.wav"
    path.write_bytes(written(b"\x01\x00" * RATE))
    with wave.open(str(path)) as sound:
        assert (sound.getnchannels(), sound.getsampwidth(), sound.getframerate()) == (1, 2, RATE)
        assert sound.getnframes() == RATE


def test_resampling_in_blocks_is_resampling_in_one():
    rng = np.random.default_rng(4)
    samples = rng.integers(-20_000, 20_000, 44_100, dtype=np.int16)
    whole, blocks = Resampler(44_100), Resampler(44_100)
    one = np.concatenate([whole.feed(samples), whole.flush()])
    cuts = np.sort(rng.integers(0, len(samples), 40))
    many = np.concatenate([*[blocks.feed(part) for part in np.split(samples, cuts)], blocks.flush()])
    assert np.array_equal(one, many)


def test_what_16_khz_cannot_hold_does_not_fold_back():
    at = np.arange(48_000) / 48_000
    above = (20_000 * np.sin(2 * np.pi * 11_000 * at)).astype(np.int16)
    heard = Resampler(48_000).feed(above)[400:].astype(float)
    assert math.sqrt((heard**2).mean()) < 20  # more than 55 dB below
