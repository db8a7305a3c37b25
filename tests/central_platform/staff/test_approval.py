"""From an editor's draft to kiosks: submitted, approved or sent back; and what the preview shows on the way."""

from datetime import timedelta

import pytest
from django.utils import timezone

from central_platform.content.models import Hall, Notice, Service
from central_platform.feed import changes


@pytest.fixture
def service(console):
    return Service.objects.get(slug="yb-jumin")


def path(service):
    return f"/staff/services/edit/{service.pk}/"


def fed(service):
    return changes.state("service", service.feed_id)["name"]["zh"]


@pytest.fixture
def submit(form_of):
    def act(client, service, name):
        return client.post(path(service), form_of(client, path(service)) | {"name_zh": name, "action-submit": "1"})

    return act


def test_an_editors_words_reach_kiosks_when_a_publisher_approves(as_, service, submit):
    editor, publisher = as_("editor"), as_("publisher")
    assert submit(editor, service, "交居民医保").status_code == 302
    assert fed(service) == "城乡居民医保参保缴费"
    assert "交居民医保" in publisher.get("/staff/").content.decode()
    assert "等人审核" in editor.get("/staff/").content.decode()
    state = Service.objects.get(pk=service.pk).current_workflow_task_state
    publisher.post(f"/staff/services/workflow/action/{service.pk}/approve/{state.pk}/")
    assert fed(service) == "交居民医保"
    assert "没有等着审核的" in publisher.get("/staff/").content.decode()


def test_what_is_sent_back_stays_here(as_, service, submit):
    editor, publisher = as_("editor"), as_("publisher")
    submit(editor, service, "写得不好")
    state = Service.objects.get(pk=service.pk).current_workflow_task_state
    publisher.post(
        f"/staff/services/workflow/action/{service.pk}/reject/{state.pk}/", {"comment": "请写短一点", "next": ""}
    )
    assert fed(service) == "城乡居民医保参保缴费"
    assert "请写短一点" in editor.get(f"/staff/services/workflow_history/{service.pk}/").content.decode() or (
        "请写短一点" in editor.get(path(service)).content.decode()
    )


def test_an_editor_cannot_publish_by_asking_for_it(as_, service, form_of):
    client = as_("editor")
    client.post(path(service), form_of(client, path(service)) | {"name_zh": "自己发布", "action-publish": "1"})
    assert fed(service) == "城乡居民医保参保缴费"
    assert Service.objects.get(pk=service.pk).name_zh != "自己发布"


def test_a_publisher_publishes_at_once_and_goes_back(as_, service, form_of):
    client = as_("publisher")
    client.post(path(service), form_of(client, path(service)) | {"name_zh": "交居民医保", "action-publish": "1"})
    assert fed(service) == "交居民医保"
    first = service.revisions.order_by("created_at", "pk").first()
    back = f"/staff/services/history/{service.pk}/revisions/{first.pk}/revert/"
    html = client.get(f"/staff/services/history/{service.pk}/").content.decode()
    assert f'href="{back}">回到这一版</a>' in html
    compared = f"/staff/services/history/{service.pk}/revisions/compare/{first.pk}...latest/"
    assert f'href="{compared}">和现在比一比</a>' in html and "交居民医保" in client.get(compared).content.decode()
    answer = client.post(back, form_of(client, back) | {"action-publish": "1", "revision": str(first.pk)})
    assert answer.status_code == 302
    assert fed(service) == "城乡居民医保参保缴费"


def test_where_two_persons_are_asked_for_nobody_publishes_alone(as_, service, form_of, submit):
    Hall.objects.update(two_persons=True)
    publisher, admin = as_("publisher"), as_("admin")
    sent = form_of(publisher, path(service)) | {"name_zh": "交居民医保", "action-publish": "1"}
    html = publisher.post(path(service), sent, follow=True).content.decode()
    assert "要两个人看过才能发布" in html and 'name="action-publish"' not in html and 'value="交居民医保"' in html
    submit(publisher, service, "交居民医保")
    assert "没有等着审核的" in publisher.get("/staff/").content.decode()
    assert "交居民医保" in admin.get("/staff/").content.decode()
    state = Service.objects.get(pk=service.pk).current_workflow_task_state
    approve = f"/staff/services/workflow/action/{service.pk}/approve/{state.pk}/"
    publisher.post(approve)
    assert fed(service) == "城乡居民医保参保缴费"
    admin.post(approve)
    assert fed(service) == "交居民医保"


