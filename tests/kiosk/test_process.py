"""What only a process of its own can show: its exit code, its streams, what it loads, and what it does in a pipe."""

import json
import subprocess
import sys

import pytest

NOT_FOR_A_SEARCH = {"sqlite_utils", "opencc", "pypinyin", "requests", "PySide6", "pyttsx3"}
LOADED = "import sys; from kiosk.__main__ import called; called(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"


@pytest.mark.parametrize(
    ("arguments", "feed", "more_env", "code"),
    [
        (["paths", "--json"], "", {}, 0),
        (["--help"], "", {}, 0),
        (["nonsense"], "", {}, 64),
        (["report", "file", "-", "--json"], "nonsense", {}, 65),
        (["enrol", "--code", "X", "--platform", "http://127.0.0.1:9"], "", {}, 69),
        (["report", "file", "-", "--json"], '{"category": "road"}', {"KIOSK_DATA_DIR": "/proc/nowhere"}, 74),
        (["sync", "once"], "", {}, 77),
        (["paths"], "", {"KIOSK_NONSENSE": "1"}, 78),
    ],
    ids=lambda value: " ".join(value)[:30] if isinstance(value, list) else None,
)
def test_exit_codes(kiosk_process, arguments, feed, more_env, code):
    done = kiosk_process(*arguments, feed=feed, **more_env)
    assert done.code == code
    assert bool(done.err) == (code != 0)


def test_streams_are_utf_8_whatever_the_locale(kiosk_process, with_content):
    done = kiosk_process("service", "search", "路灯", "--json", LC_ALL="C", LANG="C", PYTHONIOENCODING="ascii")
    assert json.loads(done.out)["hits"][0]["name"] == "路灯报修"


def test_logs_are_on_stderr_and_never_in_the_answer(kiosk_process, enrolled, data_dir):
    (data_dir / "outbox.db").write_bytes(b"nonsense" * 512)
    done = kiosk_process("report", "list", "--json", KIOSK_LOG="json")
    assert done.said == {"reports": []}
    assert {"error"} <= {json.loads(line)["level"] for line in done.err.splitlines()}


def test_a_reader_that_goes_away_is_no_error(env, tmp_path):
    command = [sys.executable, "-m", "kiosk", "place", "list"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env | {"PYTHONUNBUFFERED": "1"}, cwd=tmp_path
    ) as child:
        child.stdout.close()
        assert child.stderr.read() == b""
        child.wait(30)


def test_a_search_loads_nothing_heavy(env, tmp_path, with_content):
    command = [sys.executable, "-c", LOADED, "service", "search", "路灯"]
    done = subprocess.run(command, env=env, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "offline_cache.search" in done.stderr.split()
    assert NOT_FOR_A_SEARCH & set(done.stderr.split()) == set()
