"""Sayings, readings and what is done elsewhere: checked when staff write them, in the feed at once, gone when deleted."""

import json
from uuid import NAMESPACE_URL, uuid5

import pytest
from django.core.exceptions import ValidationError

from central_platform.content import demo_words, spoken
from central_platform.content.models import Elsewhere, Place, Reading, Saying, Service
from central_platform.content.models.lexicon import heard
from central_platform.content.words import lines


def refusal(row):
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    return refused.value.message_dict


@pytest.mark.parametrize(
    ("row", "field", "words"),
    [
        (Saying(said="钱", means="低保"), "said", "至少写2个字"),
        (Saying(said="吃测测补助", means=" \n "), "means", "至少写一行"),
        (Saying(said="吃测测补助", means="低保\n吃测测补助"), "means", "等于没写"),
        (Reading(word="长护险", syllables="chang2 hu4"), "syllables", "有3个字，拼音却有2个"),
        (Reading(word="长护险", syllables="chang hu xian"), "syllables", "不像拼音"),
        (Elsewhere(code="test-visa", name_zh="签证", phrases="长" * 61), "phrases", "最多60个字"),
        (Elsewhere(code="test-visa", name_zh="签证", phrases="\n"), "phrases", "至少写一行"),
        (Place(code="w-1", name_zh="1号窗口", kind="cupboard"), "kind", ""),
    ],
)
def test_what_cannot_be_right_is_refused_at_its_field(publication, row, field, words):
    assert any(words in said for said in refusal(row)[field])


def test_the_same_saying_twice_is_refused_in_words(publication):
    Saying.objects.create(said="吃测测补助", means="低保")
    assert refusal(Saying(said="吃测测补助", means="救助"))["said"] == ["这句话已经有了。请去改那一条，不要再添一条。"]


def test_a_common_word_may_not_be_sent_to_one_service(demo):
    target, *others = Service.objects.all()[:4]
    for service in others:
        service.phrases = "这个怎么搞测嘛"
        service.save_revision().publish()
    refused = refusal(Saying(said="怎么搞测", means=target.name_zh))["said"][0]
    assert others[0].name_zh in refused and f"“{target.name_zh}”" in refused
    Saying(said="怎么搞测", means=f"{target.name_zh}\n{others[0].name_zh}").full_clean()
    Saying(said="咋个测测", means=target.name_zh).full_clean()


def test_a_correct_saying_can_be_saved_again(demo):
    saying = Saying.objects.first()
    saying.full_clean()
    saying.save()


@pytest.mark.parametrize(
    ("row", "body"),
    [
        (lambda: Saying(said="吃测测补助", means="最低生活保障\r\n救助\n\n"), {"said": "吃测测补助", "means": ["最低生活保障", "救助"]}),
        (lambda: Reading(word="重测疾", syllables="zhong4  ce4 ji2"), {"word": "重测疾", "syllables": "zhong4 ce4 ji2"}),
        (
            lambda: Elsewhere(code="test-visa", name_zh="签证", advice_zh="请到出入境大厅。", phrases="签证\n签证\n出国"),
            {"name": {"zh": "签证", "en": ""}, "advice": {"zh": "请到出入境大厅。", "en": ""}, "phrases": ["签证", "出国"]},
        ),
    ],
    ids=["saying", "reading", "elsewhere"],
)  # fmt: skip
def test_what_is_saved_is_in_the_feed_and_what_is_deleted_is_deleted_there(publication, head, row, body):
    from central_platform.feed.models import FeedChange

    item = row()
    item.full_clean()
    item.save()
    saved = FeedChange.objects.get(seq=head())
    assert (saved.kind, saved.item_id) == (item.feed_kind, item.feed_id)
    assert saved.body == body | {"id": item.feed_id}
    before = head()
    item.delete()
    gone = FeedChange.objects.get(seq=head())
    assert head() == before + 1
    assert (gone.kind, gone.item_id, gone.body) == (saved.kind, saved.item_id, None)


def test_the_deletion_travels_in_the_delta_and_the_snapshot_is_without_it(publication, ring, settings, head):
    import gzip

    from central_platform.feed import files

    kept, gone = (Saying.objects.create(said=said, means="低保") for said in ("吃测测补助", "拿测测补助"))
    files.write(publication)
    before = head()
    gone.delete()
    files.write(publication)
    folder = files.directory(publication)
    pointer = json.loads(json.loads((folder / "pointer.json").read_text())["signed"])

    def unpacked(file):
        return json.loads(gzip.decompress((folder / f"{file['sha256']}.json.gz").read_bytes()))["items"]

    delta = next(file for file in pointer["deltas"] if file["from"] == before)
    assert [(item["kind"], item["id"], item["deleted"]) for item in unpacked(delta)] == [("saying", gone.feed_id, True)]
    whole = {item["id"] for item in unpacked(pointer["snapshot"])}
    assert kept.feed_id in whole and gone.feed_id not in whole


def test_a_window_tells_the_way_and_a_building_its_community(publication):
    window = Place(code="w-3", name_zh="3号窗口", kind="window", hint_zh="进门右手边。", community_zh="锦和社区")
    window.full_clean()
    body = window.body()
    assert (body["kind"], body["hint"]) == ("window", {"zh": "进门右手边。", "en": ""})
    assert body["community"] == {"zh": "锦和社区", "en": ""}


def test_the_demos_words_are_the_same_items_on_every_platform(demo, in_feed):
    fed = in_feed()
    for saying in Saying.objects.all():
        assert saying.uid == uuid5(NAMESPACE_URL, f"linsheng:saying:{saying.said}")
        assert fed["saying", str(saying.uid)]["said"] == saying.said
    for reading in Reading.objects.all():
        assert reading.uid == uuid5(NAMESPACE_URL, f"linsheng:reading:{reading.word}")
    assert Elsewhere.objects.exists() and all(("elsewhere", row.code) in fed for row in Elsewhere.objects.all())


def test_the_demos_words_are_what_staff_could_have_written(demo):
    """Also the issue's gate: no entry of the lexicon sends a common word to one service only."""
    services, wrong = list(heard()), []
    for saying in Saying.objects.all():
        if spoken.pull(saying.said, lines(saying.means), services).steals or saying.said in lines(saying.means):
            wrong.append(saying.said)
        saying.clean_fields()
    for row in (*Reading.objects.all(), *Elsewhere.objects.all(), *Place.objects.all()):
        row.full_clean(validate_unique=False)
    assert wrong == []


def test_every_hand_wrote_its_phrases_into_the_services(tmp_path):
    for hand, said in (("b", ["乙", "甲"]), ("a", ["甲", "丙"])):
        (tmp_path / hand).mkdir()
        (tmp_path / hand / "yb.json").write_text(json.dumps({"yb-jumin": said}), "utf-8")
    (tmp_path / "README.md").write_text("not a hand")
    (tmp_path / "a" / "notes.txt").write_text("not phrases")
    assert demo_words.phrases(tmp_path) == {"yb-jumin": ["甲", "丙", "乙", "甲"]}
    assert demo_words.phrases(tmp_path / "nobody") == {}


def test_the_demos_phrases_are_in_the_services_without_doubles(demo):
    from central_platform.content.demo import FOLDER

    told = demo_words.phrases(FOLDER.joinpath("phrases"))
    assert told
    for slug, said in told.items():
        assert lines(Service.objects.get(slug=slug).phrases) == spoken.without_doubles(said)
