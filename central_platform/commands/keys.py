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
@click.argument("role", type=click.Choice(["signing", "sealing", "root"]))
@click.option("--root", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="the root key's file")
@click.option("--new", type=click.Path(exists=False, dir_okay=False, path_type=Path), help="where a new root goes")
@click.option("--drop-old", is_flag=True, help="the former signing key was stolen: trust it no longer")
def rotate(role: str, root: Path | None, new: Path | None, drop_old: bool) -> None:
    """Begin to use a new key; kiosks follow at their next word with the platform."""
    from django.db import transaction

    from central_platform.feed import epochs, files
    from central_platform.feed import keygen as maker
    from central_platform.reports import audit

    if (drop_old and role != "signing") or (new and role != "root"):
        raise Fault("--drop-old is for a signing key, --new for a root", exits.USAGE)
    fresh = maker.rotate_root(root, new) if role == "root" else maker.rotate(role, root, drop_old)  # type: ignore[arg-type]
    with transaction.atomic():
        audit.append(None, "keys", f"{role} {fresh}{' former dropped' if drop_old else ''}")
        if drop_old:
            epochs.mint("a signing key was dropped")  # a thief may have signed `stored`: kiosks offer everything again
    files.write_pending()
    click.echo(fresh)


@keygen.command()
@click.argument("sealing_id")
def forget(sealing_id: str) -> None:
    """Destroy a former sealing key that nothing needs any more; with it every older backup of residents' words."""
    from central_platform.feed import keygen as maker
    from central_platform.reports import audit, retention

    if why := retention.still_needed(sealing_id):
        raise Fault(f"{sealing_id} stays: {why}", exits.BAD_INPUT)
    maker.forget(sealing_id)
    audit.append(None, "keys", f"forgot {sealing_id}")
    click.echo(f"{sealing_id} is gone, and what was sealed to it")
