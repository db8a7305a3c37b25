"""Everyday questions find their service among the first three; what is no question for a hall finds nothing."""

import sqlite3

import pytest

from offline_cache import packaged
from offline_cache.catalogue import Catalogue
from offline_cache.search import Index

QUESTIONS = {
    "高血压拿药能不能报": "门诊慢特病认定",
    "楼下路灯不亮了": "路灯报修",
    "我要办老年证": "老年人优待证（老年证）办理",
    "坐公交车免费的卡在哪里办": "老年公交卡（敬老卡）办理",
    "身份证掉了咋个补": "身份证办理和补办",
    "哪里可以打流感疫苗": "老年人流感和肺炎疫苗",
    "屋头水管漏水": "停水和水管报修",
    "电梯坏了没人修": "电梯故障和困人",
    "老年大学怎么报名": "老年大学报名",
    "孙娃子上小学要啥子材料": "小学入学登记",
}


@pytest.fixture(scope="module")
def found_in(tmp_path_factory):
    catalogue = Catalogue(tmp_path_factory.mktemp("search"))
    catalogue.prepare()
    return catalogue


@pytest.mark.parametrize("question", QUESTIONS)
def test_everyday_questions(found_in, question):
    names = [hit.name.zh for hit in found_in.find(question).hits[:3]]
    assert QUESTIONS[question] in names


@pytest.mark.parametrize("asked", ["gaoxueya", "gxy", "GAOXUEYA", "高血鸭", "糕雪鸭", "ｇｘｙ"])
def test_sounds_pinyin_and_initials(found_in, asked):
    names = [hit.name.zh for hit in found_in.find(asked).hits[:3]]
    assert "高血压糖尿病随访管理" in names


@pytest.mark.parametrize("asked", ["street lamp", "blood pressure", "the elevator is broken"])
def test_english(found_in, asked):
    assert found_in.find(asked).answer != "nothing"


@pytest.mark.parametrize("asked", ["", " ", "？！", "嗯嗯", "五加六等于几", "asdfghjkl", "😀", "\x00", "a" * 5000])
def test_what_is_no_question_for_a_hall(found_in, asked):
    found = found_in.find(asked)
    assert (found.answer, found.hits) == ("nothing", ())


def test_a_name_is_sure_and_a_vague_word_asks(found_in):
    assert found_in.find("老年大学报名").answer == "sure"
    assert found_in.find("医保").answer == "which"


def test_the_way_it_was_heard_second_also_counts(found_in):
    best = found_in.find(("今天天气怎么样", "路灯不亮")).hits[0]
    assert best.name.zh == "路灯报修"


def test_fewer_hits_when_fewer_are_wanted(found_in):
    assert len(found_in.find("医保", 2).hits) == 2


def test_the_index_answers_from_the_file_alone(found_in):
    assert Index(found_in.at.content).find("路灯").hits == found_in.find("路灯").hits


def test_asking_never_loads_pypinyin(found_in):
    import subprocess
    import sys
    from pathlib import Path

    code = (
        "import sys; from pathlib import Path; from offline_cache.search import Index;"
        f"Index(Path({str(found_in.at.content)!r})).find('高血压'); print('pypinyin' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=Path(__file__).parents[2], check=True
    )
    assert done.stdout == "False\n"


@pytest.mark.parametrize("how", ["missing", "empty", "nonsense", "flipped", "no index", "one body"])
def test_a_damaged_content_file_still_answers_and_is_replaced(tmp_path, how, found_in):
    catalogue = Catalogue(tmp_path)
    catalogue.at.content.write_bytes(found_in.at.content.read_bytes())
    assert catalogue.find("路灯").hits
    data = bytearray(catalogue.at.content.read_bytes())
    if how == "missing":
        catalogue.at.content.unlink()
    elif how == "empty":
        catalogue.at.content.write_bytes(b"")
    elif how == "nonsense":
        catalogue.at.content.write_bytes(b"nonsense" * 4096)
    elif how == "flipped":
        data[4096 * 3 : 4096 * 40] = bytes(4096 * 37)
        catalogue.at.content.write_bytes(bytes(data))
    else:
        with sqlite3.connect(catalogue.at.content) as db:
            db.execute(
                "DROP TABLE postings" if how == "no index" else "UPDATE items SET body = '{}' WHERE kind = 'hall'"
            )
    fresh = Catalogue(tmp_path)
    assert fresh.find("路灯").hits[0].name.zh == "路灯报修"
    assert fresh.hall().id == "jinhe"
    assert fresh.prepare() is True
    assert Catalogue(tmp_path).sound()


def test_another_snapshot_than_the_packaged_one_is_not_trusted(monkeypatch):
    monkeypatch.setattr(packaged, "SNAPSHOT_SHA256", "0" * 64)
    with pytest.raises(packaged.NotOurs):
        packaged.snapshot()
