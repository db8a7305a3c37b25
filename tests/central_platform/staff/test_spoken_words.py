"""Staff and residents' words: sayings, readings, what is done elsewhere — written, searched, deleted, in the feed."""

import pytest

from central_platform.content.models import Elsewhere, Reading, Saying, Service
from central_platform.feed import changes

FORMS = {
    "sayings": (Saying, {"said": "测测补助", "means": "最低生活保障\r\n救助"}),
    "readings": (Reading, {"word": "测测险", "syllables": "ce4 ce4 xian3"}),
    "elsewhere": (
        Elsewhere,
        {
            "code": "test-visa", "name_zh": "办测测签证", "name_en": "Visas", "advice_zh": "请到出入境大厅。",
            "advice_en": "", "phrases": "我要出国",
        },
    ),
}  # fmt: skip


def words(client, path):
    return client.get(path, follow=True).content.decode()


@pytest.mark.parametrize("kind", FORMS)
def test_a_publisher_writes_finds_and_deletes_one(as_, kind):
    model, sent = FORMS[kind]
    client = as_("publisher")
    answer = client.post(f"/staff/{kind}/add/", sent)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    row = model.objects.order_by("pk").last()
    assert changes.state(row.feed_kind, row.feed_id) == row.body()
    assert str(row) in words(client, f"/staff/{kind}/?q={str(row)[:3]}")
    assert f">{row}<" not in words(client, f"/staff/{kind}/?q=没有这种话")
    assert client.post(f"/staff/{kind}/delete/{row.pk}/").status_code == 302
    assert changes.state(row.feed_kind, row.feed_id) is None
    assert changes.ever(row.feed_kind, row.feed_id)


@pytest.mark.parametrize("role", ["editor", "triage"])
@pytest.mark.parametrize("kind", FORMS)
def test_what_goes_out_at_once_is_the_publishers(as_, kind, role):
    model, sent = FORMS[kind]
    before = model.objects.count()
    as_(role).post(f"/staff/{kind}/add/", sent)
    assert model.objects.count() == before


def test_a_wrong_reading_is_refused_beside_its_field(as_):
    html = as_("publisher").post("/staff/readings/add/", {"word": "测测险", "syllables": "ce4 ce4"}).content.decode()
    assert "“测测险”有3个字，拼音却有2个" in html
    assert not Reading.objects.filter(word="测测险").exists()


def test_staff_hear_when_a_saying_means_nothing_or_is_common(as_, console):
    client = as_("publisher")
    assert (
        "还没有一项服务写着“月亮票”"
        in client.post("/staff/sayings/add/", {"said": "看月亮测测", "means": "月亮票"}, follow=True).content.decode()
    )
    first, second, *others = Service.objects.all()[:5]
    for service in others:
        service.phrases = "怎么搞测"
        service.save_revision().publish()
    sent = {"said": "怎么搞测", "means": f"{first.name_zh}\n{second.name_zh}"}
    said = client.post("/staff/sayings/add/", sent, follow=True).content.decode()
    assert "“怎么搞测”在另外3项服务里也有人说" in said
    sent = {"said": "怎么搞测", "means": first.name_zh}
    Saying.objects.get(said="怎么搞测").delete()
    assert "大家都会被带到" in client.post("/staff/sayings/add/", sent).content.decode()
    assert not Saying.objects.filter(said="怎么搞测").exists()
