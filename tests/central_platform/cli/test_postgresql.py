"""The same backup and restore on PostgreSQL, on a server of this test's own."""

import json

import clusters
import pytest

PUT = "from central_platform.feed import changes; changes.record('notice', 'a', {'n': %d})"
APPEND = "from central_platform.reports import audit; audit.append(None, 'open', 'x')"


@pytest.fixture(scope="module")
def postgresql():
    """The address of an empty database on a throw-away server."""
    try:
        with clusters.cluster() as server:
            yield server.url
    except clusters.NoServer as why:
        pytest.skip(str(why))


@pytest.fixture
def on_postgresql(run_platform, postgresql):
    def run(*arguments, check=True):
        return run_platform(*arguments, check=check, PLATFORM_DATABASE_URL=postgresql)

    return run


def test_backup_and_restore_keep_the_same_promises(on_postgresql, run_platform, data_dir, tmp_path):
    run = on_postgresql
    run("migrate", "-v", "0")
    run("keygen")
    run("shell", "-c", f"{PUT % 1}; {APPEND}")
    stick = tmp_path / "backup.tar.gz"
    assert "no key" in run("backup", stick).stdout
    run("shell", "-c", f"{PUT % 2}; {APPEND}; {APPEND}")
    before = pointer(data_dir)

    whole = stick.read_bytes()
    stick.write_bytes(whole[:-2000])
    assert run("restore", stick, "--yes", check=False).returncode == 65
    stick.write_bytes(whole)
    assert run("restore", stick, check=False).returncode == 64
    assert (
        run("shell", "-c", "from central_platform.feed.models import FeedHead; print(FeedHead.objects.get().seq)")
        .stdout.strip()
        .endswith("2")
    )

    run("restore", stick, "--yes")
    after = pointer(data_dir)
    assert after["epoch"] > before["epoch"] and (before["head"], after["head"]) == (2, 1)
    assert json.loads(run("audit", "verify", "--json").stdout) == {"ok": True, "lines": 2, "gaps": [[2, 3]]}
    # a backup of one kind of database does not go into the other
    done = run_platform("restore", stick, "--yes", check=False)
    assert done.returncode == 65 and "platform.sqlite3" in done.stderr


def pointer(data_dir):
    return json.loads(json.loads((data_dir / "feed/main/pointer.json").read_text())["signed"])
