"""`central-platform backup` and `restore`: database, media and feed in one file; never a key."""

from pathlib import Path

import click

from central_platform.commands import exits
from central_platform.commands.fault import Fault


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Write database, media and feed to FILE (not the keys: `keygen export` carries those)."""
    from central_platform.commands import archive

    archive.write(file)
    click.echo(f"{file} holds database, media and feed. It holds no key: use `keygen export` and keep that apart.")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="overwrite what is there")
def restore(file: Path, yes: bool) -> None:
    """Put a backup in place (stop `serve` first); begins a new epoch, so kiosks offer again what it forgot."""
    from central_platform.commands import archive
    from central_platform.feed import keys

    if not keys.exist():
        raise Fault("bring the keys first: `keygen import`, or `keygen` on a platform that never had any", exits.CONFIG)
    if archive.is_there() and not yes:
        raise Fault("there is a database already: give --yes to overwrite it", exits.USAGE)
    try:
        epoch = archive.put_back(file)
    except archive.NotABackup as error:
        raise Fault(f"{file} is not a whole backup: {error}", exits.BAD_INPUT) from error
    click.echo(f"restored; epoch {epoch} begins, and kiosks offer again what this database does not know")
