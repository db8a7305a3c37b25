"""A small platform on a real socket that speaks docs/wire.md with real keys, and can be made to misbehave."""

import gzip
import hashlib
import json
import threading
import uuid
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PORTAL = b"<html><body>Welcome! Please log in to the free WiFi.</body></html>"


class Platform:
    """What it stores, what it has been asked, and `fault`: (path) -> None or how to misbehave."""

    def __init__(self, keys):
        self.keys = keys
        self.devices = {}
        self.codes = {"ABCD1234"}
        self.stored = {}
        self.refuse = {}
        self.posts = []
        self.hellos = []
        self.files = {}
        self.statuses = {}
        self.revoked = set()
        self.drop_refs = []
        self.settings = None
        self.hall = "jinhe"
        self.top_up = 0
        self.time = None
        self.max_batch_bytes = None
        self.fault = lambda path: None
        self.lock = threading.Lock()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.thread.start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    # --- feed ---
    def publish(self, items, head, epoch=None, deltas=(), publication="main", expires=None, **changes):
        """Writes a snapshot of `items` and its pointer; `deltas` as (from, to, items)."""
        epoch = self.keys.epoch if epoch is None else epoch
        snapshot = self._file(publication, epoch, 0, head, items)
        steps = [{"from": a, "to": b, **self._file(publication, epoch, a, b, some)} for a, b, some in deltas]
        said = {
            "publication": publication,
            "epoch": epoch,
            "head": head,
            "expires": expires or (datetime.now(UTC) + timedelta(days=7)).isoformat(),
            "snapshot": {"seq": head, **snapshot},
            "deltas": steps,
            "keys_version": self.keys.version,
        } | changes
        self.point(self.keys.sign("pointer", said), publication)
        return said

    def point(self, thing, publication="main"):
        self.files[f"/feed/{publication}/pointer.json"] = json.dumps(thing).encode()

    def _file(self, publication, epoch, start, end, items):
        text = json.dumps({"publication": publication, "epoch": epoch, "from": start, "to": end, "items": items})
        return self.put_file(gzip.compress(text.encode(), 1), publication)

    def put_file(self, data, publication="main"):
        digest = hashlib.sha256(data).hexdigest()
        self.files[f"/feed/{publication}/{digest}.json.gz"] = data
        return {"sha256": digest, "bytes": len(data)}

    # --- answers ---
    def answer(self, path, headers, body):
        """(status, bytes) for one request."""
        said = json.loads(body)
        if path == "/api/kiosk/v1/enrol":
            return self._enrol(said)
        device = self._device(path, headers, body)
        if device is None:
            return 401, b"{}"
        if device in self.revoked:
            return 403, json.dumps(
                self.keys.sign("revoked", {"device_id": device, "at": "2026-11-18T09:00:00Z"})
            ).encode()
        kind = path.rsplit("/", 1)[-1]
        return getattr(self, f"_{kind}")(device, said)

    def _device(self, path, headers, body):
        from offline_cache import sealing

        try:
            thing = json.loads(headers["Linsheng-Request"])
            said = sealing.opened("request", thing, self.devices[thing["key_id"]])
        except (TypeError, KeyError, sealing.NotGenuine):
            return None
        right = (said["path"], said["body_sha256"]) == (path, hashlib.sha256(body).hexdigest())
        return said["device_id"] if right else None

    def _enrol(self, said):
        from offline_cache import sealing

        public, device_id = sealing.unbase64(said["device_public"]), str(uuid.uuid4())
        if said["code"] not in self.codes or public in {self.devices[device] for device in self.revoked}:
            return 403, b'{"why": "code"}'
        self.codes.discard(said["code"])
        self.devices[device_id] = public
        return 200, json.dumps(self.keys.enrolment(public, device_id)).encode()

    def _envelopes(self, device, said):
        if self.max_batch_bytes and len(json.dumps(said)) > self.max_batch_bytes:
            return 413, b"too large"
        answers = [self._store(device, envelope) for envelope in said["envelopes"]]
        return 200, json.dumps({"answers": answers}).encode()

    def _store(self, device, envelope):
        from offline_cache import sealing

        signed = {name: envelope[name] for name in ("signed", "key_id", "sig")}
        told = sealing.opened("envelope", signed, self.devices[device])
        assert hashlib.sha256(sealing.unbase64(envelope["sealed"])).hexdigest() == told["sealed_sha256"]
        why = self.refuse.get(told["ref"])
        if why:
            return self.keys.answer(envelope, "refused", why)
        with self.lock:
            first = self.stored.setdefault(told["ref"], told)
            self.posts.append(told["ref"])
        if first["sealed_sha256"] != told["sealed_sha256"]:
            return self.keys.answer(envelope, "refused", "conflict")
        return self.keys.answer(envelope)

    def _hello(self, device, said):
        self.hellos.append(said)
        lease = self.keys.lease(device, self.top_up) if self.top_up else None
        reply = {
            "device_id": device,
            "keys_version": self.keys.version,
            "time": self.time or datetime.now(UTC).isoformat(),
            "lease": lease,
            "settings": self.keys.sign("settings", self.settings) if self.settings else None,
            "hall": {"id": self.hall},
            "publication": "main",
            "roster": [],
            "drop_refs": self.drop_refs,
            "epoch": self.keys.epoch,
        }
        return 200, json.dumps(self.keys.sign("hello", reply)).encode()

    def _statuses(self, device, said):
        known = [self.statuses[code] | {"receipt": code} for code in said["receipts"] if code in self.statuses]
        return 200, json.dumps(self.keys.sign("statuses", {"statuses": known})).encode()

    def _handler(self):
        platform = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                self._reply(lambda: platform.answer(self.path, self.headers, body))

            def do_GET(self):
                if self.path == "/feed/keys.json":
                    self._reply(lambda: (200, json.dumps(platform.keys.key_list()).encode()))
                elif self.path == "/feed/roots.json" and platform.keys.roots:
                    self._reply(lambda: (200, json.dumps({"roots": platform.keys.roots}).encode()))
                else:
                    self._reply(lambda: (200, platform.files[self.path]) if self.path in platform.files else (404, b""))

            def _reply(self, make):
                fault = platform.fault(self.path)
                if callable(fault):
                    fault(self, make)
                    self.close_connection = True
                    return
                status, data = fault or make()
                self.send(status, data)

            def send(self, status, data, length=None, headers=()):
                self.send_response(status)
                self.send_header("Content-Length", str(len(data) if length is None else length))
                for name, value in headers:
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *args):
                pass

        return Handler
