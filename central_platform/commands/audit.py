"""`central-platform audit verify`."""

import click

from central_platform.commands import exits
from central_platform.commands.fault import Fault


@click.group()
def audit() -> None:
    """Who opened what residents sealed."""


@audit.command()
def verify() -> None:
    """Walk the chain of the audit log."""
    from central_platform.reports import audit as chain

    match chain.verify():
        case chain.Broken(seq):
            raise Fault(f"the audit log was changed: line {seq} does not follow from the one before", exits.DAMAGED)
        case count:
            click.echo(f"{count} lines, every one follows from the one before")
