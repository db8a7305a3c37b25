"""The platform's keys: private on disk, renewable, portable without the root."""

import json
import stat
from pathlib import Path

import pytest

from central_platform import crypto
from central_platform.feed import disk, keygen, keys


def listed(role):
    return [row["id"] for row in keys.load().list[role]]


def test_keys_are_made_once_and_only_the_owner_reads_them():
    assert keygen.make() is True
    before = keys.load()
    assert keygen.make() is False and keys.load() == before
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in keys.directory().glob("*.json")}
    assert modes == {"root.json": 0o600, "signing.json": 0o600, "sealing.json": 0o600, "keys.json": 0o644}


def test_no_secret_is_shown_or_published():
    keygen.make()
    public, secret = (keys.directory() / "keys.json").read_text(), keys.load().signing[0].secret
    assert crypto.b64(secret) not in public and repr(secret) not in repr(keys.load())


def test_rotating_the_signing_key_keeps_the_former_for_a_while():
    keygen.make()
    first = keys.load().signing[0].id
    second = keygen.rotate("signing")
    assert listed("signing") == [second, first]
    third = keygen.rotate("signing")
    assert listed("signing") == [third, second] and len(keys.load().signing) == 3
    stolen = keygen.rotate("signing", drop_old=True)
    assert listed("signing") == [stolen] and keys.load().version == 4
    assert crypto.verified("keys", keys.load().document, keys.load().root_public) is not None


def test_rotating_the_sealing_key_still_opens_what_was_sealed_before():
    keygen.make()
    old = keys.load().sealing[0]
    box = crypto.seal(b"words", old.public)
    new = keygen.rotate("sealing")
    assert listed("sealing") == [new] != [old.id]
    assert keys.load().unseal(box, old.id) == b"words"


def test_without_the_root_nothing_rotates_and_with_a_file_of_it_it_does(tmp_path):
    keygen.make()
    root = tmp_path / "stick.json"
    (keys.directory() / "root.json").rename(root)
    with pytest.raises(keys.KeysMissing):
        keygen.rotate("signing")
    assert keygen.rotate("signing", root_file=root) in listed("signing")


def test_another_root_cannot_sign_the_list(tmp_path):
    keygen.make()
    keys.write_role(keys.directory(), "root", (keys.Key.fresh("root"),))
    with pytest.raises(keys.KeysMissing, match="not the root"):
        keygen.rotate("signing")


def test_a_new_root_is_signed_by_the_one_before_and_kept_apart_when_asked(tmp_path, client):
    keygen.make()
    first = keys.load()
    assert client.get("/feed/roots.json").status_code == 404
    keygen.rotate_root()
    second = keys.load()
    keygen.rotate_root(new_file=tmp_path / "third.json")
    third = keys.load()
    assert [ring.version for ring in (first, second, third)] == [1, 2, 3]
    things = client.get("/feed/roots.json").json()["roots"]
    roots = [first.root_public, second.root_public, third.root_public]
    said = [crypto.verified("root", thing, signer) for thing, signer in zip(things, roots, strict=False)]
    assert [one["root"] for one in said] == [crypto.b64(root) for root in roots[1:]]
    assert crypto.verified("keys", third.document, third.root_public) is not None
    assert third.signing == first.signing and third.sealing == first.sealing
    with pytest.raises(keys.KeysMissing, match="not the root"):
        keygen.rotate("signing")
    assert keygen.rotate("signing", root_file=tmp_path / "third.json") in listed("signing")


@pytest.mark.parametrize("killed_at", ["roots.json", "keys.json", "root.json"])
def test_a_rotation_of_the_root_killed_in_between_can_be_done_again(monkeypatch, killed_at):
    keygen.make()
    before = keys.load().root_public
    write, rename = disk.write, Path.replace

    def killed(path, *rest):
        if path.name == killed_at:
            raise KeyboardInterrupt
        return write(path, *rest)

    def never_renamed(path, target):
        if killed_at == "root.json" and path.name == "root.next.json":
            raise KeyboardInterrupt
        return rename(path, target)

    monkeypatch.setattr(disk, "write", killed)
    monkeypatch.setattr(Path, "replace", never_renamed)
    with pytest.raises(KeyboardInterrupt):
        keygen.rotate_root()
    monkeypatch.undo()
    keygen.rotate_root()
    root = before
    for thing in keys.succession():
        said = crypto.verified("root", thing, root)
        assert said is not None, "a root nobody vouched for"
        root = crypto.unb64(said["root"])
    assert root == keys.load().root_public


def test_what_a_dropped_key_has_signed_is_not_ours_any_more():
    keygen.make()
    thing = keys.load().sign("answer", {"ref": "x"})
    keygen.rotate("signing")
    assert keys.load().ours("answer", thing) == {"ref": "x"}
    keygen.rotate("signing", drop_old=True)
    assert keys.load().ours("answer", thing) is None


def test_an_export_carries_what_must_outlive_a_restore(tmp_path, settings):
    keygen.make()
    keygen.rotate_root()
    for name in keygen.MEMORY:
        if name != keys.ROOTS:
            (keys.directory() / name).write_text(f"{name}\n")
    keygen.export(tmp_path / "bundle", "一个很长的口令")
    settings.KEYS_DIR = tmp_path / "elsewhere"
    keygen.restore(tmp_path / "bundle", "一个很长的口令")
    assert {path.name for path in keys.directory().iterdir()} == {*keygen.MEMORY, *keygen.CARRIED}
    assert (keys.directory() / "audit.key").stat().st_mode & 0o077 == 0


def test_an_export_opens_with_its_passphrase_only_and_holds_no_root(tmp_path, settings):
    keygen.make()
    before, root = keys.load(), json.loads((keys.directory() / "root.json").read_text())[0]["secret"]
    bundle = tmp_path / "keys.bundle"
    keygen.export(bundle, "一个很长的口令")
    settings.KEYS_DIR = tmp_path / "elsewhere"
    with pytest.raises(keygen.WrongPassphrase):
        keygen.restore(bundle, "wrong")
    assert not keys.exist()
    keygen.restore(bundle, "一个很长的口令")
    assert keys.load() == before and not (keys.directory() / "root.json").exists()
    assert root not in bundle.read_text()
    with pytest.raises(keys.KeysMissing):
        keygen.restore(bundle, "一个很长的口令")


def test_damaged_keys_say_so(ring):
    (keys.directory() / "signing.json").write_text("[{}]")
    (keys.directory() / "keys.json").touch()
    with pytest.raises(keys.KeysMissing, match="cannot be read"):
        keys.load()
