"""The home page and the kiosks: whoever calls comes first; letting one in and cutting one off."""

import uuid
from datetime import timedelta

from django.utils import timezone

from central_platform.fleet import enrolment
from central_platform.fleet.models import HallSettings, Heartbeat, Kiosk
from central_platform.reports.models import AccessLog, CallEvent


def page(client, path="/staff/"):
    return client.get(path).content.decode()


def test_a_call_is_told_to_every_open_page_and_goes_out_when_somebody_goes(as_, call):
    client = as_("triage")
    assert "/staff/calls/" in page(client)
    assert "大厅门口 有人在叫" in page(client, "/staff/calls/")
    assert client.post(f"/staff/kiosks/{call.kiosk_id}/answer/").url == "/staff/"
    assert page(client, "/staff/calls/").strip() == ""
    call.refresh_from_db()
    assert call.acknowledged_by.username == "triage"
    assert Kiosk.objects.get(pk=call.kiosk_id).called_at is None


def test_whoever_waits_longest_is_named_first(as_, call, kiosk):
    other = Kiosk.objects.create(name="二楼", public="p" * 44, fingerprint="0", hall=kiosk.hall)
    came = timezone.now() - timedelta(minutes=4)
    CallEvent.objects.create(ref=uuid.uuid4(), kiosk=other, called_at=came, received_at=came)
    html = page(as_("triage"), "/staff/calls/")
    assert html.index("二楼 有人在叫") < html.index("大厅门口 有人在叫")
    assert "4\xa0分钟前按的" in html and "刚刚按的" in html


def test_an_editor_is_shown_no_calls_and_no_orders(as_, call, order):
    order()
    client = as_("editor")
    assert page(client, "/staff/calls/") == ""
    client.post(f"/staff/kiosks/{call.kiosk_id}/answer/")
    call.refresh_from_db()
    assert call.acknowledged_at is None
    assert "待接单" not in page(client)
    assert "我的草稿" in page(client)


def test_a_kiosk_that_fell_silent_is_named(as_, kiosk):
    client = as_("admin")
    assert "<b>0</b>没消息的自助机" in page(client)
    long_ago = timezone.now() - timedelta(hours=2)
    Kiosk.objects.update(enrolled_at=long_ago)
    Heartbeat.objects.update(at=long_ago)
    assert "<b>1</b>没消息的自助机" in page(client)
    Kiosk.objects.update(revoked_at=timezone.now())
    assert "<b>0</b>没消息的自助机" in page(client)


def test_the_list_tells_what_needs_care(as_, kiosk):
    html = page(as_("admin"), "/staff/kiosks/")
    assert "大厅门口" in html and "1234 5678 9012" in html and "2 件" in html
    assert "回执号快用完了" not in html
    Heartbeat.objects.update(lease_left=10, voice=False, parked=3, clock_ok=False)
    html = page(as_("admin"), "/staff/kiosks/")
    for said in ("回执号快用完了", "语音没开", "3 件送不出去", "时钟不准"):
        assert said in html


def test_a_code_is_shown_once_and_lets_one_kiosk_in(as_, keys, console):
    import re
    import secrets

    from central_platform import crypto

    client = as_("admin")
    answer = client.post("/staff/kiosks/", {"hall": "jinhe"})
    code = re.search(r'ls-big">([0-9A-Z]{4}-[0-9A-Z]{4})<', answer.content.decode()).group(1)
    assert code not in page(client, "/staff/kiosks/")
    let_in = enrolment.enrol(code, crypto.b64(secrets.token_bytes(32)), "127.0.0.1")
    assert let_in["fingerprint"] in page(client, "/staff/kiosks/")
    assert [line.act for line in AccessLog.objects.all()] == ["enrol-code"]


def test_a_triage_officer_can_neither_let_in_nor_cut_off(as_, kiosk):
    client = as_("triage")
    assert "开接入码" not in page(client, "/staff/kiosks/")
    client.post("/staff/kiosks/", {"hall": "jinhe"})
    client.post(f"/staff/kiosks/{kiosk.pk}/revoke/")
    kiosk.refresh_from_db()
    assert kiosk.revoked_at is None
    assert not AccessLog.objects.exists()


def test_cutting_off_is_written_down(as_, kiosk):
    as_("admin").post(f"/staff/kiosks/{kiosk.pk}/revoke/")
    kiosk.refresh_from_db()
    assert kiosk.revoked_at
    assert [(line.act, line.about) for line in AccessLog.objects.all()] == [("revoke", str(kiosk.pk))]


def test_a_kiosk_is_named_by_where_it_stands(as_, kiosk):
    as_("admin").post(f"/staff/kiosks/{kiosk.pk}/rename/", {"name": " 二楼电梯口 "})
    kiosk.refresh_from_db()
    assert kiosk.name == "二楼电梯口"


def test_an_administrator_sets_how_a_halls_kiosks_behave(as_, kiosk):
    client, address = as_("admin"), f"/staff/kiosks/halls/{kiosk.hall.slug}/"
    assert address in page(client, "/staff/kiosks/")
    html = client.post(address, {"idle_seconds": "5", "volume": "3"}).content.decode()
    assert "请写 30 到 900 之间的数。" in html and 'value="3"' in html
    assert not HallSettings.objects.exists()
    client.post(address, {"idle_seconds": "240", "volume": "3", "entrance": ""})
    assert HallSettings.objects.get().values == {"idle_seconds": 240, "volume": 3}
    assert AccessLog.objects.filter(act="settings").exists()
    assert "1 台里有 0 台已经换过来了" in page(client, address)
    assert as_("manager").get(address).status_code == 302


def test_a_machine_somebody_reported_as_broken_leads_to_its_order(as_, order):
    report = order(category="kiosk-broken", place="")
    html = as_("admin").get("/staff/kiosks/").content.decode()
    assert f'href="/staff/orders/{report.pk}/">有人报它坏了' in html
    report.status = "withdrawn"
    report.save()
    assert "有人报它坏了" not in as_("admin").get("/staff/kiosks/").content.decode()
