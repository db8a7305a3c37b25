"""The template database is what a fresh migrate makes, and a first start copies it."""

import lzma
import sqlite3
import stat

import pytest

from central_platform.commands.template import TEMPLATE


def shape(path):
    """Every table, index and trigger, every migration that was applied, every role and permission."""
    with sqlite3.connect(path) as database:
        tables = database.execute("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'").fetchall()
        applied = database.execute("SELECT app, name FROM django_migrations").fetchall()
        applied += database.execute("SELECT 'group', name FROM auth_group").fetchall()
        applied += database.execute("SELECT 'permission', codename FROM auth_permission").fetchall()
    database.close()
    return sorted(tables, key=str), sorted(applied)


@pytest.fixture
def template(tmp_path):
    path = tmp_path / "template.sqlite3"
    path.write_bytes(lzma.decompress(TEMPLATE.read_bytes()))
    return path


def test_it_is_what_a_fresh_migrate_makes(template, data_dir):
    """If this fails: script/build-template-db."""
    assert shape(template) == shape(data_dir / "platform.sqlite3")


def test_it_holds_nobody_and_no_epoch(template):
    with sqlite3.connect(template) as database:
        for table in ("auth_user", "feed_epoch", "fleet_kiosk", "reports_report", "django_session"):
            assert database.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table
    database.close()


def test_a_first_start_copies_it_and_only_the_owner_reads_the_database(server, data_dir):
    path = data_dir / "platform.sqlite3"
    path.unlink()
    server.start()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert server.stop() == 0
