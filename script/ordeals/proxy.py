"""A TCP proxy between a kiosk and its platform that does to each connection what its fault says."""

from __future__ import annotations

import random
import re
import socket
import ssl
import struct
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from urllib.parse import urlsplit

CHUNK = 64 * 1024
PATIENCE_SECONDS = 30  # a connection nobody ends any more
Fault = Callable[["Talk"], None]
"""What happens to one connection, from the first byte to the last. Its function name is its name in the counts."""


class Talk:
    """One connection: what the kiosk asks, and what it is answered."""

    def __init__(self, client: socket.socket, target: tuple[str, int], bad: random.Random) -> None:
        self.client, self.target, self.bad = client, target, bad
        self.heard = 0
        """Bytes the kiosk has sent."""
        self._asked: bytes | None = None

    def asked(self) -> bytes:
        """The whole request, head and body; EOFError when the kiosk breaks off."""
        if self._asked is None:
            text = self.some()
            while b"\r\n\r\n" not in text:
                text += self.some()
            head = text.partition(b"\r\n\r\n")[0]
            length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
            whole = len(head) + 4 + (int(length[1]) if length else 0)
            while len(text) < whole:
                text += self.some()
            self._asked = text
        return self._asked

    def some(self) -> bytes:
        """A piece of the request, as it comes."""
        piece = self.client.recv(CHUNK)
        if not piece:
            raise EOFError
        self.heard += len(piece)
        return piece

    @property
    def path(self) -> str:
        """What is asked for."""
        return self.asked().split(b" ", 2)[1].decode("ascii", "replace")

    def passed_on(self) -> bytes:
        """The platform's whole answer to the request; OSError when it is away."""
        return ask(self.target, self.asked())

    def say(self, text: bytes) -> None:
        """Sends this to the kiosk."""
        self.client.sendall(text)

    def answer(self, status: int, body: bytes, *headers: str) -> None:
        """Sends an answer of our own."""
        self.say(answer(status, body, *headers))

    def reset(self) -> None:
        """Ends the connection with RST instead of FIN."""
        self.client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def answer(status: int, body: bytes, *headers: str) -> bytes:
    """An HTTP answer."""
    lines = [f"HTTP/1.1 {status} So", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


def ask(target: tuple[str, int], request: bytes) -> bytes:
    """The whole answer to a raw request, asked for on a connection of its own."""
    head, gap, body = request.partition(b"\r\n\r\n")
    head = re.sub(rb"(?i)\r\nconnection:[^\r]*", b"", head) + b"\r\nConnection: close"
    with socket.create_connection(target, PATIENCE_SECONDS) as server:
        server.sendall(head + gap + body)
        pieces = []
        while piece := server.recv(CHUNK):
            pieces.append(piece)
    return b"".join(pieces)


def honest(talk: Talk) -> None:
    """No fault: what is asked and answered goes through."""
    talk.say(talk.passed_on())


def mixed(share: float, faults: Sequence[Fault], weights: Sequence[float] | None = None) -> Callable[[Talk], Fault]:
    """A choice for `Proxy.choose`: one of `faults` for this share of connections, none for the others."""

    def choose(talk: Talk) -> Fault:
        return talk.bad.choices(faults, weights)[0] if talk.bad.random() < share else honest

    return choose


class Proxy:
    """Listens on a port of its own; `fault` is done to every connection from now on (None: honest)."""

    def __init__(self, target: str, seed: int = 0, tls: ssl.SSLContext | None = None, host: str = "127.0.0.1") -> None:
        parts = urlsplit(target)
        self.target = (str(parts.hostname), int(parts.port or 80))
        self.choose: Callable[[Talk], Fault] = lambda _: honest
        self.seen: Counter[str] = Counter()
        """Connections by the name of what was done to them."""
        self.heard = 0
        """Bytes kiosks have sent, inside TLS if there is any."""
        self.requests: list[bytes] | None = None
        """Set it to a list, and every whole request is kept there."""
        self._chance = random.Random(seed)
        self._tls = tls
        self._door = socket.create_server((host, 0), backlog=128)
        self.url = f"{'https' if tls else 'http'}://{host}:{self._door.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def connections(self) -> int:
        """How many there were."""
        return self.seen.total()

    @property
    def fault(self) -> Fault | None:
        """Write only: what is read is None."""
        return None

    @fault.setter
    def fault(self, fault: Fault | None) -> None:
        done = fault or honest
        self.choose = lambda _: done

    def close(self) -> None:
        """Takes no more connections."""
        with suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                client = self._door.accept()[0]
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        client.settimeout(PATIENCE_SECONDS)
        with suppress(OSError, EOFError, ValueError), client:
            talk_on = self._tls.wrap_socket(client, server_side=True) if self._tls else client
            talk = Talk(talk_on, self.target, self._chance)
            try:
                fault = self.choose(talk)
                self.seen[fault.__name__] += 1
                fault(talk)
            finally:
                self.heard += talk.heard
                if self.requests is not None and talk._asked is not None:
                    self.requests.append(talk._asked)
                if talk_on is not client:
                    talk_on.close()
