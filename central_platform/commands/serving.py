"""`central-platform serve` and `demo`: the platform in one process, waitress and the scheduler."""

import json
import signal
import sys

import click

PORT = click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 = any free one")
HOST = click.option("--host", default="127.0.0.1", show_default=True, help="0.0.0.0 = every network of this machine")
THREADS = 8
CONNECTIONS = 2000  # kiosks keep theirs between two polls
BODY_CAP = 32 * 2**20  # bytes: a poster staff upload


@click.command()
@PORT
@HOST
def serve(port: int, host: str) -> None:
    """Serve the platform."""
    from central_platform.commands.prepare import prepare

    prepare()
    _run(host, port, lambda url: click.echo(f"serving {url}", err=True))


@click.command()
@PORT
@HOST
@click.option("--json", "as_json", is_flag=True, help="when ready, one JSON line on stdout")
def demo(port: int, host: str, as_json: bool) -> None:
    """Serve with demo content, staff accounts and an enrolment code."""
    from central_platform.commands import demonstration
    from central_platform.commands.prepare import prepare

    prepare()
    facts = demonstration.ready()
    _run(host, port, lambda url: _tell({"url": url, **facts}, as_json))


def _tell(facts: dict, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(facts, ensure_ascii=False))
    else:
        click.echo(f"Staff console: {facts['url']}/staff/")
        for person in facts["staff"]:
            click.echo(f"  {person['role']}: {person['user']} / {person['password']}")
        click.echo(f"Enrolment code (30 minutes): {facts['enrol_code']}")
    sys.stdout.flush()


def _run(host: str, port: int, when_ready) -> None:
    """Serve until told to stop; SIGTERM and Ctrl-C end it between two requests."""
    from waitress.server import create_server

    from central_platform.feed.scheduler import ABROAD, CHORES, Scheduler
    from central_platform.wsgi import application

    server = create_server(
        application,
        host=host,
        port=port,
        threads=THREADS,
        ident=None,
        max_request_body_size=BODY_CAP,
        connection_limit=CONNECTIONS,
        asyncore_use_poll=True,  # select() ends at 1,024
    )
    schedulers = [Scheduler(chores) for chores in (CHORES, ABROAD)]
    for scheduler in schedulers:
        scheduler.start()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    shown = f"[{host}]" if ":" in host else ("127.0.0.1" if host == "0.0.0.0" else host)
    when_ready(f"http://{shown}:{server.effective_port}")
    server.run()
    for scheduler in schedulers:
        scheduler.stop()
