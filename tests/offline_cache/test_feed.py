"""New content: taken whole when it is genuine, newer and well-formed; otherwise the last good one stays."""

import gzip
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from offline_cache import packaged
from offline_cache.feed import Unfit
from offline_cache.platform_client import Answered, Away


@pytest.fixture
def items():
    """The places of the packaged snapshot, numbered 1, 2, 3 …"""
    places = [item for item in packaged.snapshot()["items"] if item["kind"] == "place"]
    return [item | {"seq": number} for number, item in enumerate(places, 1)]


@pytest.fixture
def first(server, sync, items):
    """A kiosk that has taken version 10: ten places."""
    server.publish(items[:10], 10)
    assert sync.feed.poll() is True
    return sync


def codes(catalogue):
    return {place.id for place in catalogue.every_place()}


def test_the_first_snapshot_replaces_the_packaged_one_whole(first, catalogue, items):
    state = catalogue.state()
    assert (state.version, state.items, state.stale) == (10, 10, False)
    assert codes(catalogue) == {item["id"] for item in items[:10]}
    assert catalogue.services() == ()


def test_nothing_new_changes_nothing(first):
    assert first.feed.poll() is False


def test_deltas_change_and_delete(server, first, catalogue, items):
    gone = items[0] | {"seq": 12, "deleted": True, "body": None}
    server.publish(items[1:11], 12, deltas=[(10, 11, [items[10]]), (11, 12, [gone])])
    assert first.feed.poll() is True
    assert codes(catalogue) == {item["id"] for item in items[1:11]}
    assert catalogue.state().version == 12


def test_a_kiosk_outside_the_window_takes_the_snapshot(server, first, catalogue, items):
    server.publish(items[:20], 40, deltas=[(38, 40, [])])
    assert first.feed.poll() is True
    assert (catalogue.state().version, len(codes(catalogue))) == (40, 20)


def test_a_new_epoch_takes_the_snapshot_even_with_a_lower_head(server, first, catalogue, items, platform):
    platform.epoch += 1
    server.publish(items[:2], 3)
    assert first.feed.poll() is True
    assert (catalogue.state().epoch, catalogue.state().version) == (platform.epoch, 3)


def bad_signature(server, items):
    thing = json.loads(server.files["/feed/main/pointer.json"])
    server.point(thing | {"signed": thing["signed"].replace('"head": 12', '"head": 13')})


def other_signer(server, items):
    from nacl.signing import SigningKey

    server.point(server.keys.sign("pointer", server.publish(items[:12], 12), SigningKey.generate()))


def other_kind(server, items):
    server.point(server.keys.sign("answer", server.publish(items[:12], 12)))


def older_version(server, items):
    server.publish(items[:9], 9)


def older_epoch(server, items):
    server.publish(items[:12], 99, epoch=server.keys.epoch - 1)


def other_publication(server, items):
    said = server.publish(items[:12], 12)
    server.point(server.keys.sign("pointer", said | {"publication": "other"}))


