"""The platform's command line: `central-platform …` or `python -m central_platform …`; Django's own commands too."""

import os
import sys

from central_platform.commands import exits
from central_platform.settings.known import unknown_settings


def main() -> None:
    if unknown := unknown_settings(os.environ):
        print(f"central-platform: unknown setting {', '.join(unknown)}", file=sys.stderr)
        sys.exit(exits.CONFIG)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "central_platform.settings.embedded")

    import django
    from django.core.exceptions import ImproperlyConfigured

    from central_platform.commands.cli import cli, run

    try:
        django.setup()
    except ImproperlyConfigured as error:
        print(f"central-platform: {error}", file=sys.stderr)
        sys.exit(exits.CONFIG)
    if len(sys.argv) > 1 and _is_djangos(sys.argv[1], ours=cli.commands):
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)
    else:
        sys.exit(run())


def _is_djangos(name: str, ours: object) -> bool:
    from django.core.management import get_commands

    return name not in ours and name in get_commands()  # type: ignore[operator]


if __name__ == "__main__":
    main()
