"""`central-platform audit …`: the log of who opened what, held against its signed heads."""

import json
from pathlib import Path

import click

from central_platform.commands import exits
from central_platform.commands.fault import Fault


@click.group()
def audit() -> None:
    """Who opened what residents sealed."""


@audit.command()
@click.option("--json", "as_json", is_flag=True, help="one JSON object")
@click.option(
    "--heads", "copy", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="a copy `audit heads` made"
)
def verify(as_json: bool, copy: Path | None) -> None:
    """Walk the log; exit 3 and the line when one was changed, put in, taken out or cut off."""
    from central_platform.reports import audit as log

    match log.verify(copy):
        case log.Broken(seq, why) as broken:
            if as_json:
                click.echo(json.dumps({"ok": False, "line": seq, "why": why}))
            raise Fault(f"the audit log is not what was written: {broken.words}", exits.DAMAGED)
        case log.Whole(lines, gaps):
            if as_json:
                click.echo(json.dumps({"ok": True, "lines": lines, "gaps": [gap.lost for gap in gaps]}))
                return
            click.echo(f"{lines} lines, every one follows from the one before")
            for gap in gaps:
                first, last = gap.lost or (0, 0)
                click.echo(
                    f"restored {gap.at} to line {gap.seq}: lines {first}-{last} of before are in no database here"
                )


@audit.command()
def acknowledge() -> None:
    """An older database was put in place without `restore`, and you know why: write that down as a line of the log."""
    from central_platform.reports import audit as log

    match log.verify():
        case log.Broken(_, "missing" | "replaced"):
            log.note_gap("gap")
            click.echo("written down; `audit verify` names the gap from now on")
        case log.Broken() as broken:
            raise Fault(f"this is no gap: {broken.words}", exits.DAMAGED)
        case _:
            raise Fault("nothing is missing", exits.BAD_INPUT)


@audit.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def heads(file: Path) -> None:
    """Copy the signed heads to FILE, to be kept where the platform's own administrator cannot write."""
    from central_platform.feed import disk
    from central_platform.reports import chain

    rows = chain.path().read_bytes() if chain.path().exists() else b""
    disk.write(file, rows, disk.PRIVATE)
    lines = rows.count(b"\n")
    click.echo(f"{lines} heads are in {file}: `audit verify --heads {file}` holds the log of a later day against them")
