"""Settings: the environment stands above the file, and what is unknown or wrong is named before anything starts."""

import json

import pytest

from kiosk.settings import BadSettings, Settings, environment, load
from offline_cache import hashed


@pytest.fixture(autouse=True)
def nothing_said(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    for name in environment(Settings()):
        monkeypatch.delenv(name, raising=False)


def test_nothing_said_gives_the_defaults(monkeypatch):
    assert load() == Settings()
    assert (load().idle_seconds, load().platform_url) == (120.0, None)


def test_the_file_is_read_and_the_environment_stands_above_it(monkeypatch, tmp_path):
    (tmp_path / "kiosk.toml").write_text('data_dir = "/here"\nidle_seconds = 90\nlog = "json"\n', "utf-8")
    monkeypatch.setenv("KIOSK_IDLE_SECONDS", "45.5")
    found = load()
    assert (str(found.data_dir), found.idle_seconds, found.log) == ("/here", 45.5, "json")


def test_a_named_file_is_the_file(monkeypatch, tmp_path):
    (tmp_path / "other.toml").write_text('entrance = "normal"', "utf-8")
    monkeypatch.setenv("KIOSK_CONFIG", "other.toml")
    assert load().entrance == "normal"


def test_a_child_gets_the_same_settings(monkeypatch):
    said = Settings(platform_url="https://example.org", connect_timeout=1.5)
    for name, value in environment(said).items():
        monkeypatch.setenv(name, value)
    assert load() == said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("connect_timeout", "0"),
        ("connect_timeout", "61"),
        ("connect_timeout", "nan"),
        ("read_timeout", "soon"),
        ("idle_seconds", "-1"),
        ("idle_seconds", "inf"),
        ("entrance", "gold"),
        ("log", ""),
        ("timezone", "Mars/Olympus"),
        ("timezone", "../../etc/passwd"),
        ("platform_url", "http://example.org"),
        ("platform_url", "ftp://127.0.0.1"),
        ("platform_url", "https://"),
        ("data_dir", ""),
        ("speech_model", "vosk"),
        ("demo_voice", "perhaps"),
        ("demo_voice", ""),
    ],
)
def test_a_wrong_value_is_named(monkeypatch, name, value):
    monkeypatch.setenv(f"KIOSK_{name.upper()}", value)
    with pytest.raises(BadSettings) as caught:
        load()
    assert caught.value.name == name
    assert caught.value.why


@pytest.mark.parametrize(
    "line", ["idle_seconds = true", "idle_seconds = [1]", "log = 3", "data_dir = 7", "platform_url = 1"]
)
def test_a_wrong_kind_in_the_file_is_named(tmp_path, line):
    (tmp_path / "kiosk.toml").write_text(line, "utf-8")
    with pytest.raises(BadSettings) as caught:
        load()
    assert caught.value.name == line.split()[0]


@pytest.mark.parametrize("text", ["idle_second = 3", "nonsense", "a = "])
def test_an_unknown_setting_or_a_broken_file_refuses(tmp_path, text):
    (tmp_path / "kiosk.toml").write_text(text, "utf-8")
    with pytest.raises(BadSettings):
        load()


def test_an_unknown_variable_refuses_and_is_named(monkeypatch):
    monkeypatch.setenv("KIOSK_DATADIR", "/x")
    with pytest.raises(BadSettings, match="KIOSK_DATADIR"):
        load()


@pytest.mark.parametrize(("said", "found"), [("1", True), ("true", True), ("False", False), ("no", False)])
def test_yes_and_no(monkeypatch, said, found):
    monkeypatch.setenv("KIOSK_DEMO_VOICE", said)
    assert load().demo_voice is found


def test_the_demo_voice_is_not_for_a_platform_elsewhere(monkeypatch, tmp_path):
    (tmp_path / "kiosk.toml").write_text("demo_voice = true", "utf-8")
    monkeypatch.setenv("KIOSK_PLATFORM_URL", "http://127.0.0.1:8000")
    assert load().demo_voice
    monkeypatch.setenv("KIOSK_PLATFORM_URL", "https://example.org")
    with pytest.raises(BadSettings) as caught:
        load()
    assert caught.value.name == "demo_voice"


def test_what_staff_set_for_the_hall_stands_below_the_machines_own(monkeypatch, tmp_path):
    said = {"hall": "jinhe", "epoch": 1, "version": 1, "values": {"volume": 3, "idle_seconds": 90, "warn_seconds": 40}}
    thing = json.dumps({"signed": json.dumps(said), "key_id": "s", "sig": ""})  # verified when it came
    (tmp_path / "hall.json").write_bytes(hashed.written(thing.encode()))
    (tmp_path / "kiosk.toml").write_text(f'data_dir = "{tmp_path}"\nidle_seconds = 100\n', "utf-8")
    monkeypatch.setenv("KIOSK_WARN_SECONDS", "50")
    found = load()
    assert (found.volume, found.idle_seconds, found.warn_seconds, found.entrance) == (3, 100.0, 50.0, "silver")
