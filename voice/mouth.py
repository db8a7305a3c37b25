"""The mouth: a child process that speaks. JSON lines in, JSON lines out; it may die at any time and nothing is lost.

In:  {"say": id, "sentences": […], "lang": "zh", "rate": "normal", "volume": 5} · {"stop": true}
     {"tone": "tap", "volume": 5} · {"chime": true|false} · {"render": "file.wav", "text": …, "lang": …}
     {"prepare": [prompt, …], "lang": "zh", "rate": "normal"} · {"readings": {"银行": "yin2 hang2", …}} · {"ping": true}
Out: {"ready": true, "sound": bool, "voice": bool} · {"sound": bool} · {"begun": [id, sentence]}
     {"reached": [id, sentence, character]} · {"finished": id} · {"stopped": true} · {"rendered": "file.wav"}
     {"skipped": [id, sentence]} one that cannot be said · {"unsaid": id} none of them could · {"pong": true}
"""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
import wave
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future
from concurrent.futures import TimeoutError as TookTooLong
from dataclasses import dataclass
from typing import Any

import numpy as np

from assets.design_tokens import tokens
from voice.loudspeaker import RATE, Loudspeaker, NoSound, gain, silence
from voice.renderer import NEXT, NOW, Renderer
from voice.synthesiser import NoVoice, Pyttsx3Synthesiser, Rendered
from voice.tones import tone
from voice.wording import pieces

SENTENCE_PAUSE_MS = 300
CHIME_PAUSE_MS = 600
CHIME_GAIN = 2.8
"""The call for a person is louder than any other tone: −3 dBFS."""
RETRY_SOUND_S = 10.0
PATIENCE_S = 5.0
"""A sentence of at most 60 characters takes 0.1 s; one that takes so long has hung espeak, and this process ends itself."""
HUNG = 70


def tell(**facts: Any) -> None:
    """One line to the parent; two threads tell."""
    with _telling:
        _parent.write(json.dumps(facts, ensure_ascii=False) + "\n")
        _parent.flush()


_parent = sys.stdout
"""While a sentence is rendered `sys.stdout` is another for all threads: what pyttsx3 prints is not for the parent."""
_telling = threading.Lock()


@dataclass(frozen=True, slots=True)
class Utterance:
    """What is to be said."""

    id: int
    sentences: tuple[str, ...]
    lang: str
    rate: str
    volume: int

    def pieces(self) -> Iterator[tuple[int, int, str]]:
        """(sentence, place in it, text) of each part that is rendered at once."""
        for index, sentence in enumerate(self.sentences):
            for place, text in pieces(sentence) or ((0, ""),):
                yield index, place, text


