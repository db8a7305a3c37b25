"""`central-platform export` and `central-platform import`: everything in open form, into an empty platform."""

from __future__ import annotations

from pathlib import Path

import click

from central_platform.commands import exits
from central_platform.commands.fault import Fault


@click.command("export")
@click.argument("target", metavar="FOLDER|FILE.tar", type=click.Path(path_type=Path))
def export(target: Path) -> None:
    """Write everything in open form: HSDS, Open311, every table as JSON lines, pictures. Keys and passwords stay here.

    What residents said stays sealed in it. The same platform gives the same bytes.
    """
    from central_platform.portable import whole

    try:
        count = whole.write(target)
    except whole.BadExport as problem:
        raise Fault(str(problem), exits.USAGE) from problem
    click.echo(f"{target}: {count} files, no key and no password (`keygen export` carries the keys)")


@click.command("import")
@click.argument("source", metavar="FOLDER|FILE.tar", type=click.Path(exists=True, path_type=Path))
def import_(source: Path) -> None:
    """Bring an export into an empty platform, whole or not at all.

    Bring the keys first (`keygen import`), or kiosks follow no more and nothing sealed can be opened. Staff get new
    passwords (`changepassword NAME`), and systems that file by Open311 new keys.
    """
    from central_platform.commands import prepare
    from central_platform.portable import whole

    prepare.prepare()
    try:
        count = whole.read(source)
    except whole.BadExport as problem:
        raise Fault(str(problem), exits.BAD_INPUT) from problem
    click.echo(f"{source}: {count} files brought in. Nobody can sign in yet: `central-platform changepassword NAME`.")
