"""The ears: a child process that hears. JSON lines in, JSON lines out; it may die at any time and nothing is lost.

In:  {"lang": "zh"}                                      loads that language's model, if it is another or a newer one
     {"know": {"lang": "zh", "phrases": […]}}            names and phrases that may well be said; once per content
     {"listen": id, "lang", "commands", "turn", "slow", "wide"}   opens the microphone for one turn: voice.heard.Listen
     {"done": true} · {"wait": true}                     说完了 · 等一下, for the turn that is open
     {"stop": true}                                      closes the microphone at once and forgets the turn
     {"note": true} · {"forget": true}                   the sound of the last turn, to be attached · to be wiped
     {"hear": id, "file": path, "lang", …}               a WAV file through the same turn, as fast as it can be heard
     {"ping": true}                                      are you alive? answered at once, whatever is being heard
Out: {"ready": true, "microphone": bool} · {"microphone": bool}
     {"model": lang, "there": bool, "demo": bool}        after `lang`
     {"lacks": {"lang", "words"}}                        after `know`: pieces of our own words this model cannot hear
     {"opened": id} · {"level": 0…1} · {"partial": [id, text]}
     {"heard": id, "alternatives": [[text, score]…], "command", "confidence", "ended", "loudness", "seconds"}
     {"silent": id} · {"lost": id}                       nobody spoke · the microphone or the model went away
     {"unheard": id, "fault": …}                         a file without sound, see voice.wav.Fault, or "no-model"
     {"stopped": true} · {"note": base64 of a WAV file, or null} · {"pong": true}

Half-duplex is the page's part: it silences the mouth before it listens. Nothing that comes after `opened` is discarded,
so somebody who speaks at once is heard from the first sound on. Sound is never written anywhere; that of the last turn
stays in memory until the next turn, `forget` or `stop`.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import queue
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from voice.heard import Listen
from voice.loudness import Loudmeter, meter
from voice.microphone import Hung, Microphone, NoMicrophone, Source, WavFile
from voice.models import choose, is_demo, patient
from voice.recogniser import NoModel, Recogniser, Understood, VoskRecogniser
from voice.resampling import RATE
from voice.turns import Moment, Over, TurnTaking
from voice.wav import NotSound, written

RETRY_MICROPHONE_S = 10.0
NOTE_S = 60.0
"""Longest voice note a report may carry (docs/wire.md)."""
BEFORE_FIRST_WORD_S = 0.5
SAMPLE_BYTES = 2
LEARNT_AT_ONCE = 200
"""Phrases; some ten milliseconds, so that nobody who begins to speak is kept waiting."""


def tell(**facts: Any) -> None:
    """One line to the parent; two threads tell."""
    with _telling:
        sys.stdout.write(json.dumps(facts, ensure_ascii=False) + "\n")
        sys.stdout.flush()


_telling = threading.Lock()


@dataclass(slots=True)
class Heard:
    """What a turn of listening gave, before it is told."""

    over: Over
    understood: Understood
    meter: Loudmeter
    seconds: float


@dataclass(frozen=True, slots=True)
class _Turn:
    """The turn that is open; `live`: somebody watches the level."""

    id: int
    taking: TurnTaking
    loudness: Loudmeter
    live: bool


class Ears:
    """Reads wishes on one thread, hears on another: a `stop` never waits for the recogniser."""

    def __init__(self, model_of: Callable[[str], Path | None]) -> None:
        self._model_of = model_of
        self._microphone = Microphone()
        self._has_microphone = False
        self._work: queue.Queue[tuple[int, dict[str, Any]]] = queue.Queue()
        self._turn = 0  # grows with each stop: what was wished for before it is not done any more
        self._done = threading.Event()
        self._wait = threading.Event()
        self._recogniser: Recogniser | None = None
        self._loaded: tuple[str, Path | None] = ("", None)
        self._phrases: dict[str, list[str]] = {}
        self._to_learn: list[str] = []
        self._ready_for_next = True
        self._sound = bytearray()

    def run(self) -> None:
        """Until the parent closes our standard input."""
        threading.Thread(target=self._hear_forever, name="hear", daemon=True).start()
        for line in sys.stdin:
            self._take(json.loads(line))
        os._exit(0)  # PortAudio's threads must not hold up the end

    def _take(self, wish: dict[str, Any]) -> None:
        match wish:
            case {"stop": _}:
                self._turn += 1
                self._microphone.close()
                self._forget()
                tell(stopped=True)
            case {"done": _}:
                self._done.set()
            case {"wait": _}:
                self._wait.set()
            case {"ping": _}:
                tell(pong=True)
            case _:
                self._work.put((self._turn, wish))

    # --- the hearing thread -------------------------------------------------------------------------------------

    def _hear_forever(self) -> None:
        try:
            self._has_microphone = self._microphone.try_out()
            tell(ready=True, microphone=self._has_microphone)
            while True:
                try:
                    turn, wish = self._work.get(timeout=self._patience())
                except queue.Empty:
                    self._idle()
                    continue
                self._fulfil(turn, wish)
        finally:
            os._exit(1)  # a fault here is a bug: the parent starts new ears, deaf ones would look alive

    def _patience(self) -> float | None:
        """Seconds to wait for a wish before something else is done."""
        if self._to_learn or not self._ready_for_next:
            return 0.0
        return None if self._has_microphone else RETRY_MICROPHONE_S

    def _idle(self) -> None:
        """What is done while nobody waits: new phrases are learnt, the next turn is prepared, a microphone is sought."""
        if self._recogniser is not None and self._to_learn:
            self._recogniser.learn(self._to_learn[:LEARNT_AT_ONCE])
            self._to_learn = self._to_learn[LEARNT_AT_ONCE:]
            if not self._to_learn:
                lang = self._loaded[0]
                tell(lacks={"lang": lang, "words": self._recogniser.know(self._phrases[lang])})
                self._ready_for_next = False
        elif not self._ready_for_next:
            self._ready_for_next = True
            if self._recogniser is not None:
                self._recogniser.prepare()
        elif self._microphone.try_out():
            self._has_microphone = True
            tell(microphone=True)

    def _fulfil(self, turn: int, wish: dict[str, Any]) -> None:
        match wish:
            case {"lang": str(lang), **rest} if not rest:
                self._load(lang)
            case {"know": {"lang": str(lang), "phrases": list(phrases)}}:
                self._phrases[lang] = phrases
                self._know()
            case {"listen": int(id_)}:
                self._listen(turn, id_, _wish(wish))
            case {"hear": int(id_), "file": str(file)}:
                self._hear_file(turn, id_, Path(file), _wish(wish))
            case {"note": _}:
                tell(note=base64.b64encode(written(bytes(self._sound))).decode() if self._sound else None)
            case {"forget": _}:
                self._forget()
            case _:
                pass

    def _load(self, lang: str) -> None:
        """Makes the recogniser of a language unless it is there; a model installed meanwhile is taken up."""
        path = self._model_of(lang)
        if self._loaded == (lang, path) and (self._recogniser is not None or path is None):
            return
        self._recogniser, self._loaded = None, (lang, path)
        if path is not None:
            try:
                with patient(path) as folder:
                    self._recogniser = VoskRecogniser(folder, lang)
            except NoModel as reason:
                print(f"no model: {reason}", file=sys.stderr)
        tell(model=lang, there=self._recogniser is not None, demo=path is not None and is_demo(path))
        self._know()

    def _know(self) -> None:
        """The phrases of the language are to be learnt; whoever speaks meanwhile is heard without them."""
        self._to_learn = self._phrases.get(self._loaded[0], []) if self._recogniser is not None else []

    def _listen(self, turn: int, id_: int, wish: Listen) -> None:
        self._load(wish.lang)
        try:
            heard = self._one_turn(turn, id_, wish, self._microphone, live=True)
        except NoMicrophone as reason:
            print(f"no microphone: {reason}", file=sys.stderr)
            self._ready_for_next = False
            self._has_microphone = False
            tell(microphone=False)
            tell(lost=id_)
            if isinstance(reason, Hung):
                os._exit(1)  # new ears look for the device with a fresh PortAudio
            return
        self._tell_heard(id_, heard)

    def _hear_file(self, turn: int, id_: int, file: Path, wish: Listen) -> None:
        self._load(wish.lang)
        if self._recogniser is None:
            tell(unheard=id_, fault="no-model")
            return
        while self._to_learn:  # a file is heard alike whenever it comes
            self._idle()
        try:
            source = WavFile(file)
        except NotSound as reason:
            tell(unheard=id_, fault=reason.fault)
            return
        self._tell_heard(id_, self._one_turn(turn, id_, wish, source, live=False), audio_s=round(source.seconds, 3))

    def _tell_heard(self, id_: int, heard: Heard | None, **more: Any) -> None:
        if heard is None:
            return
        if heard.over == "silent":
            tell(silent=id_, loudness=heard.meter.verdict, **more)
            return
        tell(
            heard=id_,
            alternatives=[[way.text, way.score] for way in heard.understood.alternatives],
            command=heard.understood.command,
            confidence=heard.understood.confidence,
            ended=heard.over,
            loudness=heard.meter.verdict,
            seconds=round(heard.seconds, 2),
            **more,
        )

    def _one_turn(self, turn: int, id_: int, wish: Listen, source: Source, live: bool) -> Heard | None:
        """Listens until the turn is over; None when it was stopped, or when there is no model for it."""
        self._forget()
        self._done.clear()
        self._wait.clear()
        if self._recogniser is None:
            tell(lost=id_)
            return None
        taking, loudness = TurnTaking(wish.turn, wish.slow), Loudmeter()
        over: Over | None = None
        try:
            if self._turn == turn:
                source.open()
            if self._turn == turn:  # else a stop came while it opened
                tell(opened=id_)
                self._recogniser.begin(wish)  # what is said meanwhile waits
                over = self._follow(turn, _Turn(id_, taking, loudness, live), source, self._recogniser)
        finally:
            source.close()
            if over is None:  # stopped, or the microphone is gone
                self._forget()
                self._recogniser.forget()
        if over is None:
            return None
        began = taking.began_at if taking.began_at is not None else taking.now
        self._keep_note(began)
        self._ready_for_next = False
        understood = self._recogniser.finish()
        return Heard(over, Understood() if loudness.even else understood, loudness, taking.now - began)

    def _follow(self, turn: int, now: _Turn, source: Source, recogniser: Recogniser) -> Over | None:
        """Block by block until the turn is over; None when it was stopped."""
        over: Over | None = None
        partial = ""
        while over is None:
            block = source.read()
            if self._turn != turn:
                return None
            if block is None:
                return "file"
            seconds = len(block) / RATE
            loud = now.loudness.hear(block, seconds)
            self._sound += block.tobytes()
            understood = recogniser.feed(block.tobytes())
            if now.live:
                tell(level=round(meter(now.loudness.level_db), 2))
            if understood.text != partial:
                partial = understood.text
                tell(partial=[now.id, partial])
            if self._wait.is_set():
                self._wait.clear()
                now.taking.wait()
            over = now.taking.hear(Moment(seconds, loud, partial, understood.whole_command))
            if self._done.is_set():
                over = "done"
        return over if self._turn == turn else None

    # --- what was heard last ------------------------------------------------------------------------------------

    def _keep_note(self, began: float) -> None:
        """Of the sound only what a voice note may be: from just before the first word."""
        first = int(max(0.0, began - BEFORE_FIRST_WORD_S) * RATE) * SAMPLE_BYTES
        kept = self._sound[first : first + int(NOTE_S * RATE) * SAMPLE_BYTES]
        self._forget()
        self._sound = kept

    def _forget(self) -> None:
        sound, self._sound = self._sound, bytearray()
        sound[:] = bytes(len(sound))  # wiped, not only let go


def _wish(said: dict[str, Any]) -> Listen:
    return Listen(
        lang=said["lang"],
        commands=tuple(said.get("commands", ())),
        turn=said.get("turn", "question"),
        slow=said.get("slow", False),
        wide=said.get("wide", False),
    )


def main() -> None:
    """`python -m voice.ears --folder MODELS [--demo]`, or `--zh DIR`, `--en DIR` for one model each."""
    options = argparse.ArgumentParser()
    options.add_argument("--folder", type=Path)
    options.add_argument("--demo", action="store_true")
    options.add_argument("--zh", type=Path)
    options.add_argument("--en", type=Path)
    said = options.parse_args()

    def model_of(lang: str) -> Path | None:
        named: Path | None = getattr(said, lang)
        return named or choose(said.folder, lang, said.demo)

    Ears(model_of).run()


if __name__ == "__main__":
    main()
