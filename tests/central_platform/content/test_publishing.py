"""Publishing is one act: the row staff see live and the numbered change kiosks get, both or neither."""

import pytest
from django.db import transaction

from central_platform.content.models import Category, Location, Notice, Place, ReportCategory, Service
from central_platform.feed import changes


class FeedIsBrokenError(RuntimeError):
    pass


@pytest.fixture
def service(demo):
    return Service.objects.get(slug="yb-jumin")


@pytest.fixture
def broken_feed(monkeypatch):
    def refuse(*_args, **_kwargs):
        raise FeedIsBrokenError

    def break_it():
        monkeypatch.setattr(changes, "record", refuse)

    return break_it


def body(in_feed, item):
    return in_feed().get((item.feed_kind, item.feed_id))


def test_a_draft_stays_here(service, in_feed, head):
    before = head()
    service.name_zh = "还没想好"
    service.save_revision()
    assert head() == before
    assert body(in_feed, service)["name"]["zh"] == "城乡居民医保参保缴费"


def test_publishing_reaches_the_feed(service, in_feed, head):
    before = head()
    service.name_zh = "交居民医保"
    service.steps.add(service.steps.model(text_zh="收好回执。", sort_order=9))
    service.save_revision().publish()
    assert head() == before + 1
    assert body(in_feed, service)["name"]["zh"] == "交居民医保"
    assert body(in_feed, service)["steps"][-1]["zh"] == "收好回执。"


def test_a_new_item_is_not_in_the_feed_before_it_is_published(demo, in_feed):
    notice = Notice(title_zh="停电", headline_zh="后天停电", icon="power", live=False)
    notice.save()
    revision = notice.save_revision()
    assert body(in_feed, notice) is None
    revision.publish()
    assert body(in_feed, notice)["headline"]["zh"] == "后天停电"


def test_unpublishing_takes_it_from_kiosks(service, in_feed):
    service.unpublish()
    assert body(in_feed, service) is None


def test_deleting_takes_it_from_kiosks(service, in_feed):
    fed = service.feed_kind, service.feed_id
    service.delete()
    assert fed not in in_feed()


def test_deleting_many_takes_them_from_kiosks(demo, in_feed):
    Notice.objects.filter(kind="poster").delete()
    assert not [1 for (kind, _), item in in_feed().items() if kind == "notice" and item["kind"] == "poster"]


def test_going_back_to_an_earlier_revision_reaches_the_feed(service, in_feed):
    first = service.latest_revision
    service.name_zh = "写错了"
    service.save_revision().publish()
    old = first.as_object()
    old.save_revision(previous_revision=first).publish(previous_revision=first)
    assert body(in_feed, service)["name"]["zh"] == "城乡居民医保参保缴费"
    assert len(body(in_feed, service)["steps"]) == 4


def test_a_publish_that_cannot_be_recorded_leaves_the_item_as_it_was(service, broken_feed):
    service.name_zh = "改了"
    service.steps = []
    revision = service.save_revision()
    broken_feed()
    with pytest.raises(FeedIsBrokenError):
        revision.publish()
    now = Service.objects.get(pk=service.pk)
    assert now.name_zh == "城乡居民医保参保缴费"
    assert now.steps.count() == 4
    assert now.live_revision_id != revision.pk
    assert now.has_unpublished_changes


def test_a_first_publish_that_cannot_be_recorded_stays_a_draft(demo, broken_feed):
    notice = Notice(title_zh="停电", headline_zh="后天停电", icon="power", live=False)
    notice.save()
    revision = notice.save_revision()
    broken_feed()
    with pytest.raises(FeedIsBrokenError):
        revision.publish()
    assert not Notice.objects.get(pk=notice.pk).live


@pytest.mark.parametrize("act", ["unpublish", "delete"])
def test_a_withdrawal_that_cannot_be_recorded_leaves_it_live(service, broken_feed, act):
    broken_feed()
    with pytest.raises(FeedIsBrokenError), transaction.atomic():
        getattr(service, act)()
    assert Service.objects.get(slug="yb-jumin").live


def test_a_place_that_cannot_be_recorded_is_not_changed(demo, broken_feed):
    place = Place.objects.get(code="jy-3")
    broken_feed()
    place.name_zh = "三栋"
    with pytest.raises(FeedIsBrokenError):
        place.save()
    assert Place.objects.get(code="jy-3").name_zh == "锦园3栋"


def test_rows_without_drafts_are_fed_when_saved(demo, in_feed):
    category = ReportCategory.objects.get(code="streetlight")
    category.target_hours = 24
    category.sentences.add(category.sentences.model(text_zh="灯罩掉了。", sort_order=9))
    category.save()
    fed = in_feed()["report-category", "streetlight"]
    assert fed["target_hours"] == 24
    assert fed["sentences"][-1]["zh"] == "灯罩掉了。"
    place = Place.objects.filter(kind="landmark").first()
    code = place.code
    place.delete()
    assert ("place", code) not in in_feed()


def test_moving_a_counter_tells_every_service_given_there(service, in_feed):
    hall = Location.objects.get(pk=service.location_id)
    hall.hint_zh = "进门左手边"
    hall.save()
    shown = [b for (kind, _), b in in_feed().items() if kind == "service" and b["place"]["hint"]["zh"] == "进门左手边"]
    assert len(shown) == Service.objects.filter(location=hall).count() > 1


def test_moving_a_counter_does_not_publish_somebodys_draft(service, in_feed):
    service.name_zh = "还没想好"
    service.save_revision()
    hall = Location.objects.get(pk=service.location_id)
    hall.hint_zh = "进门左手边"
    hall.save()
    assert body(in_feed, service)["name"]["zh"] == "城乡居民医保参保缴费"


def test_a_code_is_for_ever(demo):
    from django.core.exceptions import ValidationError

    category = Category.objects.get(code="yb")
    category.code = "medical"
    with pytest.raises(ValidationError, match="不能改"):
        category.full_clean()


def test_the_nightly_comparison_finds_nothing_to_mend_and_mends_what_is_wrong(demo, in_feed, head):
    from central_platform.feed import reconcile

    before = head()
    assert reconcile.check_content() == 0
    assert head() == before
    Place.objects.filter(code="jy-3").update(name_zh="改在外面")
    assert reconcile.check_content() == 1
    assert in_feed()["place", "jy-3"]["name"]["zh"] == "改在外面"
