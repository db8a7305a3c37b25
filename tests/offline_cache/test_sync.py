"""Sending and asking, against a real socket that answers rightly, wrongly, late, cut or not at all."""

import io
import json
import time
from datetime import UTC, datetime

import pytest

from offline_cache import identity, leases
from offline_cache.enrolment import Enrolled, NotTaken, enrol
from offline_cache.exchange import Revoked
from offline_cache.platform_client import Away, Client
from offline_cache.records import NoStory, Story
from offline_cache.sync import Offline, Sync, Synced

PORTAL = b"<html><body>Welcome! Please log in.</body></html>"


def publish_nothing(server):
    server.publish([], 1)


def test_a_round_sends_everything_once(server, sync, post, joined):
    publish_nothing(server)
    receipts = {post().ref: None for _ in range(5)}
    assert sync.once() == Synced(0, (), True)
    assert set(server.stored) == set(receipts)
    assert sync.once() == Synced(0, (), False)
    assert sorted(server.posts) == sorted(receipts)
    assert joined.counts().delivered == 5


def test_what_the_platform_receives_names_this_device(server, sync, post):
    receipt = post(place="jy-3-1", contact="13800000000")
    sync.push()
    told = server.stored[receipt.ref]
    assert told["device_id"] == sync.exchange.who.device_id
    assert (told["receipt"], told["place"], told["category"]) == (receipt.code, "jy-3", "streetlight")
    assert "13800000000" not in json.dumps(told)


