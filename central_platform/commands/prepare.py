"""Make the platform ready to serve: database, keys, epoch, feed. Safe to repeat; quick when there is nothing to do."""

import logging
import lzma
from importlib.resources import files as package_files
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from central_platform.feed import disk, epochs, files, keygen, reconcile
from central_platform.reports import audit, erasure
from central_platform.staff import roles

log = logging.getLogger(__name__)

TEMPLATE = "template.sqlite3.xz"


def prepare() -> None:
    """Everything a first and every later start needs."""
    Path(settings.DATA_DIR).mkdir(parents=True, exist_ok=True)
    database()
    keygen.make()
    audit.anchor()
    if epochs.notice_restore():
        log.warning("the database was restored from a backup: a new epoch begins")
    erasure.again()
    epochs.current()
    reconcile.check_files(deep=False)
    files.write_pending()


def database() -> None:
    """A migrated database: from the ready template when there is none yet, which saves the first start."""
    _copy_template()
    if pending(MigrationExecutor(connection)):
        call_command("migrate", interactive=False, verbosity=0)
    roles.ensure()  # a release may change what a role may do without changing a table


def pending(executor: MigrationExecutor) -> bool:
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _copy_template() -> None:
    if connection.vendor != "sqlite":
        return
    target, template = Path(settings.DATABASES["default"]["NAME"]), package_files("central_platform") / TEMPLATE
    if target.exists():
        return
    # Made here even when empty, because SQLite itself would let everybody read it.
    disk.write(target, lzma.decompress(template.read_bytes()) if template.is_file() else b"", disk.PRIVATE)
