"""`central-platform content …`: catalogues in and out, and the snapshot that travels with the program."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import click

BAD_FILE_EXIT = 65  # EX_DATAERR


@click.group()
def content() -> None:
    """Bring a catalogue in (HSDS), take it out, check its words, or pack what is live."""


@content.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="one JSON object on stdout")
def import_(file: Path, as_json: bool) -> None:
    """Bring the services of an HSDS FILE in: new ones go live, changed ones are published, the rest is left alone."""
    from central_platform.content import hsds, importers

    try:
        done = importers.load(importers.read_file(file))
    except hsds.BadCatalogueError as problem:
        click.echo(str(problem), err=True)
        sys.exit(BAD_FILE_EXIT)
    if as_json:
        click.echo(json.dumps({"new": done.new, "changed": done.changed, "same": done.same, "waiting": done.waiting}))
        return
    click.echo(f"新添 {done.new} 项，更新 {done.changed} 项，没变 {done.same} 项。")
    for name in done.waiting:
        click.echo(f"“{name}”正在审核，没有动。", err=True)


@content.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
def export(file: Path | None) -> None:
    """Write every live service as HSDS, to FILE or to stdout."""
    from central_platform.content.export import document

    text = json.dumps(document(), ensure_ascii=False, indent=1) + os.linesep
    if file is None:
        click.echo(text, nl=False)
    else:
        file.write_text(text, "utf-8")


@content.command()
@click.option("--json", "as_json", is_flag=True, help="one JSON object on stdout")
def check(as_json: bool) -> None:
    """Read everything live the way residents do: what could not be published as it is, and how much could be easier."""
    from central_platform.content import plain
    from central_platform.content.live import rows

    explained = plain.known()
    found = [(row, list(plain.findings(row, explained))) for row in rows()]
    hard = [(row, label, one) for row, told in found for label, one in told if one.hard]
    advised = sum(bool(told) for _, told in found)
    if as_json:
        must = [{"kind": r.feed_kind, "id": r.feed_id, "what": plain.message(one, label)} for r, label, one in hard]
        click.echo(json.dumps({"items": len(found), "advised": advised, "must": must}, ensure_ascii=False))
        return
    for row, label, one in hard:
        click.echo(f"{row._meta.verbose_name}“{row}”：{plain.message(one, label)}")
    click.echo(
        f"一共 {len(found)} 条，{advised} 条可以写得更好懂，{len({row.feed_id for row, *_ in hard})} 条一定要改。"
    )


@content.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def pack(file: Path) -> None:
    """Write everything live to FILE as the snapshot kiosks carry with them, and print its sha256."""
    from central_platform.content import pack as packing

    click.echo(packing.write(file))