def cut(handler, make):
    status, data = make()
    handler.send(status, data[: len(data) // 2], length=len(data))


def silent(handler, make):
    time.sleep(2.5)


def reset(handler, make):
    make()
    handler.connection.close()


def dripping(handler, make):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-A: ")
    try:
        for _ in range(200):
            handler.wfile.write(b"a")
            handler.wfile.flush()
            time.sleep(0.05)
    except OSError:
        return


def endless(handler, make):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    try:
        for _ in range(2000):
            handler.wfile.write(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")
    except OSError:
        return


def elsewhere(handler, make):
    handler.send(302, b"", headers=[("Location", "http://127.0.0.1:1/")])


FAULTS = {
    "portal": (200, PORTAL),
    "empty": (200, b""),
    "json of nobody": (200, b'{"answers": []}'),
    "not an object": (200, b"[]"),
    "unsigned answer": (200, b'{"answers": [{"outcome": "stored"}]}'),
    "unsigned 401": (401, b"{}"),
    "unsigned 403": (403, b"{}"),
    "404": (404, b""),
    "409": (409, b"conflict"),
    "500": (500, b"oops"),
    "503": (503, b""),
    "cut": cut,
    "silent": silent,
    "reset": reset,
    "endless": endless,
    "redirect": elsewhere,
}


@pytest.mark.parametrize("name", FAULTS)
def test_whatever_is_not_the_platform_is_away(server, sync, post, joined, name):
    receipt = post()
    server.fault = lambda path: FAULTS[name]
    done = sync.once()
    assert isinstance(done, Offline)
    assert done.left == 1
    assert joined.counts().parked == 0
    server.fault = lambda path: None
    publish_nothing(server)
    assert isinstance(sync.once(), Synced)
    assert list(server.stored) == [receipt.ref]


def test_an_answer_that_drips_is_cut_at_the_deadline(server, sync, post):
    post()
    sync.exchange.client = Client(server.url, 0.3, 0.4)
    server.fault = lambda path: dripping
    began = time.monotonic()
    assert isinstance(sync.once(), Offline)
    assert time.monotonic() - began < 4


def test_a_file_that_drips_is_cut_at_its_deadline(server):
    server.fault = lambda path: dripping
    began = time.monotonic()
    assert isinstance(Client(server.url, 0.3, 0.4).fetch("/model.zip", io.BytesIO(), 100, seconds=1), Away)
    assert time.monotonic() - began < 4


def test_answers_of_another_key_deliver_nothing(server, sync, post, joined, platform):
    post()
    honest = platform.signer
    platform.signer = type(honest).generate()  # still claims the listed key's id
    assert isinstance(sync.push(), Away)
    assert joined.counts().queued == 1
    platform.signer = honest
    assert sync.push() is None
    assert joined.counts().delivered == 1


@pytest.mark.parametrize("member", ["ref", "receipt", "sealed_sha256", "device_id", "kind"])
def test_a_genuine_answer_for_something_else_delivers_nothing(server, sync, post, joined, platform, member):
    post()
    right = platform.answer
    platform.answer = lambda envelope, *args: right(envelope, *args, **{member: "other"})
    sync.push()
    assert joined.counts().queued == 1


def test_a_signed_refusal_parks_that_one_only_and_the_queue_goes_on(server, sync, post, joined):
    publish_nothing(server)
    poison, other = post(), post()
    server.refuse = {poison.ref: "category"}
    assert sync.once() == Synced(0, (poison.ref,), True)
    assert list(server.stored) == [other.ref]
    server.refuse = {}
    assert joined.retry(poison.ref)
    assert sync.once() == Synced(0, (), False)


def test_a_platform_that_chokes_on_one_still_gets_the_others(server, sync, post, joined):
    refs = [post().ref for _ in range(9)]
    envelopes = server._envelopes

    def answer(device, said):
        if any(refs[3] in envelope["signed"] for envelope in said["envelopes"]):
            return 500, b"oops"
        return envelopes(device, said)

    server._envelopes = answer
    sync.push()
    assert set(server.stored) == set(refs) - {refs[3]}
    assert joined.counts().queued == 1


def test_413_halves_and_parks_nothing_for_nobody_has_signed_it(server, sync, post, joined, caplog):
    small = [post().ref for _ in range(7)]
    server.max_batch_bytes = 3000
    sync.push()
    assert set(server.stored) == set(small)
    large = post(words="长" * 2000)
    for _ in range(12):
        assert sync.push() is None
    assert caplog.text.count(f"envelope {large.ref} does not get through") == 1
    assert (joined.counts().parked, joined.counts().queued) == (0, 1)
    server.max_batch_bytes = None
    sync.push()
    assert large.ref in server.stored


@pytest.mark.parametrize("status", [400, 403, 404, 409, 410, 413, 422, 500, 502])
def test_what_stops_some_envelopes_stops_no_other(server, sync, post, status):
    """Five in a row that something on the way does not like, at the head of the queue."""
    poison = {post().ref for _ in range(5)}
    rest = {post().ref for _ in range(20)}
    take = server._envelopes

    def displeased(device, said):
        refs = {json.loads(one["signed"])["ref"] for one in said["envelopes"]}
        return (status, b"no") if refs & poison else take(device, said)

    server._envelopes = displeased
    sync.push()
    sync.push()
    assert set(server.stored) == rest
    assert sync.push() is None  # it is not the platform that is away
    server._envelopes = take
    sync.push()
    assert set(server.stored) == rest | poison


@pytest.mark.parametrize("status", [401, 429, 503])
def test_what_would_meet_every_envelope_is_asked_once(server, sync, post, status):
    for _ in range(8):
        post()
    asked = []
    server.fault = lambda path: (status, asked.append(path) or b"later")
    assert isinstance(sync.push(), Away)
    assert len(asked) == 1


def test_a_thousand_strange_answers_ask_for_newer_keys_once(server, sync, post):
    post()
    strange = {"signed": "{}", "key_id": "s-0123456789abcdef", "sig": "AA=="}
    asked = []

    def flooded(path):
        asked.append(path)
        return (200, json.dumps({"answers": [strange] * 1000}).encode()) if path.endswith("envelopes") else None

    server.fault = flooded
    assert isinstance(sync.push(), Away)
    assert asked.count("/feed/keys.json") == 1


def test_a_hundred_at_a_time_and_a_voice_note_alone(server, sync, post, joined, note, platform):
    sizes = []
    envelopes = server._envelopes
    server._envelopes = lambda device, said: (sizes.append(len(said["envelopes"])), envelopes(device, said))[1]
    for _ in range(30):
        post()
    post(voice_note=note(60))
    server.top_up = 120
    sync.hello()
    for _ in range(90):
        post()
    assert sync.push() is None
    assert joined.counts().queued == 0
    assert sizes == [31, 1, 90]


def test_the_same_answer_twice_is_one_row_and_conflict_parks(server, sync, post, joined):
    receipt = post()
    sync.push()
    joined.offer_again(server.keys.epoch + 1)
    sync.push()
    assert server.posts == [receipt.ref, receipt.ref]
    assert joined.counts().delivered == 1
    server.stored[receipt.ref]["sealed_sha256"] = "other"
    joined.offer_again(server.keys.epoch + 1)
    sync.push()
    assert joined.row(receipt.ref).envelope.why == "conflict"


def test_a_restored_platform_gets_again_what_it_forgot(server, sync, post, joined):
    publish_nothing(server)
    refs = {post().ref for _ in range(4)}
    sync.once()
    server.stored.clear()
    server.keys.epoch += 1000
    publish_nothing(server)
    assert isinstance(sync.once(), Synced)
    assert set(server.stored) == refs


def test_hello_shows_something_the_platform_has_signed(server, sync, post):
    publish_nothing(server)
    post()
    sync.once()
    sync.once()
    proof = server.hellos[-1]["proof"]
    assert proof["key_id"] == server.keys.signing_id
    assert json.loads(proof["signed"])["outcome"] == "stored"


def test_hello_brings_numbers_time_and_erasures(server, sync, post, joined, data_dir):
    receipt = post()
    server.top_up = 50
    server.time = "2030-01-01T00:00:00+00:00"
    server.drop_refs = [receipt.ref, "unknown"]
    assert sync.hello() is None
    who = identity.load(joined.at)
    assert leases.stock(joined.at, who.device_id, joined.used()).leased == 90
    assert joined.clock.now().at >= datetime(2030, 1, 1, tzinfo=UTC)
    assert joined.clock.now().ok is False  # years off: said so
    assert joined.row(receipt.ref).envelope.sealed == b""
    assert not (data_dir / "spool" / receipt.ref).exists()


def test_revoked_counts_only_when_signed(server, sync, post, joined):
    post()
    server.fault = lambda path: (403, b'{"signed": "{}", "key_id": "s-0", "sig": ""}')
    assert isinstance(sync.once(), Offline)
    server.fault = lambda path: None
    server.revoked.add(sync.exchange.who.device_id)
    assert isinstance(sync.once(), Revoked)
    assert joined.counts().queued == 1


def test_a_new_signing_key_is_learnt_from_the_root_signed_list(server, sync, post, joined, platform):
    from nacl.signing import SigningKey

    from offline_cache import sealing

    post()
    platform.signer = SigningKey.generate()
    platform.signing_id = sealing.key_id("s", bytes(platform.signer.verify_key))
    assert isinstance(sync.push(), Away)  # the list is not newer: not believed
    platform.version = 2
    assert sync.push() is None
    assert joined.counts().delivered == 1
    assert identity.load(joined.at).keys.version == 2
    platform.version = 1
    assert sync.exchange.refresh_keys() is False


def test_stories(server, sync, post, joined):
    receipt = post(place="jy-3")
    history = [
        {"status": "filed", "at": "2026-11-18T09:00:00+08:00"},
        {"status": "taken", "at": "2026-11-19T09:00:00+08:00"},
    ]
    story = sync.ask(receipt.code)
    assert (story.status, story.fresh) == ("filed", False)  # still waiting here
    sync.push()
    server.statuses[receipt.code] = {"status": "taken", "history": history, "reply": "张师傅会来", "promised": None}
    story = sync.ask(receipt.code)
    assert isinstance(story, Story)
    assert (story.status, story.reply, story.fresh, story.place) == ("taken", "张师傅会来", True, "jy-3")
    assert sync.ask("417093568") == NoStory("unknown")
    server.fault = lambda path: (200, PORTAL)
    offline = sync.ask(receipt.code)
    assert (offline.status, offline.reply, offline.fresh) == ("taken", None, False)
    assert sync.ask("417093568") == NoStory("offline")


def test_a_round_remembers_the_last_word_of_reports_filed_here(server, sync, post, joined):
    publish_nothing(server)
    receipt = post()
    server.statuses[receipt.code] = {
        "status": "started",
        "history": [{"status": "started", "at": "2026-11-20T08:00:00Z"}],
    }
    sync.once()
    assert joined.story(receipt.code).status == "started"


def test_wrong_code_wrong_fingerprint_other_root(server, client, joined, post):
    assert enrol(joined, client, server.url, "WRONG", "t", None) == NotTaken("code")
    server.codes.add("SECOND")
    assert enrol(joined, client, server.url, "SECOND", "t", "0000 0000 0000") == NotTaken("fingerprint")
    post()
    server.keys.__init__()
    server.codes.add("THIRD")
    assert enrol(joined, client, server.url, "THIRD", "t", None) == NotTaken("root")
    server.fault = lambda path: (200, PORTAL)
    assert enrol(joined, client, server.url, "X", "t", None) == NotTaken("not-genuine")


def test_enrolling_again_keeps_what_waits_and_signs_it_anew(server, client, sync, joined, post, catalogue):
    receipt = post()
    old = sync.exchange.who.device_id
    server.codes.add("AGAIN")
    assert isinstance(enrol(joined, client, server.url, "AGAIN", "t", None), Enrolled)
    fresh = Sync.made(joined, catalogue, client, "t")
    assert fresh.exchange.who.device_id != old
    assert fresh.push() is None
    assert server.stored[receipt.ref]["device_id"] == fresh.exchange.who.device_id


def test_a_revoked_machine_enrols_with_a_new_key_and_loses_nothing(server, client, sync, joined, post, catalogue):
    receipt, old = post(), sync.exchange.who
    server.revoked.add(old.device_id)
    assert isinstance(sync.push(), Revoked)
    assert enrol(joined, client, server.url, "WRONG", "t", None) == NotTaken("code")
    assert identity.load(joined.at) == old  # until an enrolment has succeeded nothing changes
    next_key = joined.at.next_key.read_bytes()
    server.codes.add("AGAIN")
    assert isinstance(enrol(joined, client, server.url, "AGAIN", "t", None), Enrolled)
    assert joined.at.device_key.read_bytes() == next_key
    assert joined.at.device_key.stat().st_mode & 0o777 == 0o600
    assert not joined.at.next_key.exists()
    assert Sync.made(joined, catalogue, client, "t").push() is None
    assert server.stored[receipt.ref]["device_id"] != old.device_id


def test_plain_http_only_to_this_machine():
    with pytest.raises(ValueError, match="https"):
        Client("http://example.org", 1, 1)