def altered(server, items):
    said = server.publish(items[:12], 12)
    name = f"/feed/main/{said['snapshot']['sha256']}.json.gz"
    data = bytearray(server.files[name])
    data[len(data) // 2] ^= 1
    server.files[name] = bytes(data)


def cut(server, items):
    said = server.publish(items[:12], 12)
    name = f"/feed/main/{said['snapshot']['sha256']}.json.gz"
    server.files[name] = server.files[name][:-10]


def with_file(server, data):
    named = server.put_file(data)
    server.publish([], 12, snapshot={"seq": 12, **named})


def bomb(server, items):
    with_file(server, gzip.compress(b" " * (257 * 1024 * 1024), 1))


def deep(server, items):
    body = '{"a":' * 30 + "1" + "}" * 30
    head = f'"publication":"main","epoch":{server.keys.epoch},"from":0,"to":12'
    with_file(server, gzip.compress(f'{{{head},"items":[],"x":{body}}}'.encode()))


def very_deep(server, items):
    with_file(server, gzip.compress(b"[" * 200_000))


def not_gzip(server, items):
    with_file(server, b"{}")


def malformed_item(server, items):
    server.publish([items[0] | {"body": {"id": items[0]["id"], "name": "no Text"}}], 12)


def other_id(server, items):
    server.publish([items[0] | {"id": "another"}], 12)


def seq_too_high(server, items):
    server.publish([items[0] | {"seq": 13}], 12)


def huge_delta(server, items):
    step = {"from": 10, "to": 12, "sha256": "0" * 64, "bytes": 3 * 1024 * 1024}
    _point_with(server, items, [step])


def _point_with(server, items, deltas):
    said = server.publish(items[:12], 12)
    server.point(server.keys.sign("pointer", said | {"deltas": deltas}))


def path_for_a_hash(server, items):
    said = server.publish(items[:12], 12)
    snapshot = said["snapshot"] | {"sha256": "../../secret".ljust(64, "x")}
    server.point(server.keys.sign("pointer", said | {"snapshot": snapshot}))


BAD = [
    bad_signature, other_signer, other_kind, older_version, older_epoch, other_publication, altered, cut, bomb, deep,
    very_deep, not_gzip, malformed_item, other_id, seq_too_high, huge_delta, path_for_a_hash,
]  # fmt: skip


@pytest.mark.parametrize("bad", BAD)
def test_what_is_wrong_is_rejected_whole_and_told_to_staff(server, first, catalogue, items, caplog, bad):
    if bad is bad_signature:
        server.publish(items[:12], 12)
    before = codes(catalogue)
    bad(server, items)
    caplog.clear()
    polled = first.feed.poll()
    assert isinstance(polled, Unfit) or (bad is cut and isinstance(polled, Away))
    assert codes(catalogue) == before
    assert catalogue.state().version == 10
    if isinstance(polled, Unfit):
        assert len([record for record in caplog.records if record.levelname == "ERROR"]) == 1
    server.publish(items[:15], 15)
    assert first.feed.poll() is True
    assert catalogue.state().version == 15


def test_content_altered_on_the_way_is_asked_for_again_but_not_for_ever(server, first, items, monkeypatch):
    """A wrong byte in the file, and the pointer's own ETag: with it the true file would never be fetched again."""
    asked = []
    get = first.exchange.client.get

    def with_etag(path, cap, etag=None):
        asked.append(etag)
        answered = get(path, cap)
        return replace(answered, etag='"1"') if isinstance(answered, Answered) else answered

    monkeypatch.setattr(first.exchange.client, "get", with_etag)
    altered(server, items)
    for _ in range(4):
        assert isinstance(first.feed.poll(), Unfit)
    assert [etag for etag in asked if etag] == ['"1"']


def test_a_kiosk_that_is_moved_does_not_ask_whether_the_former_pointer_still_holds(server, first, monkeypatch):
    """nginx makes an ETag of time and size: another publication's pointer may have the same."""
    asked = []
    get = first.exchange.client.get

    def with_etag(path, cap, etag=None):
        asked.append((path, etag))
        return replace(get(path, cap), etag='"1"')

    monkeypatch.setattr(first.exchange.client, "get", with_etag)
    first.feed.poll()
    first.feed.poll()
    first.exchange.who = replace(first.exchange.who, publication="other")
    monkeypatch.setattr(
        first.exchange.client, "get", lambda path, cap, etag=None: asked.append((path, etag)) or Away("x")
    )
    first.feed.poll()
    assert [etag for path, etag in asked if path.endswith("pointer.json")] == [None, '"1"', None]


def test_pictures_do_not_hold_up_what_comes_after(server, first, catalogue, monkeypatch):
    """A platform that goes away between two pictures is waited for once."""
    monkeypatch.setattr(catalogue, "pictures", lambda: {f"{digit * 64}.png" for digit in "abc"})
    asked = []
    server.fault = lambda path: asked.append(path) or (lambda handler, make: handler.connection.close())
    first.feed._take_pictures()
    assert len(asked) == 1


def test_the_version_never_falls_even_when_the_content_is_lost(server, first, catalogue, items):
    catalogue.at.content.unlink()
    next(catalogue.at.good.iterdir()).unlink()
    catalogue.prepare()
    assert catalogue.state().epoch == 0
    server.publish(items[:9], 9)
    assert isinstance(first.feed.poll(), Unfit)
    server.publish(items[:10], 10)
    assert first.feed.poll() is True


def test_stale_content_is_shown_and_said_to_be_stale(server, first, catalogue, items):
    server.publish(items[:10], 11, expires=(datetime.now(UTC) - timedelta(hours=1)).isoformat())
    assert first.feed.poll() is True
    assert catalogue.state().stale is True
    assert len(codes(catalogue)) == 10


def test_a_bundle_from_a_usb_stick(server, first, catalogue, items):
    from offline_cache import sealing

    said = server.publish(items[:12], 12)
    data = server.files[f"/feed/main/{said['snapshot']['sha256']}.json.gz"]
    pointer = json.loads(server.files["/feed/main/pointer.json"])
    files = {said["snapshot"]["sha256"]: sealing.base64_of(data)}
    assert first.feed.take_bundle({"pointer": pointer, "files": files}) is True
    assert catalogue.state().version == 12


def test_a_picture_is_shown_only_when_it_is_here_and_verified(server, first, catalogue, data_dir):
    import hashlib

    poster = next(i for i in packaged.snapshot()["items"] if i["kind"] == "notice" and i["body"]["kind"] == "poster")
    data = b"\x89PNG picture"
    digest = hashlib.sha256(data).hexdigest()
    body = poster["body"] | {"picture": {"sha256": digest, "bytes": len(data), "ext": "png"}}
    server.publish([poster | {"seq": 1, "body": body}], 20)
    server.files[f"/feed/media/{digest}.png"] = b"another picture"
    first.feed.poll()
    assert catalogue.posters() == ()
    server.files[f"/feed/media/{digest}.png"] = data
    server.publish([poster | {"seq": 1, "body": body}], 21)
    first.feed.poll()
    assert [shown.picture for shown in catalogue.posters()] == [f"{digest}.png"]


def test_packaged_content_before_the_first_feed(catalogue):
    state, items = catalogue.state(), len(packaged.snapshot()["items"])
    assert items > 1000
    assert (state.epoch, state.version, state.items, state.expires) == (0, items, items, None)
    assert len(catalogue.services()) == 196
    assert catalogue.service("yb-jumin") == catalogue.service("a2dbe607-db82-555d-a89e-1a5cd0c3efb0")
    assert len(catalogue.families()) == 6
    assert {category.family for category in catalogue.categories("health")} == {"health"}
    assert len(catalogue.posters()) == 5
    assert catalogue.places()[0].kind in {"estate", "landmark"}
    assert {place.parent for place in catalogue.places("jy")} == {"jy"}


def test_notices_are_shown_in_their_time_only(server, first, catalogue):
    notice = next(i for i in packaged.snapshot()["items"] if i["kind"] == "notice")
    body = notice["body"] | {"starts": "2030-01-01T00:00:00+08:00", "expires": "2030-02-01T00:00:00+08:00"}
    server.publish([notice | {"seq": 1, "body": body}], 20)
    first.feed.poll()
    assert catalogue.notices(datetime(2029, 12, 31, tzinfo=UTC)) == ()
    assert len(catalogue.notices(datetime(2030, 1, 2, tzinfo=UTC))) == 1
    assert catalogue.notices(datetime(2030, 2, 2, tzinfo=UTC)) == ()
