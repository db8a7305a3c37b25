"""`central-platform content …`: catalogues in and out, and the snapshot that travels with the program."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import NoReturn

import click

BAD_FILE_EXIT = 65  # EX_DATAERR


@click.group()
def content() -> None:
    """Bring a catalogue in (HSDS), take it out, check its words, or pack what is live."""


@content.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="of a CSV table: only say what would change")
@click.option("--json", "as_json", is_flag=True, help="one JSON object on stdout")
def import_(file: Path, dry_run: bool, as_json: bool) -> None:
    """Bring the services of an HSDS FILE in: new ones go live, changed ones are published, the rest is left alone.

    A FILE named after a table, such as service.csv, brings that table in (see `content export --csv`).
    """
    from central_platform.content import hsds, importers

    if file.suffix == ".csv":
        _import_table(file, dry_run, as_json)
        return
    if dry_run:
        raise click.UsageError("--dry-run is for CSV tables")
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


def _import_table(file: Path, dry_run: bool, as_json: bool) -> None:
    from central_platform.content import sheet_writer, sheets

    model = next((one for one in sheets.MODELS.values() if one._meta.model_name == file.stem), None)
    if model is None:
        _refuse(f"没有叫 {file.stem} 的表。文件名要是 service.csv 这样的。")
    try:
        text = sheets.decoded(file.read_bytes())
        plan = sheets.plan(model, text)
        if plan.wrong:
            _refuse("\n".join(f"第{line}行：{sentence}" for line, sentence in plan.wrong))
        if not dry_run:
            sheet_writer.apply(model, text, plan)
    except (sheets.BadSheetError, sheet_writer.ChangedMeanwhileError) as problem:
        _refuse(str(problem))
    new = sum(change.new for change in plan.changes)
    counted = {"new": new, "changed": len(plan.changes) - new, "same": plan.same}
    if as_json:
        click.echo(json.dumps(counted))
        return
    click.echo(f"{'要' if dry_run else ''}新添 {new} 项，更新 {counted['changed']} 项，没变 {plan.same} 项。")


def _refuse(why: str) -> NoReturn:
    click.echo(why, err=True)
    sys.exit(BAD_FILE_EXIT)


@content.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--csv", "as_csv", is_flag=True, help="one CSV file a content table, into the folder FILE")
def export(file: Path | None, as_csv: bool) -> None:
    """Write every live service as HSDS, to FILE or to stdout; or every content table as CSV."""
    from central_platform.content import sheets
    from central_platform.content.export import document

    if as_csv:
        if file is None:
            raise click.UsageError("--csv needs a folder")
        file.mkdir(parents=True, exist_ok=True)
        for model in sheets.MODELS.values():
            (file / f"{model._meta.model_name}.csv").write_text(sheets.write(model), "utf-8-sig", newline="")
        return
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
