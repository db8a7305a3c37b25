"""Every sentence is translated, every sentence of ours lives in QML, and the pages pass qmllint."""

import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

import assets
import ui
from kiosk.shoot import SCENES, look, settle

ROOT = Path(ui.__file__).parent.parent
QML = sorted((ROOT / "ui" / "qml").rglob("*.qml"))
CHINESE = re.compile(r"[\u4e00-\u9fff]")
TOOLS = Path(sys.executable).parent


def tool(name: str) -> str:
    found = shutil.which(name, path=f"{TOOLS}:/usr/bin")
    assert found, f"{name} comes with PySide6"
    return found


def sources(path: Path) -> dict[str, str | None]:
    return {
        f"{context.findtext('name')}/{message.findtext('source')}": message.findtext("translation")
        for context in ET.parse(path).getroot().iter("context")
        for message in context.iter("message")
    }


def test_every_sentence_has_its_english(tmp_path):
    fresh = tmp_path / "en.ts"
    command = [
        tool("pyside6-lupdate"),
        "-silent",
        "-source-language",
        "zh_CN",
        "-target-language",
        "en",
        *map(str, QML),
    ]
    subprocess.run([*command, "-ts", str(fresh)], check=True, capture_output=True)
    kept = sources(assets.path("i18n", "en.ts"))
    assert sources(fresh).keys() == kept.keys(), "run script/translate"
    assert [source for source, english in kept.items() if not english] == []


def test_the_compiled_translation_is_the_committed_one(tmp_path):
    made = tmp_path / "en.qm"
    subprocess.run(
        [tool("pyside6-lrelease"), "-silent", str(assets.path("i18n", "en.ts")), "-qm", str(made)], check=True
    )
    assert made.read_bytes() == assets.path("i18n", "en.qm").read_bytes(), "run script/translate"


def test_no_chinese_in_python_floors():
    strings = re.compile(r'"""(?s:.*?)"""|#[^\n]*')
    allowed = {"service.py"}  # words that are looked for in the papers of a service, never shown
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in (ROOT / "ui").rglob("*.py")
        if path.name not in allowed
        for line in strings.sub("", path.read_text(encoding="utf-8")).splitlines()
        if CHINESE.search(line)
    ]
    assert found == []


def test_no_chinese_outside_translation_in_qml():
    found = []
    for path in QML:
        text = re.sub(r"//[^\n]*", "", path.read_text(encoding="utf-8"))
        text = re.sub(r'qsTr\("(?:[^"\\]|\\.)*"\)', "", text)
        found += [f"{path.name}: {line.strip()}" for line in text.splitlines() if CHINESE.search(line)]
    allowed = ('text: "邻声"', '"中文"', "点", "零一二三四五六七八九", '["零"', '"月"', "[/[。.]$/", '"，"', '"、"')
    assert [line for line in found if not any(word in line for word in allowed)] == []


def test_an_english_page_speaks_english(hand):
    """Words of ours in Chinese on an English page would be a hole; names of content may stay Chinese."""
    kept = sources(assets.path("i18n", "en.ts"))
    ours = {source.split("/", 1)[1] for source in kept} - {"邻声"}
    for scene in SCENES:
        look(hand.kiosk, "p", "paper", 1.0, "en")
        SCENES[scene](hand.kiosk)
        settle(hand.kiosk)
        assert not ours & set(hand.texts()), scene


@pytest.mark.skipif(
    shutil.which("pyside6-qmllint", path=f"{TOOLS}:/usr/bin") is None, reason="qmllint comes with PySide6"
)
def test_qmllint_finds_nothing():
    subprocess.run([sys.executable, str(ROOT / "script" / "qmltypes")], check=True)
    lint = [
        tool("pyside6-qmllint"),
        "--max-warnings",
        "0",
        "-I",
        str(ROOT / "build" / "qml"),
        "-I",
        str(ROOT / "ui" / "qml"),
    ]
    found = subprocess.run([*lint, *map(str, QML)], capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr + found.stdout


def test_pages_use_only_our_parts():
    """Raw Text, Button, MouseArea force neither name nor size nor focus ring. The rest page alone takes any touch."""
    raw = re.compile(r"^\s*(Text|TextInput|Button|MouseArea|TapHandler|ListView|Flickable|ScrollView)\s*\{", re.M)
    pages = [path for path in QML if path.parent.name == "Pages" and path.name != "RestPage.qml"]
    assert [path.name for path in pages if raw.search(path.read_text(encoding="utf-8"))] == []
