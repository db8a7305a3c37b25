"""Voice: commands, names, questions and noise heard by the real ears, in voices the model never heard (quick 8 min, full 60)."""

from __future__ import annotations

import argparse
import json
import re
import tempfile
import time
import wave
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from random import Random

import findings
import numpy as np
import questions
import sound_path
from resident import NOISES, RATE, Resident, Sound, in_hall, noise, silence, write_wav

import assets
from kiosk import ears_process
from kiosk.listener import utterance
from offline_cache.catalogue import Catalogue
from offline_cache.records import Heard
from voice.heard import Listen, Utterance
from voice.meaning import Intent, Talk, meaning, phrases
from voice.models import LANGS
from voice.resampling import Resampler
from voice.sentences import sentences
from voice.sounds import sounds as syllables

SEED = 2027
QUICK = {
    "commands": 240,
    "names": 120,
    "phrases": 120,
    "questions": 100,
    "random": 150,
    "minutes": 6,
    "slow": 20,
    "turns": 12,
    "sound minutes": 1,
    "endurance": 60,
    "kills": 10,
}
FULL = {
    "commands": 1200,
    "names": 400,
    "phrases": 400,
    "questions": 220,
    "random": 600,
    "minutes": 60,
    "slow": 20,
    "turns": 60,
    "sound minutes": 3,
    "endurance": 500,
    "kills": 200,
}
TURN_S = 10.0
LOUDNESS = (300, 6000)
"""RMS of the noise-only minutes, of 32768: from a still hall to a roaring one."""
TALKING = ("home", "results", "service", "report", "check", "receipt", "digits", "status", "notice", "still")
PAUSE_S = 1.8
TAIL_S = 3.6
"""Silence after the words: longer than any pause that ends a turn."""
HAN = re.compile("^[㐀-鿿，。？！、]+$")


@dataclass
class Tally:
    """How many of how many, and what went wrong."""

    right: int = 0
    all: int = 0
    wrong: list[tuple[str, str]] = field(default_factory=list)

    def count(self, right: bool, said: str = "", got: str = "") -> None:
        self.right += right
        self.all += 1
        if not right:
            self.wrong.append((said, got))

    def __str__(self) -> str:
        return f"{self.right / max(1, self.all):.1%} ({self.right}/{self.all})"


