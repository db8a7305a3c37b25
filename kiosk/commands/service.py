"""`kiosk service …`: find and show services, whatever state the machine is in."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from math import isfinite
from typing import Any

import click

from kiosk import messages
from kiosk.commands.place import listed
from kiosk.console import json_option, pass_settings, say, stop
from kiosk.exits import Exit
from kiosk.settings import Settings
from kiosk.stores import prepared
from offline_cache.catalogue import Catalogue
from offline_cache.records import Explanation, Found, Heard, Service, Text

LIMIT = 10
EXPLAINED = 5
PER_CENT = 100


@click.group()
def service() -> None:
    """Services: what residents can get done."""


@service.command("search")
@click.argument("question", required=False)
@click.option("--limit", default=LIMIT, type=click.IntRange(1, 100), show_default=True)
@click.option("--explain", is_flag=True, help="Also which words or sounds met which texts.")
@click.option("--batch", is_flag=True, help='JSON lines {"qid","text","k"} on standard input.')
@json_option
@pass_settings
def search(settings: Settings, question: str | None, limit: int, explain: bool, batch: bool, as_json: bool) -> None:
    """The services that answer QUESTION, best first."""
    if batch == (question is not None) or (batch and explain):
        raise click.UsageError("give a question or --batch")
    catalogue = prepared(settings)
    if question is None:
        _batch(catalogue)
        return
    found = catalogue.find(question, limit)
    explained = catalogue.explain(question, min(limit, EXPLAINED)) if explain else ()
    said: dict[str, Any] = _said(found)
    if explain:
        said["explained"] = [asdict(one) for one in explained]
    say(as_json, said, "\n".join((*_words(found), *(line for one in explained for line in _reasons(one)))))


@service.command("show")
@click.argument("id_")
@json_option
@pass_settings
def show(settings: Settings, id_: str, as_json: bool) -> None:
    """One service, by id or slug."""
    found = prepared(settings).service(id_)
    if found is None:
        stop(Exit.BAD_INPUT, messages.NO_SERVICE, as_json, service=None)
    say(as_json, asdict(found), _plain(found))


def _said(found: Found) -> dict[str, Any]:
    hits = [{"id": hit.id, "slug": hit.slug, "name": hit.name.zh, "score": hit.score} for hit in found.hits]
    said: dict[str, Any] = {"hits": hits, "answer": found.answer}
    if found.places:
        said["places"] = listed(found.places)
    if found.elsewhere:
        away = found.elsewhere
        said["elsewhere"] = {"id": away.id, "name": away.name.zh, "advice": away.advice.zh}
    return said


def _words(found: Found) -> list[str]:
    lines = [f"{place.id}\t{place.name.zh}\t{place.hint.zh}".rstrip() for place in found.places]
    lines += [f"{hit.slug}\t{hit.name.zh}" for hit in found.hits]
    if found.elsewhere:
        lines.append(messages.ELSEWHERE.format(name=found.elsewhere.name.zh, advice=found.elsewhere.advice.zh).strip())
    return lines or [messages.NOTHING_FITS]


def _reasons(one: Explanation) -> list[str]:
    """Why a service was found, in lines for people."""
    lines = [messages.EXPLAINED.format(name=one.hit.name.zh, slug=one.hit.slug)]
    for match in one.matched:
        line = messages.MATCHED.format(
            asked=match.asked,
            kind=messages.MATCH_KIND.get(match.kind, match.kind),
            field=messages.MATCH_FIELD.get(match.field, match.field),
            text=match.text,
            share=round(match.share * PER_CENT),
        )
        lines.append(line + (messages.MATCHED_BY.format(said=match.by) if match.by else ""))
    return lines


def _batch(catalogue: Catalogue) -> None:
    for line in sys.stdin:
        if not line.strip():
            continue
        try:
            asked = json.loads(line)
            limit, qid = max(1, min(100, int(asked.get("k", LIMIT)))), asked.get("qid")
            question = _asked(asked)
        except (ValueError, KeyError, TypeError, AttributeError):
            stop(Exit.BAD_INPUT, messages.REFUSED["form"])
        found = catalogue.find(question, limit)
        said = {
            "qid": qid,
            "ids": [hit.id for hit in found.hits],
            "scores": [hit.score for hit in found.hits],
            "sure": found.answer == "sure",
        }
        print(json.dumps(said, ensure_ascii=False), flush=True)


def _asked(line: dict[str, Any]) -> str | Sequence[Heard]:
    """One text, or the several ways it may have been heard."""
    if "alternatives" not in line:
        return str(line["text"])
    ways = [Heard(str(way["text"]), float(way.get("score", 1.0))) for way in line["alternatives"]]
    if not ways or any(not isfinite(way.score) or way.score < 0 for way in ways):
        raise ValueError("no alternatives")
    return ways


def _plain(found: Service) -> str:
    def numbered(texts: tuple[Text, ...]) -> list[str]:
        return [f"  {number}. {text.zh}" for number, text in enumerate(texts, 1)]

    lines = [found.name.zh, found.summary.zh, *numbered(found.steps), *numbered(found.papers)]
    lines += [found.fee.zh, f"{found.place.name.zh} {found.window.zh}", found.hours_text.zh, found.phone]
    return "\n".join(line for line in lines if line.strip())
