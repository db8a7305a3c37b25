"""The group all commands hang on, and how their faults become exit codes."""

import sys

import click
from django.db import DatabaseError

from central_platform.commands import exits
from central_platform.commands.audit import audit
from central_platform.commands.backup import backup, restore
from central_platform.commands.devices import device, enrol_code, open311_key
from central_platform.commands.doctor import doctor
from central_platform.commands.handover import handover
from central_platform.commands.keys import keygen
from central_platform.commands.people import createadmin, totp_remove
from central_platform.commands.portable import export, import_
from central_platform.commands.reports import erase, reports
from central_platform.commands.serving import demo, serve
from central_platform.content.commands import content
from central_platform.feed.keys import KeysMissing


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """The staff's side of 邻声: content, reports, kiosks. Also takes Django's own commands (migrate, shell, …)."""


COMMANDS = (
    serve, demo, keygen, createadmin, totp_remove, reports, erase, device, enrol_code, open311_key, doctor, audit, backup,
    restore, content, handover, export, import_,
)  # fmt: skip
for command in COMMANDS:
    cli.add_command(command)


def run() -> int:
    """Run what was asked; the exit code."""
    try:
        return cli.main(prog_name="central-platform", standalone_mode=False) or exits.OK
    except click.UsageError as error:
        error.show()
        return exits.USAGE
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        return exits.UNFINISHED
    except KeysMissing as error:
        print(f"central-platform: {error}", file=sys.stderr)
        return exits.CONFIG
    except (OSError, DatabaseError) as error:
        print(f"central-platform: {error}", file=sys.stderr)
        return exits.IO
