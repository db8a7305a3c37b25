"""The command line `kiosk …`. Commands are loaded when they are called: a search must not wait for the touch screen."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence

import click

from kiosk import messages
from kiosk.exits import Exit

COMMANDS = {
    "run": "kiosk.commands.run:run",
    "calibrate": "kiosk.commands.calibrate:calibrate",
    "enrol": "kiosk.commands.enrol:enrol",
    "service": "kiosk.commands.service:service",
    "report": "kiosk.commands.report:report",
    "place": "kiosk.commands.place:place",
    "outbox": "kiosk.commands.outbox:outbox",
    "sync": "kiosk.commands.sync:sync",
    "content": "kiosk.commands.content:content",
    "say": "kiosk.commands.say:say",
    "hear": "kiosk.commands.hear:hear",
    "model": "kiosk.commands.model:model",
    "doctor": "kiosk.commands.doctor:doctor",
    "paths": "kiosk.commands.paths:paths",
    "health": "kiosk.commands.health:health",
    "install-service": "kiosk.commands.install_service:install_service",
}


class Commands(click.Group):
    """A group that imports a command only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command


@click.group(cls=Commands)
@click.pass_context
def cli(ctx: click.Context) -> None:
    """邻声: a touch and voice kiosk for a community service hall."""
    from kiosk import logs, settings

    ctx.obj = settings.load()
    logs.begin(ctx.obj.log)


def main() -> None:
    """The program `kiosk`."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.exit(called())


def called(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; every expected failure has its exit code and its sentence."""
    from kiosk.settings import BadSettings
    from offline_cache.faults import StoreBroken
    from offline_cache.identity import NotEnrolled

    try:
        code = cli.main(arguments, prog_name="kiosk", standalone_mode=False)
    except SystemExit as ended:
        code = ended.code
    except BadSettings as error:
        print(messages.BAD_SETTING.format(name=error.name, why=error.why), file=sys.stderr)
        code = Exit.BAD_SETTINGS
    except click.UsageError as error:
        error.show()
        code = Exit.USAGE
    except click.ClickException as error:
        error.show()
        code = Exit.BAD_INPUT
    except (click.Abort, KeyboardInterrupt):
        code = 130
    except NotEnrolled as error:
        print(messages.KEYS_DAMAGED if error.damaged else messages.NOT_ENROLLED, file=sys.stderr)
        code = Exit.NOT_ENROLLED
    except StoreBroken as broken:
        from kiosk.exits import OF_REFUSAL

        print(messages.STORE_BROKEN[broken.why], file=sys.stderr)
        code = OF_REFUSAL[broken.why]
    return int(code or 0)


if __name__ == "__main__":
    main()
