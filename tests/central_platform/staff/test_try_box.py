"""居民会找到什么？ beside the forms: the kiosk's own search, over the published feed and over the form as it stands."""

import pytest

from central_platform.content import trying
from central_platform.content.models import Saying, Service
from central_platform.feed.models import FeedChange
from central_platform.fleet import counters


@pytest.fixture
def few(console):
    """A feed of a few services: an index of all takes seconds."""
    kept = Service.objects.get(slug="yb-jumin")
    FeedChange.objects.exclude(kind="saying").exclude(item_id=kept.feed_id).delete()
    return kept


def test_a_form_is_tried_before_it_is_saved_and_nothing_of_it_stays(as_, few, form_of, tmp_path, caplog):
    client, edit = as_("editor"), f"/staff/services/edit/{few.pk}/"
    counters.add({"saying:低保钱": 7, "saying:老年卡": 3})
    html = client.get(edit).content.decode()
    assert 'data-try-say="低保钱"' in html and 'data-try-say="老年卡"' not in html
    sent = form_of(client, edit) | {"phrases": "蓬蓬嘎嘎", "asked": "蓬蓬嘎嘎"}
    answer = client.post(f"/staff/try/service/{few.pk}/", sent)
    now, then = answer.content.decode().split("照这一页改了以后")
    assert "没找到" in now and "就是这一项" in then and "直接打开" in then
    assert "no-store" in answer["Cache-Control"]
    few.refresh_from_db()
    assert "蓬蓬" not in few.phrases and "蓬蓬" not in caplog.text
    assert "蓬蓬".encode() not in (tmp_path / trying.FILE).read_bytes()

    saying = {"said": "蓬蓬嘞嘞", "means": "医保参保", "asked": "蓬蓬嘞嘞"}
    now, then = client.post("/staff/try/saying/", saying).content.decode().split("照这一页改了以后")
    assert "听懂的说法" not in now and "听懂的说法：蓬蓬嘞嘞" in then
    wrong = client.post("/staff/try/saying/", saying | {"said": "蓬"}).content.decode()
    assert "还不能试" in wrong and "至少写2个字" in wrong

    few.phrases = "蓬蓬嘎嘎"
    few.save_revision().publish()
    assert trying.ask("蓬蓬嘎嘎").published.services[0] == (few.feed_id, few.name_zh)
    Saying.objects.create(said="蓬蓬嘞嘞", means="医保参保")
    assert trying.ask("蓬蓬嘞嘞").published.sayings == ("蓬蓬嘞嘞",)
    (tmp_path / trying.FILE).write_bytes(b"rubbish" * 1000)
    assert trying.ask("蓬蓬嘞嘞").published.sayings == ("蓬蓬嘞嘞",)


def test_who_may_not_see_services_may_not_try_them(as_, console):
    assert as_("triage").post("/staff/try/service/", {"asked": "医保"}).status_code == 302
    assert as_("editor").post("/staff/try/hall/", {"asked": "医保"}).status_code == 404
