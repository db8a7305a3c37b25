"""The queue of orders: found, taken once, answered, promised; and opened only as an act that is written down."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from central_platform import crypto
from central_platform.reports import audit
from central_platform.reports.models import AccessLog, Letter, Report, ReportPerson, StatusEvent
from central_platform.reports.statuses import story


def page(client, path):
    return client.get(path).content.decode()


def seal(value):
    from nacl.public import PublicKey, SealedBox

    from central_platform.feed import keys

    ring = keys.load()
    first = json.loads(ring.document["signed"])["sealing"][0]
    plain = value if isinstance(value, bytes) else json.dumps(value, ensure_ascii=False).encode()
    return SealedBox(PublicKey(crypto.unb64(first["public"]))).encrypt(plain), first["id"]


@pytest.fixture
def told(keys, order):
    """An order with something sealed."""
    report = order()
    sealed, key_id = seal({"words": "楼下的路灯不亮，有三天了。", "contact": "13800000000"})
    ReportPerson.objects.create(report=report, sealed=sealed, sealing_key_id=key_id)
    return report


def test_the_queue_shows_what_waits_in_words(as_, order):
    order()
    html = page(as_("triage"), "/staff/orders/")
    for said in ("路灯坏了", "锦园3栋", "417 093 568", "已下单", "接单"):
        assert said in html
    assert "streetlight" not in re.sub(r'value="[^"]*"', "", html)


def test_an_order_is_found_by_its_receipt_however_it_is_written(as_, order):
    order(receipt="417093568")
    order(receipt="500000004")
    client = as_("triage")
    for q in ("417 093 568", "417093568", "417-093-568"):
        html = page(client, f"/staff/orders/?q={q}")
        assert "417 093 568" in html
        assert "500 000 004" not in html
    assert "没有找到" in page(client, "/staff/orders/?q=999999999")


def test_taking_from_the_list_takes_it_once(as_, order):
    report, client = order(), as_("triage")
    for _ in range(2):
        assert client.post(f"/staff/orders/{report.pk}/take/").url == f"/staff/orders/{report.pk}/"
    report.refresh_from_db()
    assert report.status == "taken"
    assert StatusEvent.objects.filter(report=report, status="taken").count() == 1


def test_the_whole_way_to_done_with_a_reply_and_a_promise(as_, order):
    report, client = order(), as_("triage")
    day = timezone.localdate() + timedelta(days=2)
    path = f"/staff/orders/{report.pk}/"
    client.post(path, {"action": "take", "promised": day.isoformat(), "reply": "我们后天来看。"})
    client.post(path, {"action": "start", "note": "老王去"})
    client.post(path, {"action": "done", "reply": "灯换好了。"})
    report.refresh_from_db()
    told = story(report)
    assert [step["status"] for step in told["history"]] == ["filed", "taken", "started", "done"]
    assert told["reply"] == "灯换好了。"
    assert told["promised"].startswith(day.isoformat())
    assert "老王" not in json.dumps(told, ensure_ascii=False)
    assert "老王去" in page(client, path)


def test_explaining_needs_words_and_keeps_what_was_typed(as_, order):
    report, client = order(), as_("triage")
    html = client.post(f"/staff/orders/{report.pk}/", {"action": "explain", "note": "不归我们管"}).content.decode()
    assert "请先写一句给居民的答复" in html
    assert "不归我们管" in html
    report.refresh_from_db()
    assert report.status == "filed"


def test_a_promise_in_the_past_is_refused(as_, order):
    report = order()
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    html = as_("triage").post(f"/staff/orders/{report.pk}/", {"action": "take", "promised": yesterday}).content.decode()
    assert "这一天已经过去了" in html
    report.refresh_from_db()
    assert report.status == "filed"


def test_two_officers_pressing_at_once_do_it_once(as_, order):
    report, client = order(), as_("triage")
    client.post(f"/staff/orders/{report.pk}/", {"action": "take"})
    html = client.post(f"/staff/orders/{report.pk}/", {"action": "take"}).content.decode()
    assert "别人刚刚动过这张单" in html


def test_only_the_next_steps_are_offered(as_, order):
    report, client = order(), as_("triage")
    offered = lambda: re.findall(r'name="action" value="(\w+)">', page(client, f"/staff/orders/{report.pk}/"))  # noqa: E731
    assert offered() == ["take", "explain", "say", "give"]
    client.post(f"/staff/orders/{report.pk}/", {"action": "take"})
    assert offered() == ["start", "done", "explain", "say", "give"]


def test_the_same_trouble_can_be_joined(as_, order):
    first, second = order(), order(receipt="500000004")
    client = as_("triage")
    assert "可能是同一件事（1）" in page(client, f"/staff/orders/{second.pk}/")
    client.post(f"/staff/orders/{second.pk}/", {"action": "merge", "into": str(first.pk)})
    second.refresh_from_db()
    assert (second.status, second.merged_into_id) == ("merged", first.pk)


def test_what_is_late_says_so(as_, order, console):
    report = order()
    Report.objects.filter(pk=report.pk).update(received_at=timezone.now() - timedelta(days=9))
    assert "超时了" in page(as_("triage"), "/staff/orders/")


def test_looking_at_an_order_shows_nothing_the_resident_sealed(as_, told):
    html = page(as_("triage"), f"/staff/orders/{told.pk}/")
    assert "有三天了" not in html
    assert "13800000000" not in html
    assert not AccessLog.objects.exists()


def test_opening_is_written_down_before_a_word_is_shown(as_, told):
    answer = as_("triage").post(f"/staff/orders/{told.pk}/", {"action": "open"})
    html = answer.content.decode()
    assert "楼下的路灯不亮，有三天了。" in html
    assert "13800000000" in html
    assert "no-store" in answer["Cache-Control"]
    line = AccessLog.objects.get()
    assert (line.act, line.about, line.role) == ("open", str(told.pk), "接单员")
    assert story(told)["opened"][0]["role"] == "接单员"


def test_nothing_is_shown_when_it_cannot_be_written_down(as_, told, monkeypatch):
    def refuse(*_args):
        raise RuntimeError("the log is broken")

    monkeypatch.setattr(audit, "append", refuse)
    client = as_("triage")
    client.raise_request_exception = False
    answer = client.post(f"/staff/orders/{told.pk}/", {"action": "open"})
    assert answer.status_code == 500
    assert "有三天了" not in answer.content.decode()


def test_an_administrator_sees_the_queue_but_not_the_words(as_, told):
    client = as_("admin")
    assert "打开看" not in page(client, f"/staff/orders/{told.pk}/")
    answer = client.post(f"/staff/orders/{told.pk}/", {"action": "open"}, follow=True)
    assert "有三天了" not in answer.content.decode()


def test_erased_words_say_so(as_, told):
    ReportPerson.objects.filter(report=told).update(erased_at=timezone.now())
    html = as_("triage").post(f"/staff/orders/{told.pk}/", {"action": "open"}).content.decode()
    assert "居民要求删掉" in html


def test_a_letter_is_opened_by_an_act_and_then_seen(as_, keys, kiosk):
    sealed, key_id = seal({"words": "助听器怎么领补贴？"})
    letter = Letter.objects.create(ref=told_ref(), kind="question", kiosk=kiosk, sealed=sealed, sealing_key_id=key_id)
    client = as_("triage")
    listed = page(client, "/staff/letters/")
    assert "问题" in listed and "还没看" in listed and "助听器" not in listed
    assert client.get(f"/staff/letters/{letter.pk}/open/").url == "/staff/letters/"
    assert "助听器怎么领补贴？" in client.post(f"/staff/letters/{letter.pk}/open/").content.decode()
    letter.refresh_from_db()
    assert letter.seen_by.username == "triage"
    assert AccessLog.objects.get().about == str(letter.pk)


def test_a_voice_note_comes_as_sound(as_, keys, kiosk, order):
    sealed, key_id = seal(b"RIFF....WAVEfmt ")
    letter = Letter.objects.create(
        ref=told_ref(), kind="voice-note", report=order(), kiosk=kiosk, sealed=sealed, sealing_key_id=key_id
    )
    answer = as_("triage").post(f"/staff/letters/{letter.pk}/open/")
    assert answer["Content-Type"] == "audio/wav"
    assert answer.content == b"RIFF....WAVEfmt "


def test_an_administrator_sees_who_opened_what(as_, told):
    as_("triage").post(f"/staff/orders/{told.pk}/", {"action": "open"})
    html = page(as_("admin"), "/staff/openings/")
    assert "打开居民的话" in html and "接单员" in html
    assert "没有人改过" in html
    AccessLog.objects.update(role="编辑")
    assert "第 1 条记录被改过" in page(as_("admin"), "/staff/openings/")


def told_ref():
    import uuid

    return uuid.uuid4()


def test_a_shelf_that_is_very_full_is_not_counted_to_the_end(as_, order, monkeypatch):
    from central_platform.reports.views import orders

    for _ in range(3):
        order()
    assert "待接单 <b>3</b>" in page(as_("triage"), "/staff/orders/")
    monkeypatch.setattr(orders, "MOST_COUNTED", 2)
    assert "待接单 <b>2+</b>" in page(as_("triage"), "/staff/orders/")
