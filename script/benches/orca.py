"""Orca itself on ten paths gone by keys: what reaches its speech module, beside what it must say (4 min)."""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import eyes
import findings
import stage

PAGE = stage.ROOT / "docs" / "orca.md"
PATHS = Path(__file__).with_suffix(".toml")
PATIENCE_S = 60
SILENCE_S = 1.2
"""So long nothing more is said: Orca has finished."""
MOST_STEPS = 40
FOCUS_MS = 300
MODULE = """
GenericExecuteSynth "printf '%s\\\\n' '$DATA' >> {said}"
GenericLanguage "en" "en" "utf-8"
AddVoice "en" "MALE1" "en"
DefaultVoice "en"
"""
"""A speech module that writes down in place of speaking. The sound card it asks for is one that plays nothing."""


class Reader:
    """Orca and its speech dispatcher beside a kiosk; what reached the speech module is in a file."""

    def __init__(self, outside: eyes.Outside, folder: Path) -> None:
        self._said = folder / "said.txt"
        (folder / ".asoundrc").write_text("pcm.!default { type null }\nctl.!default { type null }\n")
        settings = folder / "speech"
        (settings / "modules").mkdir(parents=True)
        (settings / "clients").mkdir()
        (settings / "modules" / "paper.conf").write_text(MODULE.format(said=self._said))
        (settings / "speechd.conf").write_text(
            'AudioOutputMethod "alsa"\nAddModule "paper" "sd_generic" "paper.conf"\nDefaultModule paper\n'
        )
        log = folder / "speech-log"
        log.mkdir()
        self._speech = self._start(outside, "speech-dispatcher", "-s", "-t", "0", "-C", str(settings), "-L", str(log))
        stage.wait_until((folder / "speech-dispatcher" / "speechd.sock").exists, PATIENCE_S, "the speech dispatcher")
        self._orca = self._start(outside, "orca")

    @staticmethod
    def _start(outside: eyes.Outside, *command: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(command, env=clean(outside.env), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def said(self) -> list[str]:
        return self._said.read_text("utf-8").splitlines() if self._said.exists() else []

    def settled(self) -> int:
        """Waits until nothing more is said; how much was said until now."""
        before = -1
        while len(self.said()) != before:
            before = len(self.said())
            time.sleep(SILENCE_S)
        return before

    def close(self) -> None:
        self._orca.kill()  # asked politely it waits for a bus that goes first
        self._speech.terminate()
        for process in (self._orca, self._speech):
            process.wait(20)


def clean(env: Mapping[str, str]) -> dict[str, str]:
    """The bench's own modules are not Orca's: one of them is called orca."""
    return {name: value for name, value in env.items() if name != "PYTHONPATH"}


def plain(words: str) -> str:
    """As the dispatcher passes them on: marks of half width."""
    return unicodedata.normalize("NFKC", words)


def heard(said: list[str], wanted: list[str]) -> list[str]:
    """The first of the wanted sentences that did not come in its turn, if any."""
    left = iter(plain(line) for line in said)
    return [words for words in wanted if not any(line.startswith(plain(words)) for line in left)][:1]


def press(outside: eyes.Outside, key: str, late: list[int]) -> None:
    """A real key; after how many ms the focus had moved."""
    before, pressed = outside.kiosk.do(pause=0.0), time.monotonic()
    subprocess.run(["xdotool", "key", key], env=outside.env, check=True)
    while key == "Right" and time.monotonic() - pressed < PATIENCE_S:
        if outside.kiosk.do(pause=0.0)["focus"] != before["focus"]:
            late.append(round(1000 * (time.monotonic() - pressed)))
            return


def go(outside: eyes.Outside, step: str, receipt: str, late: list[int], rest: Callable[[], object]) -> None:
    kind, _, name = step.partition(" ")
    if kind == "to":
        for _ in range(MOST_STEPS):
            if outside.kiosk.do(pause=0.0)["focus"] == name:
                break
            press(outside, "Right", late)
            rest()
        assert outside.kiosk.do(pause=0.0)["focus"] == name, step
        return
    for key in receipt if step == "digits" else (step,):
        press(outside, key, late)
        time.sleep(0.6)  # the same digit twice is otherwise a trembling hand
    rest()


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.parse_args()
    for program in ("orca", "speech-dispatcher", "xdotool"):
        if not shutil.which(program):
            raise SystemExit(
                f"bench: {program} is missing (apt-get install --no-install-recommends orca speech-dispatcher)"
            )
    findings.begin(4, "Orca on ten paths")
    paths = tomllib.loads(PATHS.read_text("utf-8"))["paths"]
    late: list[int] = []
    told: list[tuple[dict, list[str], list[str]]] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        platform = stage.Platform(folder / "platform")
        platform.start()
        outside = eyes.Outside(folder / "kiosk", platform.url)
        outside.kiosk.enrol(platform.facts["enrol_code"])
        filed = json.dumps({"category": "streetlight", "words": "路灯不亮"}, ensure_ascii=False)
        receipt = json.loads(outside.kiosk.command("report", "file", "-", "--json", given=filed).stdout)["receipt"]
        outside.open()
        reader = Reader(outside, folder / "kiosk")
        try:
            stage.wait_until(reader.said, PATIENCE_S, "Orca speaks")
            reader.settled()
            for path in paths:
                start = len(reader.said())
                for step in path["steps"]:
                    go(outside, step, receipt, late, reader.settled)
                outside.kiosk.do(page=path["page"])
                said = reader.said()[start : reader.settled()]
                told.append((path, said, heard(said, path["hears"])))
                findings.progress(
                    f"{path['what']}: {len(said)} sentences, {'missed ' + told[-1][2][0] if told[-1][2] else 'as expected'}"
                )
        finally:
            reader.close()
            outside.close()
            platform.kill(signal.SIGTERM)
    PAGE.write_text(page(told, late, receipt), "utf-8")
    print(f"written to {PAGE.relative_to(stage.ROOT)}")
    if any(missed for _, _, missed in told):
        raise SystemExit(1)


def page(told: list[tuple[dict, list[str], list[str]]], late: list[int], receipt: str) -> str:
    version = subprocess.run(
        ["orca", "--version"], env=clean(os.environ), capture_output=True, text=True, check=True
    ).stdout.strip()
    spaced = re.compile("|".join((receipt, f"{receipt[:3]} {receipt[3:6]} {receipt[6:]}")))
    passed = sum(not missed for _, _, missed in told)
    lines = [
        "# What a real screen reader says",
        "",
        f"`{' '.join(['script/bench', 'orca', *sys.argv[1:]])}` · {datetime.now().astimezone():%Y-%m-%d} · Orca {version}",
        "",
        f"{passed} of {len(told)} paths as expected (the table: `script/benches/orca.toml`). {len(late)} presses of → with Orca on: the focus had moved after {round(statistics.median(late))} ms (median), {findings.percentile(late, 0.95)} ms (95 %), {max(late)} ms (longest).",
        "",
    ]
    for path, said, missed in told:
        lines += [
            f"## {path['what']}: {'missed ' + missed[0] if missed else 'as expected'}",
            "",
            f"Keys: {', '.join(path['steps'])}",
            "",
        ]
        lines += [f"- {spaced.sub('(number)', line)}" for line in said] + [""]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
