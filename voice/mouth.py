"""The mouth: a child process that speaks. JSON lines in, JSON lines out; it may die at any time and nothing is lost.

In:  {"say": id, "sentences": […], "lang": "zh", "rate": "normal", "volume": 5} · {"stop": true}
     {"tone": "tap", "volume": 5} · {"chime": true|false} · {"render": "file.wav", "text": …, "lang": …}
Out: {"ready": true, "sound": bool, "voice": bool} · {"sound": bool} · {"begun": [id, sentence]}
     {"reached": [id, sentence, character]} · {"finished": id} · {"stopped": true} · {"rendered": "file.wav"} · {"unsaid": id}
"""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
import wave
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np

from assets.design_tokens import tokens
from voice.loudspeaker import RATE, Loudspeaker, NoSound, gain, silence
from voice.synthesiser import NoVoice, Pyttsx3Synthesiser, Rendered, Synthesiser
from voice.tones import tone

SENTENCE_PAUSE_MS = 300
CHIME_PAUSE_MS = 600
CHIME_GAIN = 2.8
"""The call for a person is louder than any other tone: −3 dBFS."""
RETRY_SOUND_S = 10.0
CACHED_SENTENCES = 64


def tell(**facts: Any) -> None:
    """One line to the parent."""
    sys.stdout.write(json.dumps(facts, ensure_ascii=False) + "\n")
    sys.stdout.flush()


@dataclass(frozen=True, slots=True)
class Utterance:
    """What is to be said."""

    id: int
    sentences: tuple[str, ...]
    lang: str
    rate: str
    volume: int


class Mouth:
    """Reads wishes on one thread, plays on another, renders the next sentence on a third."""

    def __init__(self, speaker: Loudspeaker) -> None:
        self._speaker = speaker
        self._voice: Synthesiser | None = None
        self._work: queue.Queue[dict[str, Any]] = queue.Queue()
        self._renderer = ThreadPoolExecutor(1, "render")
        self._cache: OrderedDict[tuple[str, str, str], Rendered] = OrderedDict()
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
            self._speaker.hush()
        if "chime" in wish:
            if wish["chime"]:
                self._chiming.set()
            else:
                self._chiming.clear()
                self._speaker.hush()
        self._work.put(wish)

    def _drop_waiting(self) -> None:
        while not self._work.empty():
            self._work.get_nowait()

    # --- the playing thread -------------------------------------------------------------------------------------

    def _play_forever(self) -> None:
        self._sound = self._open()
        try:
            self._voice = self._renderer.submit(Pyttsx3Synthesiser).result()
        except NoVoice as reason:
            print(f"no voice: {reason}", file=sys.stderr)
        tell(ready=True, sound=self._sound, voice=self._voice is not None)
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
        if self._voice is None or not self._sound:
            tell(unsaid=wish.id)
            return
        upcoming = self._prepare(wish, 0)
        for index in range(len(wish.sentences)):
            try:
                sound = upcoming.result()
            except NoVoice as reason:
                print(f"no voice: {reason}", file=sys.stderr)
                tell(unsaid=wish.id)
                return
            upcoming = self._prepare(wish, index + 1)
            tell(begun=[wish.id, index])
            louder = (sound.samples * gain(wish.volume)).astype(np.int16)
            heard = self._emit(
                np.concatenate([louder, silence(SENTENCE_PAUSE_MS)]),
                sound,
                lambda character, index=index: tell(reached=[wish.id, index, character]),
            )
            if not heard:
                return
        tell(finished=wish.id)

    def _prepare(self, wish: Utterance, index: int) -> Future[Rendered]:
        """The next sentence is rendered while this one is heard."""
        if index >= len(wish.sentences):
            return Future()
        return self._renderer.submit(self._render, wish.sentences[index], wish.lang, wish.rate)

    def _render(self, text: str, lang: str, rate: str) -> Rendered:
        key = (text, lang, rate)
        if key not in self._cache:
            assert self._voice is not None
            self._cache[key] = self._voice.render(text, lang, rate)
            if len(self._cache) > CACHED_SENTENCES:
                self._cache.popitem(last=False)
        self._cache.move_to_end(key)
        return self._cache[key]

    def _render_to(self, file: str, text: str, lang: str, rate: str) -> None:
        if self._voice is None:
            tell(rendered=None)
            return
        sound = self._renderer.submit(self._render, text, lang, rate).result()
        with wave.open(file, "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(sound.rate)
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


if __name__ == "__main__":
    Mouth(Loudspeaker()).run()
