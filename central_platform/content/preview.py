"""The kiosk's pages as staff see them beside the form: made from the very feed body kiosks would get."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.utils import timezone

from assets import design_tokens
from central_platform.content import opening

SENTENCE = re.compile(r"[^。！？]+[。！？]?")
PILL_CHARACTERS = 6  # a longer price is a sentence of its own
PAPERS_A_PAGE = 3
STEPS_A_PAGE = {1: 4, 1.5: 3, 2: 2}
MORE_LINES = {1: 3, 1.5: 2, 2: 0}


@dataclass(frozen=True, slots=True)
class Mode:
    """One way a resident may have set the kiosk."""

    label: str
    theme: str = "paper"
    scale: float = 1
    lang: str = "zh"


MODES: dict[str, Mode] = {
    "": Mode("竖屏"),
    "big": Mode("大字", scale=1.5),
    "biggest": Mode("特大字", scale=2),
    "night": Mode("高对比", theme="night"),
    "en": Mode("English", lang="en"),
}


@dataclass(frozen=True, slots=True)
class Block:
    """One thing on a page: `answer`, `fact`, `row` (numbered), `band` or `photo` (text is its address)."""

    kind: str
    text: str
    line: str = ""
    icon: str = ""
    tone: int = 0
    good: bool = False
    number: int = 0
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Screen:
    """One page of the kiosk."""

    heading: str
    blocks: tuple[Block, ...]
    pill: str = ""
    pill_good: bool = False
    next_label: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """The kiosk's own words around the content, in one language."""

    lang: str
    table: dict[str, tuple[str, str]] = field(default_factory=lambda: WORDS)

    def __getitem__(self, key: str) -> str:
        return self.table[key][self.lang == "en"]


WORDS = {
    "free": ("不收钱", "Free"),
    "papers": ("要带什么", "What to bring"),
    "steps": ("怎么办", "How to do it"),
    "take": ("带走", "Take it along"),
    "bring": ("要带{n}样东西", "Bring {n} things"),
    "comma": ("、", ", "),
    "home": ("首页", "Home"),
    "back": ("返回", "Back"),
    "speak": ("说话", "Talk"),
    "help": ("帮助", "Help"),
    "person": ("叫人", "Call"),
    "bigger": ("大字", "Text"),
    "volume": ("声音", "Sound"),
    "theme": ("颜色", "Colour"),
    "lang": ("EN", "中文"),
    "read": ("读给我听", "Read to me"),
    "page": ("第{at}页，共{of}页", "Page {at} of {of}"),
    "next": ("下一页", "Next"),
    "next_notice": ("下一条", "Next"),
}


def of(value: dict[str, str], lang: str) -> str:
    """A feed Text in a language; Chinese where English is missing, as kiosks do."""
    return value["en"] if lang == "en" and value["en"] else value["zh"]


def sentences(text: str) -> list[str]:
    return [part.strip() for part in SENTENCE.findall(text) if part.strip()]


def service_screens(body: dict[str, Any], mode: Mode, at: datetime | None = None) -> list[Screen]:
    """The pages of one service: the answer first, then where, when, papers; then papers and steps in full."""
    words, lang = Words(mode.lang), mode.lang
    name = of(body["name"], lang)
    papers = [of(paper, lang) for paper in body["papers"]]
    steps = [of(step, lang) for step in body["steps"]]
    rest = [
        (words["papers"], _rows(papers, PAPERS_A_PAGE, "papers")),
        (words["steps"], _rows(steps, STEPS_A_PAGE[mode.scale], "steps")),
    ]
    pages = [(title, page) for title, found in rest for page in found]
    fee = of(body["fee"], lang)
    first = Screen(
        heading=name,
        pill=words["free"] if body["free"] else fee if len(fee) <= PILL_CHARACTERS else "",
        pill_good=body["free"],
        blocks=_answer(body, mode, papers, words, at or timezone.localtime()),
        says=of(body["summary"], lang),
    )
    screens = [first, *(Screen(heading=title, blocks=page, says=title) for title, page in pages)]
    titles = [title for title, _ in pages]
    return [_with_next(screen, title) for screen, title in zip(screens, [*titles, words["take"]], strict=True)]


