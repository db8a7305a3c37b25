"""gunicorn -c …/gunicorn.conf.py central_platform.wsgi: several stateless processes behind nginx.

Before they start, the database is migrated and the keys, the epoch and the feed are there. Each keeps the scheduler's
rounds; the duty roster in the database lets one at a time do a chore. WEB_CONCURRENCY says how many processes.
"""

import multiprocessing

bind = "127.0.0.1:8001"
worker_class = "gthread"
workers = multiprocessing.cpu_count() + 1
threads = 4
keepalive = 75  # seconds, as nginx keeps its connections
max_requests, max_requests_jitter = 20_000, 2_000
timeout = 60  # seconds
accesslog = None  # nginx has one


def on_starting(_server) -> None:
    """Once, in the process that starts the others."""
    import django
    from django.db import connections

    from central_platform import wsgi  # noqa: F401  its settings

    django.setup()
    from central_platform.commands.prepare import prepare

    prepare()
    connections.close_all()  # no process inherits a connection


def post_worker_init(_worker) -> None:
    from central_platform.feed.scheduler import Scheduler

    Scheduler().start()
