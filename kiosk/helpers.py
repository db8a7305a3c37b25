"""The children of the GUI process — ears, mouths, sync — started, watched, restarted with patience; JSON lines both ways."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

log = logging.getLogger(__name__)

FIRST_RESTART_MS = 500
LAST_RESTART_MS = 60_000
STEADY_MS = 30_000
"""A child that lived so long is forgiven: its next restart is quick again."""
END_MS = 1_000
PING_MS = 500
"""After so long a silence a child is asked whether it lives; with PONG_MS a stopped one is noticed within two seconds."""
PONG_MS = 1_000
FIRST_WORD_MS = 60_000
"""Libraries load slowly on a small machine, but not so slowly."""
PONG = {"pong": True}


class Child(QObject):
    """One supervised child process. It may die or hang at any time: `down` says so, and it comes back by itself.

    Whoever speaks lives; a silent child is asked `{"ping": true}`, and one that does not answer `{"pong": true}` is killed.
    """

    told = Signal(dict)
    """One JSON line of the child's standard output."""
    down = Signal()

    def __init__(
        self, module: Sequence[str], environment: Mapping[str, str] | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._arguments = ["-m", *module]
        self._environment = dict(environment or {})
        self._pause_ms = FIRST_RESTART_MS
        self._wanted = False
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self._launch)
        self._steady = QTimer(self, singleShot=True, interval=STEADY_MS)
        self._steady.timeout.connect(self._forgive)
        self._silent = QTimer(self, singleShot=True, interval=PING_MS)
        self._silent.timeout.connect(self._ping)
        self._hung = QTimer(self, singleShot=True)
        self._hung.timeout.connect(self._end_hung)
        self._process = QProcess(self)
        self._process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.finished.connect(self._ended)
        self._process.errorOccurred.connect(self._failed)

    @property
    def pid(self) -> int:
        """Process id, 0 when it is not running."""
        return int(self._process.processId())

    def start(self) -> None:
        """Starts the child and keeps it alive from now on."""
        self._wanted = True
        self._launch()

    def tell(self, **what: Any) -> bool:
        """Sends one line; False when nobody is there to read it."""
        if self._process.state() != QProcess.ProcessState.Running:
            return False
        return self._process.write(json.dumps(what, ensure_ascii=False).encode() + b"\n") >= 0

    def kill(self) -> None:
        """Ends it at once; it is started again at once."""
        self._pause_ms = 0
        self._process.kill()

    def close(self) -> None:
        """Lets it go for good: closes its standard input, and kills what does not end by itself."""
        self._wanted = False
        for timer in (self._rest, self._silent, self._hung):
            timer.stop()
        if self._process.state() != QProcess.ProcessState.NotRunning:
            self._process.closeWriteChannel()
            if not self._process.waitForFinished(END_MS):
                self._process.kill()
                self._process.waitForFinished(END_MS)

    def _launch(self) -> None:
        environment = QProcessEnvironment.systemEnvironment()
        for name, value in self._environment.items():
            environment.insert(name, value)
        self._process.setProcessEnvironment(environment)
        self._process.start(sys.executable, self._arguments)
        self._steady.start()
        self._hung.start(FIRST_WORD_MS)

    def _ping(self) -> None:
        self.tell(ping=True)
        self._hung.start(PONG_MS)

    def _end_hung(self) -> None:
        if self._process.waitForReadyRead(0):  # it has answered; this process was too busy to read
            return
        log.warning("%s does not answer and is ended", " ".join(self._arguments[1:]))
        self._process.kill()

    def _read(self) -> None:
        self._hung.stop()
        if self._wanted:
            self._silent.start()
        while self._process.canReadLine():
            line = bytes(self._process.readLine().data())
            try:
                fact = json.loads(line)
            except ValueError:
                log.warning("%s said something that is not JSON", " ".join(self._arguments[1:]))
                continue
            if fact != PONG:
                self.told.emit(fact)

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._ended()

    def _ended(self) -> None:
        for timer in (self._steady, self._silent, self._hung):
            timer.stop()
        self.down.emit()
        if self._wanted:
            log.warning(
                "%s has ended (%s) and is started again", " ".join(self._arguments[1:]), self._process.exitCode()
            )
            self._rest.start(self._pause_ms)
            self._pause_ms = min(max(self._pause_ms * 2, FIRST_RESTART_MS), LAST_RESTART_MS)

    def _forgive(self) -> None:
        self._pause_ms = FIRST_RESTART_MS
