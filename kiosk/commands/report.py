"""`kiosk report …`: file reports, see what became of them."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

import click

from kiosk import messages
from kiosk.console import json_option, pass_settings, say, stop, stop_refused
from kiosk.exits import Exit
from kiosk.report_json import MAX_BYTES, NotAReport, read
from kiosk.settings import Settings
from kiosk.stores import stores
from offline_cache import receipts
from offline_cache.records import Refused, Story


@click.group()
def report() -> None:
    """Reports: what residents want put right."""


@report.command("categories")
@json_option
@pass_settings
def categories(settings: Settings, as_json: bool) -> None:
    """What can be reported."""
    found = stores(settings).catalogue.report_categories()
    words = "\n".join(f"{category.id}\t{category.name.zh}\t{category.fault.zh}" for category in found)
    listed = [{"code": one.id, "name": one.name.zh, "name_en": one.name.en, "private": one.private} for one in found]
    say(as_json, {"categories": listed}, words)


@report.command("file")
@click.argument("file", type=click.File("rb"))
@click.option("--ref", help="The report's UUID; a repeated one is filed once.")
@json_option
@pass_settings
def file_(settings: Settings, file: click.utils.LazyFile, ref: str | None, as_json: bool) -> None:
    """Files the report in FILE (JSON; - for standard input). Exits 0 only when it is durable."""
    asked = read(file.read(MAX_BYTES + 1), ref)
    if isinstance(asked, NotAReport):
        sentence = messages.REFUSED[asked.why].format(name=asked.name)
        stop(Exit.BAD_INPUT, sentence, as_json, refused=asked.why, ref=asked.ref)
    taken = stores(settings).outbox.file(asked)
    if isinstance(taken, Refused):
        stop_refused(taken.why, as_json, ref=asked.ref)
    said = {"ref": taken.ref, "state": "queued", "receipt": taken.code}
    say(as_json, said | {"already": True} if taken.already else said, _taken(taken.code))


@report.command("pipe")
@json_option
@pass_settings
def pipe(settings: Settings, as_json: bool) -> None:  # always JSON lines
    """Reports as JSON lines in, one line out for each; sync runs beside it."""
    from kiosk.beside import sync_beside

    outbox = stores(settings).outbox
    with sync_beside(settings) as nudge:
        for line in sys.stdin:
            if not line.strip():
                continue
            asked = read(line)
            if isinstance(asked, NotAReport):
                print(json.dumps({"refused": asked.ref, "why": asked.why}), flush=True)
                continue
            taken = outbox.file(asked)
            if isinstance(taken, Refused):
                print(json.dumps({"refused": asked.ref, "why": taken.why}), flush=True)
            else:
                print(json.dumps({"ack": taken.ref, "receipt": taken.code}), flush=True)
                nudge()


@report.command("list")
@json_option
@pass_settings
def list_(settings: Settings, as_json: bool) -> None:
    """The reports filed here, oldest first; nothing personal is in it."""
    rows = [row.envelope for row in stores(settings).ledger.rows() if row.envelope.kind == "report"]
    names = ("ref", "receipt", "state", "category", "place", "filed_at", "why")
    listed = [{name: getattr(envelope, name) for name in names} for envelope in rows]
    words = "\n".join(
        f"{receipts.grouped(one.receipt or '')}  {messages.STATE[one.state]}  {one.category}" for one in rows
    )
    say(as_json, {"reports": listed}, words)


@report.command("status")
@click.argument("receipt")
@json_option
@pass_settings
def status(settings: Settings, receipt: str, as_json: bool) -> None:
    """What became of the report with this receipt."""
    code = receipts.typed(receipt)
    if not receipts.valid(code):
        stop(Exit.BAD_INPUT, messages.CODE_WRONG, as_json, receipt=code, no_story="wrong")
    from kiosk.link import connected
    from offline_cache.records import NoStory

    ledger = stores(settings).ledger
    row = ledger.by_receipt(code)
    state = str(row.envelope.state) if row else None
    link = connected(settings)
    story = link.ask(code) if link is not None else ledger.story(code) or NoStory("offline")
    if isinstance(story, NoStory):
        unknown = story.why == "unknown"
        sentence = messages.CODE_UNKNOWN if unknown else messages.CODE_OFFLINE
        stop(Exit.BAD_INPUT if unknown else Exit.AWAY, sentence, as_json, receipt=code, no_story=story.why)
    say(as_json, {"receipt": code, "state": state, "story": asdict(story)}, _told(state, story))


def _taken(code: str) -> str:
    return messages.RECEIPT.format(code=receipts.grouped(code))


def _told(state: str | None, story: Story) -> str:
    if story.ask_staff:
        return messages.ASK_STAFF
    lines = [f"{receipts.grouped(story.receipt)}  {messages.STATUS.get(story.status, story.status)}"]
    lines += [f"  {step.at}  {messages.STATUS.get(step.status, step.status)}" for step in story.history]
    lines += [messages.STATE[state]] if state else []
    seen = [messages.SEEN.format(day=one.at[:10]) for one in story.opened] or [messages.UNSEEN] * story.fresh
    return "\n".join([*lines, *([story.reply] if story.reply else []), *seen])
