"""`kiosk model …`: a field model comes from a stick or the web, is tried first, and can be taken back."""

import hashlib
import shutil
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

import assets

BENCH = {"KIOSK_DEMO_VOICE": "1"}


@pytest.fixture(scope="session")
def demo_zh():
    return assets.path("voice", "demo-zh")


@pytest.fixture
def field(demo_zh, tmp_path):
    """A model without the mark of a demo: what a hall would install."""
    folder = tmp_path / "vosk-model-field"
    shutil.copytree(demo_zh, folder)
    (folder / "demo.json").unlink(missing_ok=True)
    return folder


@pytest.fixture
def packed(field, tmp_path):
    return Path(shutil.make_archive(str(tmp_path / "field"), "zip", field.parent, field.name))


@pytest.fixture
def web(packed):
    """A web server on this machine that has the model."""

    class Quiet(SimpleHTTPRequestHandler):
        def __init__(self, *args):
            super().__init__(*args, directory=str(packed.parent))

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_model_from_a_stick_is_used(kiosk, with_content, packed, data_dir):
    sha256 = hashlib.sha256(packed.read_bytes()).hexdigest()
    done = kiosk("model", "install", packed, "--sha256", sha256, "--lang", "zh", "--json")
    assert done.code == 0
    assert (done.said["installed"], done.said["lang"]) == (True, "zh")
    assert isinstance(done.said["lacks"], list)
    status = kiosk("model", "status", "--json").said
    assert status["zh"]["which"] == "field"
    assert status["zh"]["works"] is True
    assert status["en"] == {"which": "none", "path": None, "previous": None}
    assert list((data_dir / "voice" / "kept").iterdir()) == [Path(status["zh"]["path"])]


def test_a_model_from_the_web_is_used(kiosk, with_content, web, packed):
    sha256 = hashlib.sha256(packed.read_bytes()).hexdigest()
    assert kiosk("model", "install", f"{web}/field.zip", "--sha256", sha256).code == 0
    assert "现场模型" in kiosk("model", "status").out


@pytest.mark.parametrize("path", ["nothing.zip", ""])
def test_what_the_web_does_not_have_is_away(kiosk, web, path, data_dir):
    done = kiosk("model", "install", f"{web}/{path}x", "--json")
    assert (done.code, done.said) == (69, {"installed": False, "why": "away"})
    assert list((data_dir / "voice").iterdir()) == []


@pytest.mark.parametrize("source", ["http://example.org/m.zip", "ftp://127.0.0.1/m.zip", "file:///etc/passwd"])
def test_only_https_or_this_machine(kiosk, source):
    assert kiosk("model", "install", source).code == 69


def test_a_wrong_hash_a_missing_part_another_language(kiosk, with_content, packed, field, tmp_path):
    assert kiosk("model", "install", packed).code == 0
    used = kiosk("model", "status", "--json").said["zh"]["path"]
    assert kiosk("model", "install", packed, "--sha256", "0" * 64, "--json").said["why"] == "hash"
    assert kiosk("model", "install", packed, "--lang", "en", "--json").said["why"] == "lang"
    (field / "graph" / "HCLr.fst").unlink()
    broken = kiosk("model", "install", field, "--json")
    assert (broken.code, broken.said["why"]) == (65, "bad")
    assert kiosk("model", "install", tmp_path / "nothing", "--json").said["why"] == "not-found"
    assert kiosk("model", "status", "--json").said["zh"]["path"] == used


def test_back_to_the_model_before(kiosk, with_content, packed, field):
    assert kiosk("model", "rollback").code == 65
    first = kiosk("model", "install", packed, "--json").said["path"]
    (field / "README").write_text("another one")
    second = kiosk("model", "install", field, "--json").said["path"]
    assert first != second
    assert kiosk("model", "rollback", "--json").said == {"lang": "zh", "path": first}
    assert kiosk("model", "status", "--json").said["zh"] | {"load_ms": 0, "lacks": []} == {
        "which": "field", "path": first, "previous": second, "works": True, "load_ms": 0, "lacks": [],
    }  # fmt: skip


def test_a_demo_model_is_not_for_a_hall(kiosk, with_content, field):
    (field / "demo.json").write_text('{"demo": true, "lang": "zh"}')
    assert kiosk("model", "install", field, "--json").said["why"] == "demo"
    assert kiosk("model", "install", field, **BENCH).code == 0
    away = {"KIOSK_PLATFORM_URL": "https://platform.example.org"}
    assert kiosk("model", "status", "--json", **away).said["zh"]["which"] == "none"
    refused = kiosk("model", "status", **BENCH, **away)
    assert refused.code == 78
    assert "demo_voice" in refused.err


def test_a_hall_without_ears(kiosk, with_content, packed):
    kiosk("model", "install", packed)
    assert kiosk("model", "status", "--json", KIOSK_SPEECH_MODEL="off").said["zh"]["which"] == "none"
