"""The index changes service by service, and is then the same as one built anew."""

import random
import sqlite3
from dataclasses import replace

import pytest

from offline_cache import index_writer
from offline_cache.catalogue import Catalogue
from offline_cache.content_file import packaged_feed
from offline_cache.content_writer import Feed, Item
from offline_cache.postings import MANY_DEAD

ASKED = (
    "路灯不亮了", "高血压拿药能不能报", "dibao", "屋头漏水", "老头子走不动了", "护照在哪里办", "量子纠缠打折卡", "厕所在哪里",
    "长护险怎么申请", "the street lamp is broken", "gxy", "新开的茶馆讲评书", "",
)  # fmt: skip


@pytest.fixture(scope="module")
def packaged():
    """The packaged content, small enough to build often: every fourth service, everything else."""
    feed = packaged_feed()
    services = [item for item in feed.items if item.kind == "service"]
    kept = {item.id for item in services[::4]}
    return replace(feed, items=tuple(item for item in feed.items if item.kind != "service" or item.id in kept))


def catalogue(folder, feed):
    folder.mkdir()
    found = Catalogue(folder)
    found.apply([replace(feed, publication="test", epoch=1)])
    return found


def answers(found):
    return [(asked, found.find(asked), found.explain(asked, 2)) for asked in ASKED]


def changed(item: Item, seq: int, chance: random.Random) -> Item:
    body = dict(item.body)
    match item.kind:
        case "service":
            body["phrases"] = [*chance.sample(body["phrases"], 5), "量子纠缠打折卡", "新开的茶馆讲评书"]
            body["words"] = body["words"][::2]
            body["name"] = {"zh": body["name"]["zh"] + "试办", "en": "Trial"}
        case "elsewhere":
            body["phrases"] = [*body["phrases"], "量子纠缠打折卡"]
        case "saying":
            body["means"] = ["路灯"]
        case "place":
            body["aliases"] = [*body["aliases"], "新茅厕"]
        case "reading":
            body["syllables"] = " ".join(["ma1"] * len(body["word"]))
    return replace(item, seq=seq, body=body)


@pytest.mark.parametrize("seed", range(3))
def test_changing_one_by_one_equals_building_anew(tmp_path, packaged, seed):
    chance = random.Random(seed)
    found = catalogue(tmp_path / "changing", packaged)
    items = {(item.kind, item.id): item for item in packaged.items}
    head = packaged.end
    for _ in range(6):
        picked = [
            chance.choice([item for item in items.values() if item.kind == kind])
            for kind in ("service", "service", "elsewhere", "saying", "place", "reading")
        ]
        step = []
        for seq, item in enumerate(dict.fromkeys((one.kind, one.id) for one in picked), head + 1):
            old = items.pop(item)
            gone = chance.random() < 0.25
            step.append(replace(old, seq=seq, deleted=True, body={}) if gone else changed(old, seq, chance))
            if not gone:
                items[item] = step[-1]
        found.apply([Feed("test", 1, head, head + len(step), tuple(step))])
        head += len(step)
    with sqlite3.connect(found.at.content) as db:
        assert db.execute("SELECT count(*) FROM postings WHERE part = 1").fetchone()[0] > 0  # nothing was built anew
    order = sorted(items.values(), key=lambda item: (item.kind, item.id))
    whole = tuple(replace(item, seq=seq) for seq, item in enumerate(order, 1))
    assert answers(found) == answers(catalogue(tmp_path / "anew", replace(packaged, items=whole, end=len(whole))))


def test_the_order_of_the_content_does_not_matter(tmp_path, packaged):
    shuffled = list(packaged.items)
    random.Random(5).shuffle(shuffled)
    other = replace(packaged, items=tuple(shuffled))
    assert answers(catalogue(tmp_path / "one", packaged)) == answers(catalogue(tmp_path / "other", other))


def test_a_service_added_a_minute_ago_is_found(tmp_path, packaged):
    found = catalogue(tmp_path / "new", packaged)
    pattern = next(item for item in packaged.items if item.kind == "service")
    body = pattern.body | {
        "id": "11111111-1111-4111-8111-111111111111", "slug": "xs-qiche", "name": {"zh": "老年代步车上牌", "en": ""},
        "summary": {"zh": "四轮代步车在这里上牌照。", "en": ""}, "aliases": ["代步车牌照"], "phrases": [], "words": [],
    }  # fmt: skip
    head = packaged.end
    found.apply([Feed("test", 1, head, head + 1, (replace(pattern, id=body["id"], seq=head + 1, body=body),))])
    assert found.find("代步车要上牌子").hits[0].slug == "xs-qiche"
    assert found.find("待步扯上排").hits[0].slug == "xs-qiche"


def test_after_many_changes_it_is_built_anew(tmp_path, packaged, monkeypatch):
    found = catalogue(tmp_path / "worn", packaged)
    built = []
    whole = index_writer.build
    monkeypatch.setattr(index_writer, "build", lambda db: (built.append(1), whole(db)))
    service = next(item for item in packaged.items if item.kind == "service")
    for step in range(1, MANY_DEAD + 2):
        head = packaged.end + step
        found.apply([Feed("test", 1, head - 1, head, (replace(service, seq=head),))])
    assert built == [1]
    assert found.find(service.body["name"]["zh"]).hits[0].id == service.id


def test_a_file_whose_index_is_of_an_older_form_is_built_anew(tmp_path, packaged):
    found = catalogue(tmp_path / "old", packaged)
    with sqlite3.connect(found.at.content) as db:
        db.execute("DROP TABLE postings")
    assert not found.sound()
    assert found.prepare()
    assert found.find("路灯不亮了").hits


def test_who_reads_while_the_first_content_is_written_never_sees_half_of_it(tmp_path, monkeypatch):
    seen = []
    whole = index_writer.build

    def building(db):
        if not seen:  # the reader below builds one in memory
            reader = Catalogue(tmp_path)
            seen.append((len(reader.services()), len(reader.report_categories())))
            seen.append(reader.find("路灯").hits[0].slug)
        whole(db)

    monkeypatch.setattr(index_writer, "build", building)
    assert Catalogue(tmp_path).prepare()
    assert seen == [(196, 14), "wy-ludeng"]
    assert not list(tmp_path.glob(".writing-*"))
