"""A question a resident chose to tell: opened, edited by staff, approved or published, and then in the feed."""

import uuid

import pytest
from django.contrib.auth.models import Group, User
from django.utils import timezone

from central_platform import crypto
from central_platform.content.models import Service
from central_platform.feed import changes
from central_platform.reports import audit
from central_platform.reports.models import AccessLog, Letter

ASKED = "我是王秀英，助听器怎么领补贴？"
EDITED = "助听器怎么领补贴"


@pytest.fixture
def letter(kiosk, keys):
    """letter(kind="question") -> as a kiosk sealed it."""
    return lambda kind="question": sent(kiosk, kind)


def sent(kiosk, kind):
    import json

    from central_platform.feed import keys

    key = keys.load().sealing[0]
    sealed = crypto.seal(json.dumps({"words": ASKED}, ensure_ascii=False).encode(), key.public)
    return Letter.objects.create(ref=uuid.uuid4(), kind=kind, kiosk=kiosk, sealed=sealed, sealing_key_id=key.id)


@pytest.fixture
def service(console):
    return Service.objects.get(slug="yb-jumin")


def also(user, *groups):
    User.objects.get(username=user).groups.add(*Group.objects.filter(name__in=groups))


def opened(client, letter):
    return client.post(f"/staff/letters/{letter.pk}/open/").content.decode()


def learn(client, letter, service, sentence=EDITED):
    return client.post(
        f"/staff/letters/{letter.pk}/phrase/", {"service": service.pk, "sentence": sentence}, follow=True
    )


def fed(service):
    return changes.state("service", service.feed_id)["phrases"]


def test_a_triage_officers_sentence_reaches_kiosks_when_a_publisher_approves(as_, letter, service):
    question, triage, publisher = letter(), as_("triage"), as_("publisher")
    html = opened(triage, question)
    assert "记成一句常说的话" in html and ASKED in html and service.name_zh in html
    before = fed(service)
    assert "已经提交审核" in learn(triage, question, service).content.decode()
    assert fed(service) == before
    assert service.name_zh in publisher.get("/staff/").content.decode()
    state = Service.objects.get(pk=service.pk).current_workflow_task_state
    publisher.post(f"/staff/services/workflow/action/{service.pk}/approve/{state.pk}/")
    assert fed(service) == [*before, EDITED]
    assert "王秀英" not in str(fed(service))
    assert [line.act for line in AccessLog.objects.order_by("seq")] == ["open", "phrase"]
    assert audit.verify() == audit.Whole(2, ())


def test_who_may_publish_publishes_at_once(as_, letter, service):
    also("triage", "发布")
    question, client = letter(), as_("triage")
    opened(client, question)
    before = fed(service)
    assert "马上就听得懂" in learn(client, question, service).content.decode()
    assert fed(service) == [*before, EDITED]
    now = Service.objects.get(pk=service.pk)
    assert now.live_revision.user.username == "triage" and not now.has_unpublished_changes


def test_an_editors_goes_to_the_approval(as_, letter, service):
    also("triage", "编辑")
    question, client = letter(), as_("triage")
    opened(client, question)
    before = fed(service)
    learn(client, question, service)
    assert fed(service) == before and Service.objects.get(pk=service.pk).workflow_in_progress
    assert EDITED in Service.objects.get(pk=service.pk).latest_revision.as_object().phrases


def test_a_colleagues_unfinished_draft_is_not_published_by_the_way(as_, letter, service):
    also("triage", "发布")
    service.name_zh = "还没想好"
    service.save_revision(user=User.objects.get(username="editor"))
    question, client = letter(), as_("triage")
    opened(client, question)
    before = fed(service)
    assert "记进草稿了" in learn(client, question, service).content.decode()
    assert fed(service) == before
    draft = Service.objects.get(pk=service.pk).latest_revision.as_object()
    assert draft.name_zh == "还没想好" and EDITED in draft.phrases


def test_a_service_under_approval_is_left_alone_and_nothing_typed_is_lost(as_, letter, service):
    first, second, client = letter(), letter(), as_("triage")
    opened(client, first), opened(client, second)
    learn(client, first, service)
    html = learn(client, second, service, "另外一句话").content.decode()
    assert "正在审核" in html and "另外一句话" in html
    assert "另外一句话" not in Service.objects.get(pk=service.pk).latest_revision.as_object().phrases


def test_a_locked_service_is_left_alone(as_, letter, service):
    Service.objects.filter(pk=service.pk).update(
        locked=True, locked_by=User.objects.get(username="publisher"), locked_at=timezone.now()
    )
    question, client = letter(), as_("triage")
    opened(client, question)
    assert "锁着" in learn(client, question, service).content.decode()


def test_a_sentence_that_is_there_already_is_not_written_twice(as_, letter, service):
    also("triage", "发布")
    question, client = letter(), as_("triage")
    opened(client, question)
    learn(client, question, service)
    assert "已经有这句话了" in learn(client, question, service).content.decode()
    assert fed(service).count(EDITED) == 1


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("", "请写一句话"),
        ("啊", "太短了"),
        ("长" * 61, "太长了"),
        ("打138 0013 8000找我领补贴", "像电话或证件号"),
    ],
)
def test_what_must_not_go_to_every_kiosk_is_refused(as_, letter, service, sentence, said):
    question, client = letter(), as_("triage")
    opened(client, question)
    assert said in learn(client, question, service, sentence).content.decode()
    assert not Service.objects.get(pk=service.pk).has_unpublished_changes


def test_an_enter_inside_the_sentence_does_not_make_two(as_, letter, service):
    also("triage", "发布")
    question, client = letter(), as_("triage")
    opened(client, question)
    learn(client, question, service, "助听器\r\n 怎么领")
    assert fed(service)[-1] == "助听器 怎么领"


def test_an_unopened_letter_teaches_nothing(as_, letter, service):
    assert learn(as_("triage"), letter(), service).redirect_chain == [("/staff/", 302)]
    assert not Service.objects.get(pk=service.pk).has_unpublished_changes


@pytest.mark.parametrize("role", ["editor", "publisher", "admin"])
def test_who_may_not_read_the_letter_may_not_use_it(as_, letter, service, role):
    question = letter()
    opened(as_("triage"), question)
    learn(as_(role), question, service)
    assert not Service.objects.get(pk=service.pk).has_unpublished_changes


def test_only_a_question_has_the_form(as_, letter, service):
    feedback, client = letter("feedback"), as_("triage")
    assert "记成一句常说的话" not in opened(client, feedback)
    learn(client, feedback, service)
    assert not Service.objects.get(pk=service.pk).has_unpublished_changes
