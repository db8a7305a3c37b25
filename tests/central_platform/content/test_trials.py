"""First in one hall: its kiosks have another text, the others what is live, until all get it or none does."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.utils import timezone

from central_platform.content import publishing, sheet_writer, sheets, trials
from central_platform.content.models import Category, Hall, Notice, Place, Service, Trial
from central_platform.content.schedule import publish_due
from central_platform.feed import changes, files, reconcile
from central_platform.feed.models import FeedChange
from central_platform.fleet import halls
from central_platform.fleet.models import Publication
from central_platform.hsds import lists
from central_platform.reports.models import AccessLog

LIVE, TRIED = "城乡居民医保参保缴费", "医保（新叫法）"


@pytest.fixture
def who(db):
    user = User.objects.create_user("publisher", first_name="发布")
    user.groups.add(Group.objects.get(name="发布"))
    return user


@pytest.fixture
def fed():
    """fed(item, hall) -> what the kiosks of that hall hold of it."""

    def body(item, hall="jinhe"):
        rows = FeedChange.objects.filter(publication=halls.link(hall).publication, latest=True)
        return rows.filter(kind=item.feed_kind, item_id=item.feed_id).values_list("body", flat=True).first()

    return body


@pytest.fixture
def service(demo):
    other(Hall, "xinqu", name_zh="新区大厅")
    return Service.objects.get(slug="yb-jumin")


def other(model, code, **changed):
    """Another row like the first."""
    row = model.objects.first()
    row.pk, row.code = None, code
    for name, value in changed.items():
        setattr(row, name, value)
    row.save()
    return row


def draft(item, who, **changed):
    for name, value in changed.items():
        setattr(item, name, value)
    item.save_revision(user=who)
    return item


def name(body):
    return body["name"]["zh"]


def test_one_hall_has_it_first_and_then_all_or_none(service, who, fed):
    before = files.head_of(changes.main())
    trial = trials.start(draft(service, who, name_zh=TRIED), "jinhe", who)
    assert (name(fed(service)), name(fed(service, "xinqu"))) == (TRIED, LIVE)
    assert Publication.objects.count() == 2 and files.head_of(changes.main()) == before
    rows = FeedChange.objects.filter(latest=True).values_list("kind", "item_id", "sha256")
    own, main = (set(rows.filter(publication=halls.link(code).publication)) for code in ("jinhe", "xinqu"))
    assert len(own) == len(main) and len(own ^ main) == 2, "the hall holds all else as it is"
    assert changes.state("service", service.feed_id)["name"]["zh"] == LIVE, "what is live is not what is tried"
    assert [row.name_zh for row in Service.objects.filter(pk=service.pk)] == [LIVE]

    trials.take_back(trial, who)
    assert (name(fed(service)), name(fed(service, "xinqu"))) == (LIVE, LIVE) and not Trial.objects.exists()
    again = trials.start(Service.objects.get(pk=service.pk).get_latest_revision_as_object(), "jinhe", who)
    assert Publication.objects.count() == 2, "the hall keeps its publication"
    trials.publish(again, who)
    assert (name(fed(service)), name(fed(service, "xinqu"))) == (TRIED, TRIED) and not Trial.objects.exists()
    assert Service.objects.get(pk=service.pk).name_zh == TRIED
    acts = list(AccessLog.objects.order_by("seq").values_list("act", "about"))
    wanted = (("try", TRIED), ("try-back", LIVE), ("try", TRIED), ("try-all", TRIED))
    assert acts == [(act, f"{title} · 锦和社区服务大厅") for act, title in wanted]


def test_what_has_no_drafts_is_tried_too_and_the_row_stays_as_it_was(service, who, fed):
    place = Place.objects.get(code="jy-3")
    place.hint_zh = "从东门进。"
    trial = trials.start(place, "jinhe", who)
    saved = Place.objects.get(code="jy-3")
    assert fed(place)["hint"]["zh"] == "从东门进。" != saved.hint_zh
    assert fed(place, "xinqu")["hint"]["zh"] == saved.hint_zh
    trials.publish(trial, who)
    assert fed(place, "xinqu")["hint"]["zh"] == "从东门进。" == Place.objects.get(code="jy-3").hint_zh
    trials.start(place, "xinqu", who)
    saved.save()
    assert not Trial.objects.exists() and fed(place, "xinqu")["hint"]["zh"] == saved.hint_zh, "saving ends it"


def test_the_night_lays_trials_over_what_is_live(service, who, fed):
    trials.start(draft(service, who, name_zh=TRIED), "jinhe", who)
    new = Notice(title_zh="试试", headline_zh="只在一个大厅", icon="power", live=False)
    new.save()
    trials.start(draft(new, who), "jinhe", who)
    own = halls.link("jinhe").publication
    FeedChange.objects.filter(publication=own, item_id__in=[service.feed_id, new.feed_id]).delete()
    FeedChange.objects.filter(publication=changes.main(), item_id=service.feed_id).delete()
    assert reconcile.check_content() == 3, "and nothing else"
    assert (name(fed(service)), name(fed(service, "xinqu"))) == (TRIED, LIVE)
    assert fed(new) and fed(new, "xinqu") is None


def test_every_other_way_to_publish_or_withdraw_ends_it(service, who, fed):
    def begin():
        return trials.start(draft(Service.objects.get(pk=service.pk), who, name_zh=TRIED), "jinhe", who)

    begin()
    assert TRIED not in sheets.write(Service), "a table has what is live"
    draft(service, who, name_zh="别的名字").latest_revision.publish(user=who)  # also what a rollback and a schedule do
    assert (name(fed(service)), name(fed(service, "xinqu")), Trial.objects.count()) == ("别的名字", "别的名字", 0)

    begin().revision.publish(user=who)
    begin()
    table = "编号 [uid],名称 [name_zh]\n" + f"{service.uid},表格里的名字\n"
    assert "还有没发布的修改" in sheets.plan(Service, table).wrong[0][1], "a table leaves alone what waits"
    row = Service.objects.get(pk=service.pk)
    row.has_unpublished_changes = False
    row.save(update_fields=["has_unpublished_changes"])
    sheet_writer.apply(Service, table, sheets.plan(Service, table))
    assert (name(fed(service)), Trial.objects.count()) == ("表格里的名字", 0)

    begin()
    Service.objects.get(pk=service.pk).unpublish(user=who)
    assert (fed(service), fed(service, "xinqu"), Trial.objects.count()) == (None, None, 0)
    begin()
    assert fed(service) and fed(service, "xinqu") is None
    uid = service.uid
    Service.objects.get(pk=service.pk).delete()
    assert fed(service) is None and not Trial.objects.exists()
    assert lists.service(uid)["name"] == "表格里的名字", "what one hall tried is not public"


def test_it_ends_when_its_version_says_so(service, who, fed):
    soon = timezone.now() + timedelta(seconds=30)
    trial = trials.start(draft(service, who, name_zh=TRIED, expire_at=soon), "jinhe", who)
    assert publish_due() == 0
    Trial.objects.filter(pk=trial.pk).update(until=timezone.now() - timedelta(seconds=1))
    assert publish_due() == 1 and name(fed(service)) == LIVE
    assert AccessLog.objects.order_by("seq").last().act == "try-back"


def test_what_it_shows_of_others_follows_them_and_what_cannot_be_made_ends(service, who, fed):
    category = other(Category, "new-one", hsds_id="6dd0a8b5-7c5c-4f0f-9d51-1d1e62f5f0aa")
    trials.start(draft(service, who, name_zh=TRIED, category=category), "jinhe", who)
    where = service.location
    where.address_zh = "锦和路9号"
    where.save()
    assert fed(service)["place"]["address"]["zh"] == fed(service, "xinqu")["place"]["address"]["zh"] == "锦和路9号"
    assert (name(fed(service)), fed(service)["category"]) == (TRIED, "new-one")
    category.delete()
    assert name(fed(service)) == LIVE and not Trial.objects.exists()


def test_a_failing_feed_leaves_no_trial(service, who, monkeypatch):
    item = draft(service, who, name_zh=TRIED)
    monkeypatch.setattr(publishing, "put", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        trials.start(item, "jinhe", who)
    assert not Trial.objects.exists() and not AccessLog.objects.exists()
    assert halls.link("jinhe").publication == changes.main()


def test_a_form_left_open_does_not_write_over_what_is_tried(service, who, fed):
    tried = draft(service, who, name_zh=TRIED)
    trials.start(tried, "jinhe", who)
    tried.name_zh = "还没人看过"
    assert tried.save_revision(user=who, overwrite_revision=tried.latest_revision) != Trial.objects.get().revision
    publishing.put_tried()
    assert name(fed(service)) == TRIED
