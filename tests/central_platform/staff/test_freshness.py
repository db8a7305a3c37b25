"""该核对的: what is overdue, what residents call wrong, and one press that says it is still true."""

import uuid
from datetime import timedelta

from django.utils import timezone

from central_platform.content.export import document
from central_platform.content.models import Category, Checked, Service
from central_platform.reports.models import AccessLog, Letter
from central_platform.staff import freshness


def test_the_queue_from_overdue_to_checked(as_, kiosk, keys):
    insurance, pension = Service.objects.get(slug="yb-jumin"), Service.objects.filter(live=True).last()
    client, page = as_("editor"), "/staff/freshness/"
    assert "没有该核对的" in client.get(page).content.decode()
    Service.objects.filter(pk=pension.pk).update(first_published_at=timezone.now() - timedelta(days=181))
    said = {"kind": "correction", "about": insurance.feed_id, "kiosk": kiosk, "sealed": b"x", "sealing_key_id": "x"}
    for _ in range(2):
        Letter.objects.create(ref=uuid.uuid4(), **said)
    html = client.get(page).content.decode()
    assert html.index(insurance.name_zh) < html.index("2次") < html.index(pension.name_zh)
    assert "发布以后还没有" in html and "来信" not in html
    assert "<b>2</b>该核对的服务" in client.get("/staff/").content.decode()
    assert "去来信里看" in as_("manager").get(page).content.decode()

    for service in (insurance, pension):
        client.post(f"{page}{service.pk}/checked/")
    assert not [row for row in freshness.services() if row.waits]
    assert list(AccessLog.objects.values_list("act", "about").order_by("seq")) == [
        ("checked", insurance.slug), ("checked", pension.slug),
    ]  # fmt: skip
    assert Checked.objects.get(service=pension).by.username == "editor"
    today = f"{timezone.localdate():%Y-%m-%d}"
    dates = {entry["id"]: entry.get("assured_date") for entry in document()["contents"]}
    assert dates[pension.feed_id] == today and set(dates.values()) == {today, None}

    Letter.objects.create(ref=uuid.uuid4(), **said)
    assert [(row.pk, row.wrong) for row in freshness.services() if row.waits] == [(insurance.pk, 1)]
    Checked.objects.update(at=timezone.now() - timedelta(days=100))
    Category.objects.filter(pk=pension.category_id).update(check_days=90)
    assert pension.pk in {row.pk for row in freshness.services() if row.overdue}


def test_what_a_kiosk_calls_wrong_is_counted_once_and_read_with_its_service(as_, device, read_claim):
    insurance = Service.objects.get(slug="yb-jumin")
    said = device.envelope("correction", inside={"words": "phone"}, about=insurance.feed_id)
    strange = device.envelope("correction", inside={"words": "other"}, about="no-service")
    for _ in range(2):  # sent again when the answer was lost
        assert {answer["outcome"] for answer in device.offer(said, strange).values()} == {"stored"}
    assert [(row.pk, row.wrong) for row in freshness.services() if row.waits] == [(insurance.pk, 1)]
    reader = as_("triage")
    assert insurance.name_zh in reader.get("/staff/letters/").content.decode()
    ref = read_claim(said)["ref"]
    html = reader.post(f"/staff/letters/{ref}/open/").content.decode()
    assert "<blockquote>电话不对</blockquote>" in html and insurance.name_zh in html
    assert list(AccessLog.objects.filter(about=ref).values_list("act", flat=True)) == ["open"]


def test_who_only_looks_cannot_say_it_was_checked(as_, console):
    service = Service.objects.first()
    client = as_("manager")
    assert client.get("/staff/freshness/").status_code == 200
    assert client.post(f"/staff/freshness/{service.pk}/checked/").status_code == 302
    assert not Checked.objects.exists()
