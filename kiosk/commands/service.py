"""`kiosk service …`: find and show services, whatever state the machine is in."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

import click

from kiosk import messages
from kiosk.console import json_option, pass_settings, say, stop
from kiosk.exits import Exit
from kiosk.settings import Settings
from kiosk.stores import prepared
from offline_cache.catalogue import Catalogue
from offline_cache.records import Service, Text

LIMIT = 10


@click.group()
def service() -> None:
    """Services: what residents can get done."""


@service.command("search")
@click.argument("question", required=False)
@click.option("--limit", default=LIMIT, type=click.IntRange(1, 100), show_default=True)
@click.option("--batch", is_flag=True, help='JSON lines {"qid","text","k"} on standard input.')
@json_option
@pass_settings
def search(settings: Settings, question: str | None, limit: int, batch: bool, as_json: bool) -> None:
    """The services that answer QUESTION, best first."""
    if batch == (question is not None):
        raise click.UsageError("give a question or --batch")
    catalogue = prepared(settings)
    if question is None:
        _batch(catalogue)
        return
    found = catalogue.find(question, limit)
    hits = [{"id": hit.id, "slug": hit.slug, "name": hit.name.zh, "score": hit.score} for hit in found.hits]
    words = "\n".join(f"{hit['slug']}\t{hit['name']}" for hit in hits) or messages.NOTHING_FITS
    say(as_json, {"hits": hits, "answer": found.answer}, words)


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


def _batch(catalogue: Catalogue) -> None:
    for line in sys.stdin:
        if not line.strip():
            continue
        try:
            asked = json.loads(line)
            text, limit, qid = str(asked["text"]), max(1, min(100, int(asked.get("k", LIMIT)))), asked.get("qid")
        except (ValueError, KeyError, TypeError, AttributeError):
            stop(Exit.BAD_INPUT, messages.REFUSED["form"])
        found = catalogue.find(text, limit)
        said = {
            "qid": qid,
            "ids": [hit.id for hit in found.hits],
            "scores": [hit.score for hit in found.hits],
            "sure": found.answer == "sure",
        }
        print(json.dumps(said, ensure_ascii=False), flush=True)


def _plain(found: Service) -> str:
    def numbered(texts: tuple[Text, ...]) -> list[str]:
        return [f"  {number}. {text.zh}" for number, text in enumerate(texts, 1)]

    lines = [found.name.zh, found.summary.zh, *numbered(found.steps), *numbered(found.papers)]
    lines += [found.fee.zh, f"{found.place.name.zh} {found.window.zh}", found.hours_text.zh, found.phone]
    return "\n".join(line for line in lines if line.strip())
