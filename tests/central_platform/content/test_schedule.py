"""Publishing and withdrawing at a time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from central_platform.content import publishing
from central_platform.content.models import Notice, Service
from central_platform.content.schedule import publish_due


def later(item, minutes, **changes):
    for name, value in changes.items():
        setattr(item, name, value)
    item.go_live_at = timezone.now() + timedelta(minutes=minutes)
    item.save_revision().publish()


@pytest.fixture
def clock(monkeypatch):
    """Move the clock of Django (and so of Wagtail and of us) forward."""
    real = timezone.now

    def forward(**span):
        monkeypatch.setattr(timezone, "now", lambda: real() + timedelta(**span))

    return forward


def test_a_scheduled_change_waits_for_its_time(demo, in_feed, clock):
    service = Service.objects.get(slug="yb-jumin")
    later(service, 30, name_zh="明年的医保")
    fed = lambda: in_feed()["service", service.feed_id]["name"]["zh"]  # noqa: E731
    assert publish_due() == 0
    assert fed() == "城乡居民医保参保缴费"
    clock(minutes=31)
    assert publish_due() == 1
    assert fed() == "明年的医保"
    assert publish_due() == 0


def test_a_new_notice_is_not_shown_before_its_time(demo, in_feed, clock):
    notice = Notice(title_zh="停电", headline_zh="后天停电", icon="power", live=False)
    notice.save()
    later(notice, 30)
    assert ("notice", notice.feed_id) not in in_feed()
    clock(minutes=31)
    assert publish_due() == 1
    assert in_feed()["notice", notice.feed_id]["starts"]


def test_an_expired_notice_is_withdrawn(demo, in_feed, clock):
    notice = Notice.objects.first()
    notice.expire_at = timezone.now() + timedelta(minutes=5)
    notice.save_revision().publish()
    assert in_feed()["notice", notice.feed_id]["expires"]
    clock(minutes=6)
    assert publish_due() == 1
    assert ("notice", notice.feed_id) not in in_feed()
    assert Notice.objects.get(pk=notice.pk).expired


def test_one_bad_item_does_not_hold_up_the_rest_and_stays_due(demo, in_feed, clock, monkeypatch, caplog):
    first, second = Service.objects.all()[:2]
    later(first, 1, name_zh="第一项")
    later(second, 2, name_zh="第二项")
    put = publishing.put

    def picky(item):
        if item.pk == first.pk:
            raise RuntimeError
        put(item)

    monkeypatch.setattr(publishing, "put", picky)
    clock(minutes=3)
    assert publish_due() == 1
    assert in_feed()["service", second.feed_id]["name"]["zh"] == "第二项"
    assert Service.objects.get(pk=first.pk).name_zh != "第一项"
    monkeypatch.setattr(publishing, "put", put)
    assert publish_due() == 1
    assert in_feed()["service", first.feed_id]["name"]["zh"] == "第一项"
