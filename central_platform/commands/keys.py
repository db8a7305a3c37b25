"""`central-platform keygen …`: make, carry and renew the platform's keys."""

from pathlib import Path

import click

from central_platform.commands import exits
from central_platform.commands.fault import Fault


@click.group(invoke_without_command=True)
@click.pass_context
def keygen(context: click.Context) -> None:
    """Make the platform's keys (never overwrites any)."""
    if context.invoked_subcommand:
        return
    from central_platform.feed import keygen as maker
    from central_platform.feed import keys

    made = maker.make()
    ring = keys.load()
    click.echo(
        f"{'made' if made else 'already there'}: {ring.signing[0].id} {ring.sealing[0].id} in {keys.directory()}"
    )
    if made:
        click.echo(
            f"Move {keys.directory() / 'root.json'} off this machine: it is only needed to rotate keys.", err=True
        )


PASSPHRASE = click.option("--passphrase", envvar="PLATFORM_PASSPHRASE", prompt=True, hide_input=True)


@keygen.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@PASSPHRASE
def export(file: Path, passphrase: str) -> None:
    """Write signing and sealing keys to FILE, locked with a passphrase; never the root key."""
    from central_platform.feed import keygen as maker

    if len(passphrase) < 8:
        raise Fault("a passphrase has at least eight characters", exits.BAD_INPUT)
    maker.export(file, passphrase)
    click.echo(f"keys without the root are in {file}")


@keygen.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@PASSPHRASE
def import_(file: Path, passphrase: str) -> None:
    """Put the keys of an exported FILE in place."""
    from central_platform.feed import keygen as maker

    try:
        maker.restore(file, passphrase)
    except maker.WrongPassphrase as error:
        raise Fault("this passphrase does not open that file, or the file is damaged", exits.BAD_INPUT) from error
    click.echo("keys are in place")


@keygen.command()
@click.argument("role", type=click.Choice(["signing", "sealing"]))
@click.option("--root", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="the root key's file")
@click.option("--drop-old", is_flag=True, help="the former signing key was stolen: trust it no longer")
def rotate(role: str, root: Path | None, drop_old: bool) -> None:
    """Begin to use a new key."""
    from central_platform.feed import files
    from central_platform.feed import keygen as maker

    click.echo(maker.rotate(role, root, drop_old))  # type: ignore[arg-type]
    files.write_pending()