def notice_screens(body: dict[str, Any], mode: Mode, picture_url: str = "") -> list[Screen]:
    """The page of one notice: picture and word, headline, sentences."""
    lang, said = mode.lang, [of(sentence, mode.lang) for sentence in body["sentences"]]
    shown = said if mode.scale < 2 else said[:1]
    top = (
        Block("photo", picture_url)
        if picture_url
        else Block("band", of(body["title"], lang), icon=body["icon"], tone=3)
    )
    blocks = (
        top,
        Block("answer", shown[0] if shown else "", more=tuple(shown[1:])),
    )
    says = said[0] if said else of(body["headline"], lang)
    return [Screen(heading=of(body["headline"], lang), blocks=blocks, says=says, next_label=Words(lang)["next_notice"])]


def _answer(body: dict[str, Any], mode: Mode, papers: list[str], words: Words, at: datetime) -> tuple[Block, ...]:
    lang = mode.lang
    more = [*sentences(of(body["more"], lang)), *sentences(of(body["eligibility"], lang))]
    fee = of(body["fee"], lang)
    if not body["free"] and len(fee) > PILL_CHARACTERS:
        more.insert(0, fee)
    where, window = of(body["place"]["name"], lang), of(body["window"], lang)
    hint = of(body["place"]["hint"], lang)
    second = (lambda line: line) if mode.scale < 2 else (lambda _line: "")  # at the largest, second lines go
    blocks = [
        Block("answer", of(body["summary"], lang), more=tuple(more[: MORE_LINES[mode.scale]])),
        Block("fact", window or where, line=second(where if window else hint), icon="window", tone=5),
    ]
    said = opening.now(body["hours"], at)
    if said:
        big, line = (said.en, said.line_en) if lang == "en" else (said.zh, said.line)
        blocks.append(Block("fact", big, line=second(line), icon="clock", tone=0, good=said.open))
    if papers and mode.scale == 1:
        big = words["bring"].format(n=len(papers))
        blocks.append(Block("fact", big, line=words["comma"].join(papers), icon="papers", tone=3))
    return tuple(blocks)


def _rows(texts: list[str], a_page: int, icon: str) -> list[tuple[Block, ...]]:
    rows = [Block("row", text, icon=icon, number=number) for number, text in enumerate(texts, 1)]
    return [tuple(rows[at : at + a_page]) for at in range(0, len(rows), a_page)]


def _with_next(screen: Screen, title: str) -> Screen:
    return Screen(screen.heading, screen.blocks, screen.pill, screen.pill_good, title, screen.says)


def context(screens: list[Screen], mode: Mode, hall: dict[str, Any] | None) -> dict[str, Any]:
    """Everything the template needs to draw the screens at the kiosk's own sizes."""
    words = Words(mode.lang)
    style = " ".join(
        (
            design_tokens.css_colours(mode.theme),
            design_tokens.css_text(mode.scale, latin=mode.lang == "en"),
            design_tokens.css_measures(mode.scale),
        )
    )
    width, height = design_tokens.PORTRAIT_MM
    pages = [
        {"screen": screen, "page": words["page"].format(at=number, of=len(screens))}
        for number, screen in enumerate(screens, 1)
    ]
    keys = [(key, words[key]) for key in ("home", "back", "speak", "help", "person")]
    top = [(key, words[key]) for key in ("bigger", "volume", "theme", "lang")]
    return {
        "pages": pages, "style": style, "mode": mode, "words": words, "keys": keys, "top": top, "read": words["read"],
        "width": width, "height": height, "community": of(hall["community"], mode.lang) if hall else "邻声",
        "clock": timezone.localtime(), "font": bool(icon_font()),
    }  # fmt: skip


@cache
def icon_font() -> Path | None:
    """The icon font kiosks use, from the package they take it from (found, never imported: that would load Qt)."""
    spec = find_spec("qtawesome")
    if spec is None or not spec.submodule_search_locations:
        return None
    found = sorted(Path(spec.submodule_search_locations[0], "fonts").glob("phosphor-*.ttf"))
    return found[-1] if found else None


@cache
def _glyphs() -> dict[str, str]:
    font = icon_font()
    if font is None:
        return {}
    charmap = next(iter(sorted(font.parent.glob("phosphor-charmap-*.json"), reverse=True)), None)
    names = json.loads(charmap.read_text("utf-8")) if charmap else {}
    icons = json.loads(files("assets").joinpath("icons.json").read_text("utf-8"))
    return {word: chr(int(names[name], 16)) for word, name in icons.items() if name in names}


def glyph(word: str) -> str:
    """The letter of the icon font that draws a picture word; empty when the project draws it itself."""
    return _glyphs().get(word, "")
