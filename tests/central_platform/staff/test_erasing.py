"""删掉居民的话 by a manager: a reason first, written down, the words gone from every row; nobody else may."""

import uuid

import pytest

from central_platform.content.models import ReportCategory
from central_platform.feed import keys as feed_keys
from central_platform.reports import desk
from central_platform.reports.models import AccessLog, Letter, Report, ReportPerson


@pytest.fixture
def told(keys, kiosk):
    """A report with words, and a letter about it."""
    report = desk.take(desk.Case(ReportCategory.objects.first().code, "jy-3", {"words": "灯不亮"}, "phone"))
    sealing = feed_keys.load().sealing[0].id
    Letter.objects.create(
        ref=uuid.uuid4(), kind="feedback", report=report, kiosk=kiosk, sealed=b"box", sealing_key_id=sealing
    )
    return report


def test_a_manager_erases_with_a_reason_that_is_written_down(as_, told):
    page, client = f"/staff/orders/{told.pk}/erase/", as_("manager")
    assert page in client.get(f"/staff/orders/{told.pk}/").content.decode()
    assert page not in as_("triage").get(f"/staff/orders/{told.pk}/").content.decode()
    html = client.get(page).content.decode()
    assert "不能恢复" in html and "1 封信" in html and "还没办完" in html
    assert "请选一个原因" in client.post(page).content.decode()
    assert ReportPerson.objects.get(report=told).erased_at is None and not AccessLog.objects.exists()
    assert client.post(page, {"reason": "family"}).url == f"/staff/orders/{told.pk}/"
    assert bytes(ReportPerson.objects.get(report=told).sealed) == bytes(Letter.objects.get(report=told).sealed) == b""
    assert Report.objects.filter(pk=told.pk).exists()
    line = AccessLog.objects.get()
    assert (line.act, line.about, line.role) == ("erase", f"{told.pk} family", "主管")
    assert "删掉居民的话（家里人替居民要求）" in client.get("/staff/openings/").content.decode()
    assert page not in client.get(f"/staff/orders/{told.pk}/").content.decode()
    assert "没有居民的话了" in client.get(page).content.decode()
    client.post(page, {"reason": "self"})
    assert AccessLog.objects.count() == 1
