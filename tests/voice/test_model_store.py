"""Speech models: unpacked with suspicion, tried in a process that may die, switched at once, the one before kept."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import zipfile
from pathlib import Path

import pytest

from voice.model_check import BadModel, check
from voice.model_store import Refused, Store
from voice.models import choose, is_demo, patient


@pytest.fixture
def store(tmp_path) -> Store:
    return Store(tmp_path / "voice")


@pytest.fixture
def packed(model_of, tmp_path):
    """The Mandarin model as a zip file, with its folder inside as models are published; `but` changes a copy first."""

    def pack(name: str = "model", but=lambda folder: None) -> Path:
        folder = tmp_path / name / "vosk-model-xx"
        shutil.copytree(model_of("zh"), folder)
        but(folder)
        return Path(shutil.make_archive(str(tmp_path / name), "zip", tmp_path / name))

    return pack


def taken(root: Path) -> str:
    return check(root, {}).lang


def add_mark(folder: Path) -> None:
    (folder / "README").write_text(folder.parent.name)


def test_a_zip_is_unpacked_checked_and_used(store, packed) -> None:
    file = packed()
    home = store.add(file, hashlib.sha256(file.read_bytes()).hexdigest().upper(), taken)
    assert store.current("zh") == home
    assert (home / "am" / "final.mdl").is_file()
    assert store.previous("zh") is None
    assert choose(store.folder, "zh", False) == (None if is_demo(home) else home)


def test_a_folder_is_taken_too(store, model_of) -> None:
    assert store.add(model_of("en"), None, taken) == store.current("en")


def test_the_model_before_comes_back_and_goes_again(store, packed) -> None:
    first = store.add(packed("first", add_mark), None, taken)
    second = store.add(packed("second", add_mark), None, taken)
    assert (store.current("zh"), store.previous("zh")) == (second, first)
    assert store.roll_back("zh") == first
    assert (store.current("zh"), store.previous("zh")) == (first, second)
    assert store.roll_back("zh") == second
    third = store.add(packed("third", add_mark), None, taken)
    assert (store.current("zh"), store.previous("zh")) == (third, second)
    assert not first.exists(), "only the one before is kept"


def test_the_same_model_again_changes_nothing(store, packed) -> None:
    file = packed("first", add_mark)
    first = store.add(file, None, taken)
    assert store.add(file, None, taken) == first
    assert (store.current("zh"), store.previous("zh")) == (first, None)
    assert taken(first) == "zh"


def test_nothing_before(store, packed) -> None:
    with pytest.raises(Refused) as caught:
        store.roll_back("zh")
    assert caught.value.fault == "nothing-before"


def evil(tmp_path: Path, entries) -> Path:
    file = tmp_path / "evil.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in entries:
            out.writestr(name, content)
    return file


def link(name: str) -> zipfile.ZipInfo:
    one = zipfile.ZipInfo(name)
    one.external_attr = (stat.S_IFLNK | 0o777) << 16
    return one


@pytest.mark.parametrize(
    ("entries", "fault"),
    [
        ([("../outside", b"x")], "unsafe"),
        ([("m/../../outside", b"x")], "unsafe"),
        ([("/etc/outside", b"x")], "unsafe"),
        ([("m\\..\\outside", b"x")], "unsafe"),
        ([("C:/outside", b"x")], "unsafe"),
        ([(link("m/am"), b"/etc")], "unsafe"),
        ([("m/am/final.mdl", b"\0" * 300_000_000)], "too-big"),
        ([(f"m/{number}", b"") for number in range(2_001)], "too-big"),
        ([("m/am", b"x"), ("m/am/final.mdl", b"x")], "unsafe"),
        ([("readme", b"no model here")], "no-model"),
        ([], "no-model"),
    ],
    ids=["up", "up inside", "absolute", "backslash", "drive", "link", "bomb", "many", "twice", "no model", "nothing"],
)
def test_a_zip_that_wants_out_or_is_no_model_is_refused_and_the_old_one_stays(
    store, packed, tmp_path, entries, fault
) -> None:
    home = store.add(packed(), None, taken)
    before = sorted(tmp_path.rglob("*"))
    file = evil(tmp_path, entries)
    with pytest.raises(Refused) as caught:
        store.add(file, None, taken)
    assert caught.value.fault == fault
    file.unlink()
    assert sorted(tmp_path.rglob("*")) == before, "nothing is left behind, inside or outside"
    assert store.current("zh") == home


def test_a_header_that_lies_about_its_size_is_refused(store, tmp_path) -> None:
    file = evil(tmp_path, [("m/am/final.mdl", b"\0" * 5_000_000)])
    data = file.read_bytes()
    file.write_bytes(data.replace((5_000_000).to_bytes(4, "little"), (5_000).to_bytes(4, "little")))
    with pytest.raises(Refused) as caught:
        store.add(file, None, taken)
    assert caught.value.fault in ("too-big", "not-a-zip")


@pytest.mark.parametrize("content", [b"", b"<html>404</html>", b"PK\x03\x04" + bytes(500)])
def test_what_is_no_zip_is_refused(store, tmp_path, content) -> None:
    file = tmp_path / "x.zip"
    file.write_bytes(content)
    with pytest.raises(Refused) as caught:
        store.add(file, None, taken)
    assert caught.value.fault == "not-a-zip"


def test_a_wrong_hash_and_a_missing_file_are_refused(store, packed, tmp_path) -> None:
    with pytest.raises(Refused) as caught:
        store.add(packed(), "0" * 64, taken)
    assert caught.value.fault == "hash"
    with pytest.raises(Refused) as caught:
        store.add(tmp_path / "nothing.zip", None, taken)
    assert caught.value.fault == "not-found"
    assert store.current("zh") is None


def test_a_folder_with_a_link_is_refused(store, model_of, tmp_path) -> None:
    folder = tmp_path / "stick"
    shutil.copytree(model_of("zh"), folder)
    (folder / "conf" / "secret").symlink_to("/etc/passwd")
    with pytest.raises(Refused) as caught:
        store.add(folder, None, taken)
    assert caught.value.fault == "unsafe"


def _cut(part: str, share: float):
    def damage(folder: Path) -> None:
        file = folder / part
        if share < 0:
            file.unlink()
        else:
            os.truncate(file, int(file.stat().st_size * share))

    return damage


@pytest.mark.parametrize(
    ("part", "share"),
    [
        ("am/final.mdl", 0.5),
        ("graph/HCLr.fst", 0.5),
        ("graph/HCLr.fst", -1),
        ("graph/Gr.fst", 0.5),
        ("graph/Gr.fst", -1),
    ],
)
def test_a_damaged_model_is_refused_even_when_it_kills_who_tries_it(store, packed, part, share) -> None:
    home = store.add(packed("good"), None, taken)
    with pytest.raises(BadModel):
        store.add(packed("bad", _cut(part, share)), None, taken)
    assert store.current("zh") == home


def test_a_model_that_kills_the_process_is_told_as_such(model_of, tmp_path, monkeypatch) -> None:
    """vosk that dies of a signal, as it does on an invalid grammar."""
    (tmp_path / "vosk.py").write_text("import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)\n")
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}:{Path(__file__).parents[2]}")
    with pytest.raises(BadModel, match="killed"):
        check(model_of("zh"), {})


def test_the_check_tells_language_and_lacking_words(model_of) -> None:
    assert check(model_of("en"), {"en": ["go back"], "zh": ["返回"]}).lang == "en"
    found = check(model_of("zh"), {"zh": ["居住证", "龘靐"]})
    assert (found.lang, found.lacks) == ("zh", ("龘", "靐"))


def test_a_demo_model_is_chosen_only_where_it_is_allowed(tmp_path, model_of) -> None:
    folder = tmp_path / "voice"
    shutil.copytree(model_of("zh"), folder / "zh")
    (folder / "zh" / "demo.json").write_text('{"demo": true, "lang": "zh"}')
    assert choose(folder, "zh", demo_allowed=True) == (folder / "zh").resolve()
    assert choose(folder, "zh", demo_allowed=False) is None
    (folder / "zh" / "demo.json").unlink()
    assert choose(folder, "zh", demo_allowed=False) == (folder / "zh").resolve()


def test_a_damaged_demo_mark_is_a_mark(tmp_path) -> None:
    (tmp_path / "demo.json").write_text("{")
    assert is_demo(tmp_path)


def test_hasty_rules_become_ours_for_loading_only(model_of, tmp_path) -> None:
    model = tmp_path / "model"
    shutil.copytree(model_of("zh"), model)
    (model / "conf" / "model.conf").write_text("--beam=11.0\n--endpoint.rule2.min-trailing-silence=0.5\n")
    with patient(model) as folder:
        conf = (folder / "conf" / "model.conf").read_text()
        assert "--beam=11.0" in conf
        assert "rule2.min-trailing-silence=4.0" in conf
        assert "=0.5" not in conf
        assert (folder / "am" / "final.mdl").exists()
    assert not folder.exists()
    (model / "conf" / "model.conf").write_text(conf)
    with patient(model) as folder:
        assert folder == model
