"""Renders sentences on a thread of its own, what is wanted now before what may be wanted later, and keeps the sounds."""

from __future__ import annotations

import itertools
import queue
import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field

from voice.synthesiser import NoVoice, Rendered, Synthesiser

KEPT_BYTES = 12_000_000
"""Sounds kept in memory: some seventy prompts."""
NOW, NEXT, SOME_TIME = 0, 1, 2

Sentence = tuple[str, str, str]
"""Text, language, rate."""


@dataclass(order=True, slots=True)
class _Job:
    urgency: int
    order: int
    sentence: Sentence = field(compare=False)
    done: Future[Rendered] = field(compare=False)


class Renderer:
    """One voice, used by one thread. Made with what makes the voice, which may raise NoVoice: see `open`."""

    def __init__(self, voice: Callable[[], Synthesiser]) -> None:
        self._make = voice
        self._jobs: queue.PriorityQueue[_Job] = queue.PriorityQueue()
        self._order = itertools.count()
        self._kept: OrderedDict[Sentence, Rendered] = OrderedDict()
        self._bytes = 0
        self._readings: Mapping[str, tuple[str, ...]] | None = None
        self._opened: Future[None] = Future()

    def open(self) -> None:
        """Begins; returns when the voice can speak. Raises NoVoice."""
        threading.Thread(target=self._work, name="render", daemon=True).start()
        self._opened.result()

    def render(self, sentence: Sentence, urgency: int = NOW) -> Future[Rendered]:
        """The sound of one sentence, as soon as the more urgent ones are done."""
        job = _Job(urgency, next(self._order), sentence, Future())
        self._jobs.put(job)
        return job.done

    def prepare(self, sentences: Iterable[Sentence]) -> None:
        """Renders fixed prompts when there is nothing else to do."""
        for sentence in sentences:
            self.render(sentence, SOME_TIME)

    def forget_later(self) -> None:
        """What was only to come next is not wanted any more; prompts still are."""
        with self._jobs.mutex:
            for job in self._jobs.queue:
                if job.urgency != SOME_TIME:
                    job.done.cancel()

    def read(self, readings: Mapping[str, tuple[str, ...]]) -> None:
        """How words of the house are read from the next sentence on."""
        self._readings = dict(readings)

    def _work(self) -> None:
        try:
            voice = self._make()
        except NoVoice as reason:
            self._opened.set_exception(reason)
            return
        self._opened.set_result(None)
        while True:
            job = self._jobs.get()
            if self._readings is not None:
                voice.read(self._readings)
                self._readings = None
                self._kept.clear()
                self._bytes = 0
            if job.done.set_running_or_notify_cancel():
                self._fulfil(voice, job)

    def _fulfil(self, voice: Synthesiser, job: _Job) -> None:
        kept = self._kept.get(job.sentence)
        if kept is None:
            try:
                kept = voice.render(*job.sentence)
            except NoVoice as reason:
                print(f"a sentence could not be said: {reason}", file=sys.stderr)
                job.done.set_exception(reason)
                return
            self._keep(job.sentence, kept)
        else:
            self._kept.move_to_end(job.sentence)
        job.done.set_result(kept)

    def _keep(self, sentence: Sentence, sound: Rendered) -> None:
        self._kept[sentence] = sound
        self._bytes += sound.samples.nbytes
        while self._bytes > KEPT_BYTES and len(self._kept) > 1:
            self._bytes -= self._kept.popitem(last=False)[1].samples.nbytes
