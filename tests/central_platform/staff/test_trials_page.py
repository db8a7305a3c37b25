"""先发到一个大厅 in the console: by the gates and the second person of publishing, and said wherever the item is shown."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from central_platform.content.models import Hall, Notice, Place, Service, Trial
from central_platform.feed import changes
from central_platform.feed.models import FeedChange
from central_platform.fleet import halls

LIVE, TRIED = "城乡居民医保参保缴费", "医保（新叫法）"
HALL = "锦和社区服务大厅"
ALL, BACK = "发到所有大厅</button>", "收回</button>"


@pytest.fixture
def service(console):
    return Service.objects.get(slug="yb-jumin")


def path(row, section="services"):
    return f"/staff/{section}/edit/{row.pk}/"


def words(answer):
    return re.sub(r"<[^>]+>|\s+", " ", answer.content.decode())


def fed(item):
    """What the kiosks of the hall hold, and the others."""
    rows = FeedChange.objects.filter(kind=item.feed_kind, item_id=item.feed_id, latest=True)
    return rows.get(publication=halls.link("jinhe").publication).body, changes.state(item.feed_kind, item.feed_id)


def names(item):
    return tuple(body["name"]["zh"] for body in fed(item))


def end(client, how):
    return client.post(f"/staff/trials/{Trial.objects.get().pk}/{how}/", follow=True)


def test_a_publisher_sends_it_to_one_hall_and_everybody_is_told(as_, service, form_of):
    publisher, editor = as_("publisher"), as_("editor")
    form = form_of(publisher, path(service)) | {"name_zh": TRIED, "action-try": "jinhe"}
    refused = publisher.post(path(service), form | {"summary_zh": "请提交诉求。"})
    html = refused.content.decode()
    assert "“提交”是办公室里的话" in words(refused) and f"先发到{HALL}" in html and f'value="{TRIED}"' in html
    later = timezone.localtime() + timedelta(hours=2)
    assert "请先把时间去掉" in words(publisher.post(path(service), form | {"go_live_at": f"{later:%Y-%m-%d %H:%M}"}))
    assert "没有这个大厅" in words(publisher.post(path(service), form | {"action-try": "nowhere"}))
    editor.post(path(service), form)
    assert not Trial.objects.exists() and names(service) == (LIVE, LIVE)

    told = words(publisher.post(path(service), form, follow=True))
    assert f"先发到了{HALL}" in told and names(service) == (TRIED, LIVE)
    history = words(publisher.get(f"/staff/services/history/{service.pk}/"))
    assert f"先发到{HALL}" in history and f"{HALL}的自助机上是另一个样子" in history
    for page in (path(service), f"/staff/services/delete/{service.pk}/"):
        assert f"{HALL}的自助机上是另一个样子" in words(publisher.get(page)), page
    listed = publisher.get("/staff/services/?q=医保").content.decode()
    assert listed.count(f"{HALL}在试") == 1

    seen = editor.get("/staff/trials/").content.decode()
    assert f"</span>{LIVE}</del>" in seen and f"</span>{TRIED}</ins>" in seen and seen.count("<dt>") == 1
    assert ALL not in seen and BACK not in seen
    assert all("没有权限" in words(end(editor, how)) for how in ("all", "back")) and Trial.objects.exists()
    told = words(end(publisher, "back"))
    assert "收回了" in told and "所有大厅都一样" in told and names(service) == (LIVE, LIVE)
    assert "已经不在试了" in words(publisher.post("/staff/trials/1/all/", follow=True))
    publisher.post(path(service), form)
    assert "发到所有大厅了" in words(end(publisher, "all")) and names(service) == (TRIED, TRIED)
    assert "试过以后发到所有大厅" in words(as_("admin").get("/staff/openings/"))


def test_a_trial_is_no_way_round_the_second_person(as_, service, form_of):
    publisher, admin = as_("publisher"), as_("admin")
    form = form_of(publisher, path(service)) | {"name_zh": TRIED, "action-try": "jinhe"}
    publisher.post(path(service), form)  # while one person is enough
    Hall.objects.update(two_persons=True)
    assert ALL not in publisher.get("/staff/trials/").content.decode()
    assert "要两个人看过" in words(end(publisher, "all")) and names(service) == (TRIED, LIVE)
    end(publisher, "back")

    assert "action-try" not in publisher.get(path(service)).content.decode()
    assert "要两个人看过才能发布" in words(publisher.post(path(service), form, follow=True))
    assert (
        not Trial.objects.exists() and Service.objects.get(pk=service.pk).latest_revision.as_object().name_zh == TRIED
    )
    publisher.post(path(service), form | {"action-try": "", "action-submit": "1"})
    state = Service.objects.get(pk=service.pk).current_workflow_task_state
    approve = f"/staff/services/workflow/action/{service.pk}/try-jinhe/{state.pk}/"
    publisher.post(approve)
    assert not Trial.objects.exists()
    assert f"批准，先发到{HALL}" in words(admin.get(path(service)))
    form = form_of(admin, path(service))  # as the form's own button does: it saves, then it approves
    admin.post(path(service), form | {"action-workflow-action": "true", "workflow-action-name": "try-jinhe"})
    assert names(service) == (TRIED, LIVE) and Trial.objects.get().by.username == "admin"
    now = Service.objects.get(pk=service.pk)
    assert now.current_workflow_state is None and now.has_unpublished_changes
    end(admin, "all")  # two have seen it
    assert names(service) == (TRIED, TRIED)


def test_what_has_no_drafts_is_tried_from_its_form(as_, console, form_of):
    publisher, place = as_("publisher"), Place.objects.get(code="jy-3")
    before, where = place.hint_zh, path(place, "places")
    form = form_of(publisher, where) | {"hint_zh": "从东门进。", "action-try": "jinhe"}
    assert "“办结”" in words(publisher.post(where, form | {"hint_zh": "办结了再来"}))
    publisher.post(where, form)
    here, live = fed(place)
    assert (here["hint"]["zh"], live["hint"]["zh"], Place.objects.get(pk=place.pk).hint_zh) == (
        "从东门进。",
        before,
        before,
    )
    assert "在这里按保存，会发到所有大厅，试的就结束了" in words(publisher.get(where))
    assert "从东门进。" in words(publisher.get("/staff/trials/"))
    assert "action-try" not in publisher.get("/staff/places/add/").content.decode()
    Place.objects.filter(pk=place.pk).update(code="jy-3x")  # somebody moved on meanwhile
    assert "还不能发到所有大厅" in words(end(publisher, "all")) and Trial.objects.exists()
    end(publisher, "back")
    assert fed(Place.objects.get(code="jy-3x"))[0]["hint"]["zh"] == before


def test_a_picture_needs_its_words_here_too(as_, console, form_of):
    publisher, notice = as_("publisher"), Notice.objects.get(title_zh="停水通知")
    form = form_of(publisher, path(notice, "notices")) | {"kind": "poster", "image": "", "action-try": "jinhe"}
    assert "海报要有一张图" in words(publisher.post(path(notice, "notices"), form)) and not Trial.objects.exists()