class Ears:
    """The ears of `kiosk hear`, given sounds, with what they cost."""

    def __init__(self, folder: Path) -> None:
        models = [part for lang in LANGS for part in (f"--{lang}", str(assets.path("voice", f"demo-{lang}")))]
        self._ears = ears_process.Ears(models)
        self._file = folder / "said.wav"
        self.sound_s = 0.0
        """Seconds of sound heard so far."""

    def hear(self, sound: Sound, lang: str, commands: Sequence[str]) -> Utterance:
        """What is understood of a sound; nothing when it was silent."""
        whole = np.concatenate([sound, silence(TAIL_S)])
        self.sound_s += len(whole) / RATE
        fact = self._ears.hear(write_wav(self._file, whole), Listen(lang, tuple(commands)))
        return utterance(fact) if "heard" in fact else Utterance()

    def rss_mb(self) -> float:
        return findings.rss_mb(self._ears.pid)

    def cpu_s(self) -> float:
        parts = Path(f"/proc/{self._ears.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(parts[11]) + int(parts[12])) / 100

    def close(self) -> None:
        self._ears.__exit__(None, None, None)


@dataclass
class Bench:
    """What all parts need."""

    ears: Ears
    catalogue: Catalogue
    much: dict[str, int]
    chance: Random = field(default_factory=lambda: Random(SEED))
    halls: np.random.Generator = field(default_factory=lambda: np.random.default_rng(SEED))

    def said(self, text: str, lang: str = "zh") -> Sound:
        """Somebody says it somewhere in a hall."""
        return in_hall(Resident.anybody(self.chance).say(text, lang), self.halls)

    def cost(self) -> list[tuple[str, str, str]]:
        """What the ears needed so far."""
        share = self.ears.cpu_s() / max(0.001, self.ears.sound_s)
        return [
            ("ears: CPU seconds per second of sound, page grammar and open together", f"{share:.3f}", "0.2 · 0.02"),
            ("ears: memory after these turns", f"{self.ears.rss_mb():.0f} MiB", "200 · 120 MB with the mouth"),
        ]

    def understood(self, text: str, talk: Talk, lang: str = "zh") -> tuple[Utterance, Intent]:
        heard = self.ears.hear(self.said(text, lang), lang, phrases(talk, lang))
        return heard, meaning(heard, talk, lang)


def commands(bench: Bench, lang: str) -> Iterator[tuple[str, str, str]]:
    """Sentences of a page's commands, under the grammar of that page."""
    known = sentences(lang)
    pairs = [(page, one, text) for page in TALKING for one in known.values() if one.known_on(page) for text in one.say]
    tally = Tally()
    for page, one, text in bench.chance.sample(pairs, min(len(pairs), bench.much["commands"])):
        heard, intent = bench.understood(text, Talk(page), lang)
        right = intent.name == one.name or (page == "still" and intent.kind != "nothing")
        tally.count(
            right,
            f"{page}: {text}",
            f"{intent.kind} {intent.name} ({heard.command} {heard.confidence:.2f} | {heard.text})",
        )
    _show(tally)
    yield f"commands under the page grammar, {lang}", str(tally), "95 % · 98 %"


def names(bench: Bench, lang: str) -> Iterator[tuple[str, str, str]]:
    """Names of services under a grammar of all names; spoken phrases under a grammar of all phrases."""
    services = bench.catalogue.services()
    every = {"names": [one.name.of(lang) for one in services]}
    if lang == "zh":
        every["phrases"] = [one for service in services for one in service.phrases if len(one) <= 14 and HAN.match(one)]
    for what, texts in every.items():
        listed = list(dict.fromkeys(_plain(text) for text in texts))
        grammar = bench.chance.sample(listed, min(len(listed), 1500))
        tally, close = Tally(), Tally()
        for text in bench.chance.sample(grammar, min(len(grammar), bench.much[what])):
            heard = bench.ears.hear(bench.said(text, lang), lang, grammar)
            tally.count(heard.command == text, text, heard.command or heard.text)
            close.count(_alike(heard.command or heard.text, text), text, heard.command or heard.text)
        _show(close)
        yield f"{what} under a grammar of {len(grammar)}, {lang}", f"{tally}; same syllables {close}", "92 % · 97 %"


def retrieval(bench: Bench, lang: str) -> Iterator[tuple[str, str, str]]:
    """The development questions, spoken; the right service among the first three."""
    asked = [one for one in questions.read("dev_questions", "clean") if not one.text.isascii()]
    asked = bench.chance.sample(asked, min(len(asked), bench.much["questions"]))
    first, third = Tally(), Tally()
    talk = Talk("home")
    for one in asked:
        heard = bench.ears.hear(bench.said(one.text), "zh", phrases(talk, "zh"))
        found = (
            bench.catalogue.find([Heard(way.text, way.score) for way in heard.alternatives], 3) if heard.text else None
        )
        slugs = [hit.slug for hit in found.hits] if found else []
        third.count(bool(set(slugs[:3]) & set(one.slugs)), one.text, heard.text)
        first.count(bool(set(slugs[:1]) & set(one.slugs)))
    _show(third)
    yield "dev questions spoken → right service in the top 3", f"{third}; first {first}", "75 % · 90 %"


def random_speech(bench: Bench, lang: str) -> Iterator[tuple[str, str, str]]:
    """Speech that is no command, under the grammar of a page: taken for one?"""
    tally = Tally()
    everyday = [phrase for one in bench.catalogue.services() for phrase in one.phrases]
    own = {text for one in sentences("zh").values() for text in one.say}
    for number in range(bench.much["random"]):
        page = bench.chance.choice([page for page in TALKING if page != "still"])  # there any word counts
        text = (
            _nonsense(bench.chance) if number % 2 else bench.chance.choice([one for one in everyday if one not in own])
        )
        heard, intent = bench.understood(text, Talk(page), "zh")
        digits = intent.kind == "digits" and page == "digits"
        tally.count(intent.kind in ("command", "choice", "emergency") or digits, f"{page}: {text}", "")
        if tally.right and tally.wrong[-1:] != [(f"{page}: {text}", "")]:
            findings.progress(
                f"taken: {page}: {text} → {intent.kind} {intent.name} ({heard.command} {heard.confidence:.2f} | {heard.text})"
            )
    yield "random speech taken for a command", str(tally), "≤ 10 % · ≤ 3 %"


def noise_only(bench: Bench, lang: str) -> Iterator[tuple[str, str, str]]:
    """Minutes without a voice, in turns of ten seconds: does anything happen?"""
    acted = Tally()
    for minute in range(bench.much["minutes"]):
        happened = ""
        for turn in range(int(60 / TURN_S)):
            page = TALKING[(minute * 6 + turn) % len(TALKING)]
            sound = noise(TURN_S, NOISES[(minute + turn) % len(NOISES)], bench.halls) * bench.chance.uniform(*LOUDNESS)
            heard = bench.ears.hear(np.clip(sound, -32768, 32767).astype(np.int16), "zh", phrases(Talk(page), "zh"))
            intent = meaning(heard, Talk(page), "zh")
            if intent.kind != "nothing":
                happened += f"{page}: {intent.kind} {intent.name} {heard.text}; "
        acted.count(bool(happened), f"minute {minute}", happened)
        if happened:
            findings.progress(f"noise: {happened}")
    yield "noise-only minutes giving any action", f"{acted.right} of {acted.all}", "0 · 0"


def slow_speaker(bench: Bench, lang: str) -> Iterator[tuple[str, str, str]]:
    """A sentence with a pause of 1.8 s inside is one turn, whoever says it."""
    cut = [
        ("我想问一下", "高龄津贴怎么办"),
        ("我们楼下的", "路灯坏了"),
        ("请问", "老年食堂几点开饭"),
        ("那个", "居住证", "在哪里办"),
    ]
    tally = Tally()
    for number in range(bench.much["slow"]):
        parts = cut[number % len(cut)]
        sound = in_hall(Resident.anybody(bench.chance).say_slowly(parts, PAUSE_S), bench.halls, snr_db=25)
        heard = bench.ears.hear(sound, "zh", phrases(Talk("home"), "zh"))
        tail = syllables(parts[-1])[-2:]
        tally.count(
            any(_contains(syllables(way.text), tail) for way in heard.alternatives), "…".join(parts), heard.text
        )
    _show(tally)
    yield f"slow speaker: pauses of {PAUSE_S} s kept in one turn", f"{tally.right} of {tally.all}", "20 of 20"


def sound(bench: Bench, lang: str) -> Iterator[tuple[str, str, str]]:
    """Through the real microphone and loudspeaker."""
    yield from sound_path.through_the_sound_card(bench.much["turns"], bench.much["sound minutes"])


def endurance(bench: Bench, lang: str) -> Iterator[tuple[str, str, str]]:
    """Five hundred utterances in a row, two hundred kills."""
    texts = [one.name.zh for one in bench.catalogue.services()]
    grammar = [_plain(text) for text in texts]

    def hear(file: Path) -> bool:
        with wave.open(str(file)) as said:
            sound, rate = np.frombuffer(said.readframes(said.getnframes()), np.int16), said.getframerate()
        resampler = Resampler(rate)
        whole = np.concatenate([resampler.feed(sound), resampler.flush()])
        return bool(bench.ears.hear(whole, "zh", grammar).command)

    yield from sound_path.five_hundred(texts, hear, bench.much["endurance"])
    yield from sound_path.killed(bench.much["kills"])


PARTS: dict[str, Callable[[Bench, str], Iterator[tuple[str, str, str]]]] = {
    "commands": commands,
    "names": names,
    "retrieval": retrieval,
    "random": random_speech,
    "noise": noise_only,
    "slow": slow_speaker,
    "sound": sound,
    "endurance": endurance,
}
MINUTES = {
    "commands": (5, 20), "names": (4, 12), "retrieval": (2, 4), "random": (2, 6), "noise": (1, 6), "slow": (0.5, 0.5),
    "sound": (4, 18), "endurance": (2, 15),
}  # fmt: skip
"""Of each part, quick and full."""
KEPT = Path(__file__).resolve().parents[2] / "build" / "bench-voice.json"
IN_ENGLISH = ("commands", "names")


def _plain(text: str) -> str:
    """As it is said: no marks, and an English hyphen is a gap."""
    if text.isascii():
        return " ".join(re.findall(r"[a-z0-9']+", text.lower()))
    return "".join(char for char in text if char.isalnum())


def _alike(heard: str, said: str) -> bool:
    return syllables(heard) == syllables(said) if any(char > "⺀" for char in said) else heard.lower() == said.lower()


def _contains(whole: Sequence[str], part: Sequence[str]) -> bool:
    return any(list(whole[at : at + len(part)]) == list(part) for at in range(len(whole) - len(part) + 1))


def _nonsense(chance: Random) -> str:
    """Characters by chance: every syllable of the language, no meaning."""
    return "".join(
        bytes([chance.randint(0xB0, 0xD6), chance.randint(0xA1, 0xFE)]).decode("gb2312")
        for _ in range(chance.randint(2, 8))
    )


def _show(tally: Tally) -> None:
    for said, got in tally.wrong[:12]:
        findings.progress(f"said {said} · got {got}")


@contextmanager
def _bench(full: bool) -> Iterator[Bench]:
    with tempfile.TemporaryDirectory() as folder:
        catalogue = Catalogue(Path(folder) / "data")
        catalogue.prepare()
        ears = Ears(Path(folder))
        yield Bench(ears, catalogue, FULL if full else QUICK)
        ears.close()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--full", action="store_true", help="all voices and sentences, 60 minutes of noise")
    options.add_argument("--part", action="append", choices=PARTS, help="only this part; the others keep their results")
    asked = options.parse_args()
    wanted = asked.part or list(PARTS)
    minutes = sum(MINUTES[part][asked.full] for part in wanted)
    findings.begin(minutes, "voice: real ears, real sound, fresh voices; each part is kept as soon as it is done")
    with _bench(asked.full) as bench:
        for name in wanted:
            rows: list[tuple[str, str, str]] = []
            for lang in ("zh", "en") if name in IN_ENGLISH else ("zh",):
                before = time.monotonic()
                for row in PARTS[name](bench, lang):
                    findings.progress(f"{row[0]}: {row[1]} (asked {row[2]}), {time.monotonic() - before:.0f} s")
                    rows.append(row)
            if name == "retrieval":
                rows += bench.cost()
            keep(name, asked.full, rows)


def keep(part: str, full: bool, rows: Sequence[tuple[str, str, str]]) -> None:
    """Keeps what a part found, and writes the page from the last results of all parts."""
    kept = json.loads(KEPT.read_text("utf-8")) if KEPT.exists() else {}
    kept[part] = {"rows": rows, "when": f"{datetime.now().astimezone():%Y-%m-%d}" + (" full" if full else "")}
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(json.dumps(kept, ensure_ascii=False, indent=1), "utf-8")
    lines = [(*row, kept[name]["when"]) for name in PARTS if name in kept for row in kept[name]["rows"]]
    findings.write("voice", findings.table(("measure", "measured", "must · aim", "when"), lines))


if __name__ == "__main__":
    main()
