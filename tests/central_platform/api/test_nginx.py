"""nginx with the configuration we ship: the feed as files, nothing else of the data directory, and a sentence when nobody is behind."""

import gzip
import hashlib
import os
import shutil
import tempfile
from pathlib import Path

import front
import pytest
import requests

from central_platform.feed import disk

pytestmark = pytest.mark.skipif(not front.installed(), reason="nginx is not installed")

FILE = gzip.compress(b"{}", mtime=0)
NAME = f"{hashlib.sha256(FILE).hexdigest()}.json.gz"


@pytest.fixture
def site(tmp_path_factory):
    """nginx before a data directory, with nobody behind it."""
    folder = tmp_path_factory.mktemp("nginx")
    for parent in (folder, *folder.parents):
        if parent == Path(tempfile.gettempdir()):
            break
        parent.chmod(0o711)  # its workers are somebody else
    data = folder / "data"
    disk.write(data / "feed/main/pointer.json", b'{"signed":"1"}')
    disk.write(data / "feed/main" / NAME, FILE)
    (data / "feed/main/.lock").touch()
    disk.write(data / "feed/media" / f"{'0' * 64}.png", b"png")
    for secret in ("keys/signing.json", "platform.sqlite3", "secret-key"):
        disk.write(data / secret, b"secret")
    page = data / "static/staff/away.html"
    page.parent.mkdir(parents=True)
    shutil.copy(front.stage.ROOT / "central_platform/static/staff/away.html", page)
    page.chmod(0o644)
    nginx = front.Nginx(folder / "nginx", front.stage.free_port(), data)
    yield nginx, data
    nginx.stop()


def test_the_feed_is_files_and_nothing_else_is(site):
    nginx, data = site
    pointer = requests.get(f"{nginx.url}/feed/main/pointer.json", timeout=5)
    assert pointer.headers["Cache-Control"] == "public, max-age=10"
    assert "Content-Encoding" not in pointer.headers  # a kiosk takes the bytes as they come
    asked = {"If-None-Match": pointer.headers["ETag"]}
    assert requests.get(pointer.url, headers=asked, timeout=5).status_code == 304
    disk.write(data / "feed/main/pointer.json", b'{"signed":"2"}')  # the same length, perhaps the same second
    assert requests.get(pointer.url, headers=asked, timeout=5).content == b'{"signed":"2"}'

    file = requests.get(f"{nginx.url}/feed/main/{NAME}", timeout=5)
    assert file.content == FILE and "Content-Encoding" not in file.headers
    assert file.headers["Cache-Control"].endswith("immutable")
    picture = requests.get(f"{nginx.url}/feed/media/{'0' * 64}.png", timeout=5)
    assert (picture.content, picture.headers["Content-Type"]) == (b"png", "image/png")

    hidden = ("feed/main/.lock", "feed/main/", "feed/nobody/pointer.json")
    assert {requests.get(f"{nginx.url}/{path}", timeout=5).status_code for path in hidden} == {404}
    for path in ("keys/signing.json", "platform.sqlite3", "secret-key", "feed/..%2fkeys/signing.json"):
        answer = requests.get(f"{nginx.url}/{path}", timeout=5)
        assert answer.status_code == 503 and b"secret" not in answer.content  # handed on, and nobody is there


def test_while_gunicorn_is_away_kiosks_wait_and_staff_read_a_sentence(site):
    nginx, _ = site
    said = requests.get(f"{nginx.url}/staff/", timeout=5)
    assert said.status_code == 503 and "平台暂时用不了" in said.content.decode()
    assert requests.post(f"{nginx.url}/api/kiosk/v1/envelopes", data=b"{}", timeout=5).status_code == 503
    too_much = os.urandom(4 * 2**20 + 1)
    assert requests.post(f"{nginx.url}/api/kiosk/v1/envelopes", data=too_much, timeout=5).status_code == 413
    tries = [requests.post(f"{nginx.url}/api/kiosk/v1/enrol", data=b"{}", timeout=5).status_code for _ in range(14)]
    assert tries[0] == 503 and tries[-1] == 429
