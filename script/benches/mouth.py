"""The mouth on a null sink: ask to first sound, stop to silence, memory, speed. Usage: script/bench mouth"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from queue import Queue

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "script")]

import heard  # noqa: E402
from findings import percentile, write  # noqa: E402

from voice.synthesiser import ENGLISH_RATES, RATES, Pyttsx3Synthesiser  # noqa: E402

PROMPTS = [
    "您想办什么事？请按大话筒，慢慢说。", "我没听到声音。请靠近一点，再说一次。", "大厅有点吵，请靠近话筒。",
    "请稍等，我想一想。", "您想问哪一个？也可以说第一个。", "要带三样：身份证、户口簿、银行卡。",
    "一共四步。第一步，到三号窗口。", "最后一步。我念一遍，您听听对不对。", "对不起，比说好的晚了。我们再去催一催。",
    "请马上打一二零。我也在叫人过来。",
]  # fmt: skip
ENGLISH = [
    "How can I help? Press the button, then talk.", "Bring three things: ID card, household book, bank card.",
    "Four steps. First, go to window three.", "I did not hear you. Please come closer and try again.",
    "One moment, I am thinking.", "Which one? You can say the first one.", "Step two. Where is it? Say it or press.",
    "If it is right, press Send.", "Sorry, this is late. We will press for it.", "Print it, or let your family scan the code.",
]  # fmt: skip
TIMES = 30


class Mouth:
    """A mouth of its own, and what it told."""

    def __init__(self, env: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "voice.mouth"], env={**env, "PYTHONPATH": str(ROOT)}, cwd=ROOT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._told: Queue[dict] = Queue()
        threading.Thread(target=self._read, daemon=True).start()
        self.until("ready")

    def _read(self) -> None:
        for line in self.process.stdout:
            self._told.put(json.loads(line))

    def wish(self, **what) -> None:
        self.process.stdin.write(json.dumps(what) + "\n")
        self.process.stdin.flush()

    def until(self, key: str) -> dict:
        while True:
            fact = self._told.get(timeout=30)
            if key in fact:
                return fact

    def megabytes(self) -> float:
        rollup = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(rollup.split("VmRSS:")[1].split()[0]) / 1024

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait(5)


def turn(sink: heard.NullSink, mouth: Mouth, text: str) -> tuple[float, float]:
    """Milliseconds from asking to the first sound, and from the stop to silence."""
    recording = sink.record()
    time.sleep(0.15)
    asked = recording.seconds()
    mouth.wish(say=1, sentences=[text], lang="zh", volume=8)
    while recording.sounding() is None:
        time.sleep(0.005)
    time.sleep(0.6)
    stopped = recording.seconds()
    mouth.wish(stop=True)
    mouth.until("stopped")
    time.sleep(0.4)
    recording.stop()
    first, last = recording.sounding()
    return 1000 * (first - asked), 1000 * (last - stopped)


def speeds() -> list[str]:
    voice = Pyttsx3Synthesiser()
    rows = []
    for lang, rates, texts in (("zh", RATES, PROMPTS), ("en", ENGLISH_RATES, ENGLISH)):
        for rate in rates:
            said = sum(voice.render(text, lang, rate).seconds for text in texts)
            units = sum(len(text.split()) if lang == "en" else sum("一" <= c <= "鿿" for c in text) for text in texts)
            rows.append(f"| {lang} {rate} | {60 * units / said:.0f} {'words' if lang == 'en' else '字'} a minute |")
    return rows


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        sink = heard.NullSink(Path(folder) / "sound")
        mouth = Mouth(sink.env)
        fresh = [turn(sink, mouth, f"{PROMPTS[at % len(PROMPTS)][:-1]}，第{at}次。") for at in range(TIMES)]
        mouth.wish(prepare=PROMPTS)
        time.sleep(3)
        cached = [turn(sink, mouth, PROMPTS[at % len(PROMPTS)]) for at in range(TIMES)]
        speaking = mouth.megabytes()
        mouth.close()
        standby = Mouth(sink.env)
        idle = standby.megabytes()
        standby.close()
        sink.close()
    stops = [stop for _, stop in fresh + cached]
    rows = [
        f"Null sink, recorded from its monitor (20 ms steps); {TIMES} fresh prompts, {TIMES} prepared ones, {2 * TIMES} stops.",
        "",
        "| measure | median | p95 |",
        "| --- | --- | --- |",
        *(
            f"| {name} | {statistics.median(values):.0f} ms | {percentile(values, 0.95):.0f} ms |"
            for name, values in (
                ("say → first sound, fresh prompt", [first for first, _ in fresh]),
                ("say → first sound, prepared prompt", [first for first, _ in cached]),
                ("stop → silence", stops),
            )
        ),
        "",
        "| speed | measured |",
        "| --- | --- |",
        *speeds(),
        "",
        f"Memory (VmRSS): a mouth that has spoken and prepared ten prompts {speaking:.0f} MB, one standing by {idle:.0f} MB.",
    ]
    write("mouth", "\n".join(rows))


if __name__ == "__main__":
    main()