def test_a_failing_feed_leaves_the_approval_open(as_, service, monkeypatch, submit):
    editor, publisher = as_("editor"), as_("publisher")
    submit(editor, service, "交居民医保")
    state = Service.objects.get(pk=service.pk).current_workflow_task_state

    def refuse(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr(changes, "record", refuse)
    publisher.raise_request_exception = False
    answer = publisher.post(f"/staff/services/workflow/action/{service.pk}/approve/{state.pk}/")
    assert answer.status_code == 500
    now = Service.objects.get(pk=service.pk)
    assert now.name_zh == "城乡居民医保参保缴费"
    assert now.current_workflow_task_state.status == "in_progress"


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        ("", ["城乡居民医保参保缴费", "1号窗口", "要带3样东西", "第1页，共3页", "读给我听"]),
        ("big", ["城乡居民医保参保缴费", "1号窗口"]),
        ("biggest", ["城乡居民医保参保缴费", "1号窗口"]),
        ("night", ["--bg: #000000"]),
        ("en", ["Resident medical insurance enrolment", "Window 1", "Bring 3 things", "Page 1 of 3", "Read to me"]),
    ],
)
def test_the_preview_shows_the_kiosks_pages(as_, service, mode, said, form_of):
    client = as_("editor")
    preview = f"/staff/services/preview/{service.pk}/"
    client.post(preview, form_of(client, path(service)))
    answer = client.get(f"{preview}?mode={mode}")
    html = answer.content.decode()
    for words in said:
        assert words in html
    assert ("要带3样东西" in html) == (mode in ("", "night"))
    assert "http://" not in html and "https://" not in html
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]


def test_the_preview_follows_the_typing(as_, service, form_of):
    client = as_("editor")
    preview = f"/staff/services/preview/{service.pk}/"
    sent = form_of(client, path(service)) | {"summary_zh": "每年交一次医保。", "free": "on"}
    client.post(preview, sent)
    html = client.get(f"{preview}?mode=").content.decode()
    assert "每年交一次医保。" in html and "不收钱" in html
    assert Service.objects.get(pk=service.pk).summary_zh != "每年交一次医保。"


def test_a_notice_is_previewed_too(as_, console, form_of):
    notice, client = Notice.objects.get(title_zh="停水通知"), as_("editor")
    preview = f"/staff/notices/preview/{notice.pk}/"
    client.post(preview, form_of(client, f"/staff/notices/edit/{notice.pk}/"))
    html = client.get(f"{preview}?mode=").content.decode()
    assert "明天上午停水" in html and "请您先接一桶水。" in html


def test_a_notice_of_their_own_shows_their_picture(as_, console, form_of):
    from wagtail.images.models import Image
    from wagtail.images.tests.utils import get_test_image_file

    notice, client = Notice.objects.get(title_zh="停水通知"), as_("editor")
    picture = Image.objects.create(title="图", file=get_test_image_file(size=(320, 240)))
    preview = f"/staff/notices/preview/{notice.pk}/"
    client.post(preview, form_of(client, f"/staff/notices/edit/{notice.pk}/") | {"image": str(picture.pk)})
    assert f'src="{picture.file.url}"' in client.get(f"{preview}?mode=").content.decode()


def test_a_publisher_sets_the_time_in_the_console(as_, service, form_of):
    client = as_("publisher")
    later = timezone.localtime() + timedelta(hours=2)
    html = client.get(path(service)).content.decode()
    assert 'name="go_live_at"' in html and 'name="expire_at"' in html
    sent = form_of(client, path(service)) | {
        "name_zh": "明年的医保",
        "go_live_at": f"{later:%Y-%m-%d %H:%M}",
        "action-publish": "1",
    }
    assert client.post(path(service), sent).status_code == 302
    assert fed(service) == "城乡居民医保参保缴费"
    assert Service.objects.get(pk=service.pk).scheduled_revision.as_object().name_zh == "明年的医保"
