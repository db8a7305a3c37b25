"""A damaged content.db or index is noticed and healed from the last good copy, while somebody asks."""

import random
import shutil
import sqlite3

import pytest

from offline_cache.catalogue import Catalogue
from offline_cache.content_file import packaged_feed


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Content with its good copy, made once: the index takes seconds."""
    catalogue = Catalogue(tmp_path_factory.mktemp("made"))
    catalogue.prepare()
    catalogue.note("2099-01-01T00:00:00+00:00")
    for good in catalogue.at.good.iterdir():
        good.unlink()
    assert catalogue.prepare(thorough=True) is False  # a lost copy is made again
    return catalogue.at.root


@pytest.fixture
def kept(made, data_dir):
    """A catalogue whose content is not the packaged one: it says until when it is vouched for."""
    shutil.copytree(made, data_dir)
    return Catalogue(data_dir)


def rewritten(path, change):
    with sqlite3.connect(path) as db:
        change(db)


BROKEN = {
    "nonsense": lambda path: path.write_bytes(b"nonsense" * 4096),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:50_000]),
    "gone": lambda path: path.unlink(),
    "numbers of the index": lambda path: rewritten(
        path, lambda db: db.execute("UPDATE postings SET numbers = x'ffffff7f', impacts = x'003c'")
    ),
    "a table of the index": lambda path: rewritten(path, lambda db: db.execute("DROP TABLE entries")),
    "a fact of the whole": lambda path: rewritten(
        path, lambda db: db.execute("UPDATE state SET value = '9' WHERE name = 'head'")
    ),
    "a meaning": lambda path: rewritten(path, lambda db: db.execute("UPDATE sayings SET means = '[x'")),
}


@pytest.mark.parametrize("how", BROKEN)
def test_the_last_good_content_comes_back_whoever_asks(kept, data_dir, how):
    BROKEN[how](kept.at.content)
    catalogue = Catalogue(data_dir)
    assert catalogue.find("路灯坏了").hits[0].name.zh == "路灯报修"
    assert catalogue.state().items == len(packaged_feed().items)
    catalogue.prepare(thorough=True)
    assert catalogue.sound()
    assert catalogue.state().expires is not None  # not the packaged one: what was here before


def test_a_damaged_copy_is_not_taken(kept, data_dir):
    (good,) = kept.at.good.iterdir()
    data = bytearray(good.read_bytes())
    data[len(data) // 2] ^= 1
    good.write_bytes(data)
    kept.at.content.write_bytes(b"nonsense")
    catalogue = Catalogue(data_dir)
    assert catalogue.prepare() is True
    assert catalogue.state().expires is None  # the packaged one
    assert len(list(kept.at.good.iterdir())) == 1


def test_random_damage_never_ends_in_an_exception(kept, data_dir):
    whole, chance = kept.at.content.read_bytes(), random.Random(3)
    for _ in range(30):
        data = bytearray(whole)
        at = chance.randrange(len(data))
        data[at] ^= 1 << chance.randrange(8)
        kept.at.content.write_bytes(data)
        catalogue = Catalogue(data_dir)
        catalogue.prepare()
        assert catalogue.find("路灯坏了").hits
        catalogue.services()
        catalogue.notices()


def test_damage_while_the_kiosk_runs_heals_at_the_next_question(kept):
    assert kept.find("路灯坏了").hits
    kept.at.content.write_bytes(b"nonsense" * 4096)
    assert kept.find("路灯坏了").hits
    assert kept.sound()
