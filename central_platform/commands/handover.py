"""`central-platform handover …`: orders given to other departments' systems."""

import json

import click

from central_platform.commands import exits
from central_platform.commands.fault import Fault


@click.group()
def handover() -> None:
    """Orders given to other departments' systems by Open311."""


@handover.command()
@click.option("--json", "as_json", is_flag=True, help="one JSON object a line")
def sync(as_json: bool) -> None:
    """Ask every partner how it gets on; the running platform does so by itself every ten minutes."""
    from dataclasses import asdict

    from central_platform.handover import pull

    asked = pull.sync()
    for one in asked:
        words = f"{one.partner}: {one.looked_at} looked at, {one.moved} moved {one.trouble}".strip()
        click.echo(json.dumps(asdict(one), ensure_ascii=False) if as_json else words)
    if any(one.trouble for one in asked):
        raise Fault("not every partner could be asked", exits.AWAY)
