"""A sentence told to the community: kept before anybody says thanks, sealed, delivered once, opened by the platform alone."""

import json
import subprocess
import uuid
from contextlib import suppress

import pytest
from nacl.public import SealedBox

from offline_cache import sealing
from offline_cache.ledger import Ledger
from offline_cache.outbox import Outbox
from offline_cache.records import Refused

WORDS = "紫薇花开的时候哪个帮我修剪"


def everything_on_disk(folder):
    return b"\n".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def forms(words):
    """How words may lie on a disk."""
    plain = [words.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be", "gb18030")]
    return [*plain, json.dumps(words).strip('"').encode()]


def test_it_is_kept_in_two_places_and_readable_in_none(outbox, data_dir, catalogue):
    ref = outbox.tell(WORDS, "zh", "normal")
    assert str(uuid.UUID(ref)) == ref
    assert (data_dir / "spool" / ref).is_file()
    (row,) = Ledger(Outbox(data_dir, catalogue)).queued(10)
    kept = row.envelope
    assert (kept.kind, kept.ref, kept.category, kept.receipt, kept.about, kept.place) == ("question", ref, *[None] * 4)
    assert (kept.lang, kept.entrance) == ("zh", "normal")
    disk = everything_on_disk(data_dir)
    assert kept.ref.encode() in disk, "the search can find something"
    assert not [form for form in forms(WORDS) if form in disk]


def test_it_outlives_its_database(outbox, data_dir, catalogue):
    ref = outbox.tell(WORDS)
    (data_dir / "outbox.db").write_bytes(b"nonsense")
    assert [row.envelope.ref for row in Ledger(Outbox(data_dir, catalogue)).queued(10)] == [ref]


def test_the_same_sentence_is_kept_once(outbox, ledger):
    ref = str(uuid.uuid4())
    assert [outbox.tell(WORDS, ref=ref) for _ in range(3)] == [ref] * 3
    assert ledger.counts().queued == 1


def test_it_reaches_the_platform_once_and_opens_there(server, sync, post, platform):
    outbox = Outbox(sync.ledger.at.root, sync.catalogue)
    ref = outbox.tell(WORDS)
    bodies = []
    store = server._store
    server._store = lambda device, envelope: (bodies.append(envelope), store(device, envelope))[1]
    assert sync.push() is None
    assert sync.push() is None
    assert server.posts == [ref]
    told = server.stored[ref]
    assert (told["kind"], told["category"], told["lang"]) == ("question", None, "zh")
    assert WORDS not in json.dumps(bodies, ensure_ascii=False)
    opened = SealedBox(platform.sealing).decrypt(sealing.unbase64(bodies[0]["sealed"]))
    assert json.loads(opened) == {"words": WORDS}
    assert sync.ledger.counts().queued == 0


@pytest.mark.parametrize(
    ("words", "why"), [("", "words"), (" \n", "words"), ("\ud800", "words"), ("话" * 2001, "too-long")]
)
def test_what_is_no_sentence_is_refused(outbox, ledger, words, why):
    assert outbox.tell(words) == Refused(why)
    assert ledger.counts().queued == 0


def test_a_kiosk_that_is_not_enrolled_refuses(data_dir, catalogue):
    assert Outbox(data_dir, catalogue).tell(WORDS) == Refused("not-enrolled")


def test_a_full_disk_refuses_and_says_so(small_disk, platform, catalogue):
    root = small_disk("4m") / "data"
    platform.enrol_directly(root)
    outbox = Outbox(root, catalogue)
    assert isinstance(outbox.tell(WORDS), str)
    outbox.ballast.release()
    with (root / "full").open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(4096)):
            pass
    assert outbox.tell(WORDS) == Refused("disk-full")
    (root / "full").unlink()
    assert isinstance(outbox.tell(WORDS), str)


def test_a_read_only_disk_refuses(small_disk, platform, catalogue):
    root = small_disk()
    platform.enrol_directly(root / "data")
    outbox = Outbox(root / "data", catalogue)
    assert isinstance(outbox.tell(WORDS), str)
    subprocess.run(["mount", "-o", "remount,ro", root], check=True)
    assert outbox.tell(WORDS) == Refused("read-only")