class Mouth:
    """Reads wishes on one thread, plays on another, renders the next sentence on a third."""

    def __init__(self, speaker: Loudspeaker) -> None:
        self._speaker = speaker
        self._renderer = Renderer(Pyttsx3Synthesiser)
        self._voice = False
        self._work: queue.Queue[dict[str, Any]] = queue.Queue()
        self._chiming = threading.Event()
        self._sound = False
        self._tones: dict[str, list[list[float]]] = tokens()["tones"]

    def run(self) -> None:
        """Until the parent closes our standard input."""
        threading.Thread(target=self._play_forever, name="play", daemon=True).start()
        for line in sys.stdin:
            self._hear(json.loads(line))
        os._exit(0)  # pyttsx3 and PortAudio threads must not hold up the end

    def _hear(self, wish: dict[str, Any]) -> None:
        if "stop" in wish or "say" in wish:
            self._drop_waiting()
            self._renderer.forget_later()
            self._speaker.hush()
        if "chime" in wish:
            if wish["chime"]:
                self._chiming.set()
            else:
                self._chiming.clear()
                self._speaker.hush()
        match wish:
            case {"prepare": list(prompts)}:
                self._renderer.prepare(
                    (text, wish.get("lang", "zh"), wish.get("rate", "normal")) for text in _cut(prompts)
                )
            case {"readings": dict(readings)}:
                self._renderer.read({word: tuple(said.split()) for word, said in readings.items()})
            case {"ping": _}:
                tell(pong=True)
            case _:
                self._work.put(wish)

    def _drop_waiting(self) -> None:
        while not self._work.empty():
            self._work.get_nowait()

    # --- the playing thread -------------------------------------------------------------------------------------

    def _play_forever(self) -> None:
        self._sound = self._open()
        try:
            self._renderer.open()
            self._voice = True
        except NoVoice as reason:
            print(f"no voice: {reason}", file=sys.stderr)
        tell(ready=True, sound=self._sound, voice=self._voice)
        while True:
            try:
                wish = self._work.get(timeout=None if self._sound and not self._chiming.is_set() else self._patience())
            except queue.Empty:
                self._idle()
                continue
            self._speaker.ready()
            self._fulfil(wish)

    def _patience(self) -> float:
        return 0.01 if self._chiming.is_set() and self._sound else RETRY_SOUND_S

    def _idle(self) -> None:
        if not self._sound:
            self._sound = self._open()
            if self._sound:
                tell(sound=True)
        elif self._chiming.is_set():
            self._speaker.ready()
            self._emit(np.concatenate([tone(self._tones["person"], RATE, CHIME_GAIN), silence(CHIME_PAUSE_MS)]))

    def _fulfil(self, wish: dict[str, Any]) -> None:
        match wish:
            case {"stop": _}:
                tell(stopped=True)
            case {"tone": str(name)}:
                self._emit(tone(self._tones[name], RATE, gain(wish.get("volume", 8))))
            case {"say": int()}:
                self._say(
                    Utterance(
                        wish["say"],
                        tuple(wish["sentences"]),
                        wish["lang"],
                        wish.get("rate", "normal"),
                        wish.get("volume", 5),
                    )
                )
            case {"render": str()}:
                self._render_to(wish["render"], wish["text"], wish.get("lang", "zh"), wish.get("rate", "normal"))
            case _:
                pass

    def _say(self, wish: Utterance) -> None:
        if not self._voice or not self._sound:
            tell(unsaid=wish.id)
            return
        waiting = list(wish.pieces())
        upcoming = self._sound_of(wish, waiting, 0)
        begun, said = -1, 0
        for at, (index, place, _) in enumerate(waiting):
            try:
                sound = self._rendered(upcoming, wish.id, index)
            except CancelledError:
                return  # stopped while it was being made
            upcoming = self._sound_of(wish, waiting, at + 1)
            if sound is None:
                continue
            said += 1
            if index != begun:
                begun = index
                tell(begun=[wish.id, index])
            if not self._play(wish, index, place, sound):
                return
        if said or not waiting:
            tell(finished=wish.id)
        else:
            tell(unsaid=wish.id)

    def _play(self, wish: Utterance, index: int, place: int, sound: Rendered) -> bool:
        louder = (sound.samples * gain(wish.volume)).astype(np.int16)
        return self._emit(
            np.concatenate([louder, silence(SENTENCE_PAUSE_MS)]),
            sound,
            lambda character: tell(reached=[wish.id, index, place + character]),
        )

    def _sound_of(self, wish: Utterance, waiting: list[tuple[int, int, str]], at: int) -> Future[Rendered]:
        """Each part is rendered while the one before is heard."""
        if at >= len(waiting):
            return Future()
        return self._renderer.render((waiting[at][2], wish.lang, wish.rate), NEXT if at else NOW)

    def _rendered(self, upcoming: Future[Rendered], wish: int, index: int) -> Rendered | None:
        """The sound, or None for a sentence that cannot be said: its words are on the screen."""
        try:
            return upcoming.result(PATIENCE_S)
        except NoVoice:
            tell(skipped=[wish, index])
            return None
        except TookTooLong:
            tell(skipped=[wish, index])
            os._exit(HUNG)  # the standby goes on with the next sentence

    def _render_to(self, file: str, text: str, lang: str, rate: str) -> None:
        if not self._voice:
            tell(rendered=None)
            return
        sounds = [self._renderer.render((piece, lang, rate)).result() for _, piece in pieces(text)]
        with wave.open(file, "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(RATE)
            for sound in sounds:
                out.writeframes(sound.samples.tobytes())
        tell(rendered=file)

    def _emit(self, samples: Any, sound: Rendered | None = None, reached: Any = None) -> bool:
        try:
            return self._speaker.play(samples, sound.marks if sound else (), reached)
        except NoSound as reason:
            print(f"no sound: {reason}", file=sys.stderr)
            self._sound = False
            tell(sound=False)
            return False

    def _open(self) -> bool:
        try:
            self._speaker.open()
        except NoSound as reason:
            print(f"no sound: {reason}", file=sys.stderr)
            return False
        return True


def _cut(prompts: list[Any]) -> Iterator[str]:
    for prompt in prompts:
        yield from (piece for _, piece in pieces(str(prompt)))


if __name__ == "__main__":
    Mouth(Loudspeaker()).run()
