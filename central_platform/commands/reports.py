"""`central-platform reports …`: the queue without a browser. Nothing personal is shown here."""

import json
from pathlib import Path
from typing import Any

import click

from central_platform.commands import exits
from central_platform.commands.fault import Fault

ACTIONS = ["take", "start", "done", "explain", "reopen", "withdraw"]
BATCH = 100


@click.group()
def reports() -> None:
    """What residents filed."""


@reports.command("list")
@click.option("--json", "as_json", is_flag=True, help="one JSON object a line")
@click.option("--status", help="only reports of this status")
def list_(as_json: bool, status: str | None) -> None:
    """One line a report, oldest first."""
    from central_platform.reports.models import Report

    rows = Report.objects.order_by("received_at", "pk")
    for report in (rows.filter(status=status) if status else rows).iterator():
        row = {
            "ref": str(report.pk),
            "receipt": report.receipt,
            "category": report.category,
            "place": report.place or None,
            "status": report.status,
            "received": report.received_at.isoformat(timespec="seconds"),
            "ask_staff": report.ask_staff,
        }
        click.echo(
            json.dumps(row, ensure_ascii=False) if as_json else "  ".join(str(value or "-") for value in row.values())
        )


@reports.command()
@click.argument("receipt")
@click.argument("action", type=click.Choice(ACTIONS))
@click.option("--reply", default="", help="what the resident is told")
@click.option("--note", default="", help="what only staff see")
def act(receipt: str, action: str, reply: str, note: str) -> None:
    """Take the next step with a report."""
    from central_platform.reports import transitions

    match transitions.act(_one(receipt), action, None, reply=reply, note=note):  # type: ignore[arg-type]
        case transitions.NotAllowed("reply" | "evidence"):
            raise Fault(f"{action} needs --reply: the resident must be told", exits.USAGE)
        case transitions.NotAllowed(_, status):
            raise Fault(f"{receipt} is {status}: {action} does not lead on from there", exits.BAD_INPUT)
        case event:
            click.echo(event.status)


def _one(receipt: str) -> Any:
    from central_platform.reports.models import Report

    found = list(Report.objects.filter(receipt=receipt)[:2])
    if len(found) != 1:
        why = "two reports hold this receipt: act on them in the console" if found else "no report has this receipt"
        raise Fault(f"{receipt}: {why}", exits.BAD_INPUT)
    return found[0]


@click.command()
@click.argument("receipt")
def erase(receipt: str) -> None:
    """Erase what a resident said, in the report with this receipt and every letter about it; the row stays."""
    from django.db import transaction

    from central_platform.reports import audit, erasure, retention

    report = _one(receipt)
    with transaction.atomic():
        audit.append(None, "erase", str(report.pk))
        erasure.erase(report)
    retention.scrub()
    click.echo(f"{receipt}: the words are gone; kiosks drop their copy at their next hello")


@reports.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_(file: Path) -> None:
    """Take in what `kiosk outbox export` wrote to a USB stick, and write the signed answers into the same FILE."""
    from django.db import transaction

    from central_platform.feed import disk
    from central_platform.reports import intake

    bundle = _bundle(file)
    answers = []
    for start in range(0, len(bundle["envelopes"]), BATCH):
        with transaction.atomic():
            answers += intake.take(bundle["envelopes"][start : start + BATCH])
    # The stick is written only now: every answer on it speaks of rows that are on this platform's disk.
    disk.write(file, json.dumps(bundle | {"answers": answers}, ensure_ascii=False).encode())
    outcomes = [json.loads(answer["signed"])["outcome"] for answer in answers]
    left = len(bundle["envelopes"]) - len(answers)
    click.echo(f"{outcomes.count('stored')} stored, {outcomes.count('refused')} refused, {left} not ours to answer")


def _bundle(file: Path) -> dict:
    try:
        bundle = json.loads(file.read_bytes())
    except (ValueError, RecursionError) as error:
        raise Fault(f"{file} is not what a kiosk exports", exits.BAD_INPUT) from error
    if not isinstance(bundle, dict) or not isinstance(bundle.get("envelopes"), list):
        raise Fault(f"{file} is not what a kiosk exports", exits.BAD_INPUT)
    return bundle
