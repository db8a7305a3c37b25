"""Orders handled together, apart again, opened again and given away: nobody's receipt is lost on the way."""

import json
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from central_platform import crypto
from central_platform.content.models import Department, ReportCategory
from central_platform.reports import desk, faces
from central_platform.reports.models import Letter, Report, Status, StatusEvent
from central_platform.reports.statuses import story
from central_platform.reports.transitions import NotAllowed, act, give, say


@pytest.fixture
def case(demo, ring, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return lambda category="streetlight": desk.take(desk.Case(category, "jy-3", {"words": "灯不亮"}, "desk"))


def again(report):
    return Report.objects.get(pk=report.pk)


def test_joining_one_that_others_joined_takes_them_along(case):
    first, second, third = case(), case(), case()
    act(first, "merge", None, into=second.pk)
    act(second, "merge", None, into=third.pk)
    assert {again(one).merged_into_id for one in (first, second)} == {third.pk}
    assert act(third, "merge", None, into=first.pk) == NotAllowed("into", "filed")
    act(third, "take", None)
    act(third, "done", None, reply="灯换好了。")
    assert [story(again(one))["status"] for one in (first, second, third)] == ["done"] * 3


def test_when_the_one_that_stood_for_others_is_taken_back_the_oldest_stands_for_them(case):
    main, older, newer = case(), case(), case()
    for one in (older, newer):
        act(one, "merge", None, into=main.pk)
    act(main, "take", None)
    act(main, "withdraw", None)
    older, newer = again(older), again(newer)
    assert (older.status, older.merged_into) == ("filed", None)
    assert newer.merged_into == older
    act(older, "take", None)
    assert story(again(newer))["status"] == story(again(older))["status"] == "taken"


def test_one_that_was_joined_can_be_taken_back_or_stand_alone(case):
    main, one, other = case(), case(), case()
    for joined in (one, other):
        act(joined, "merge", None, into=main.pk)
    act(one, "withdraw", None)
    assert (again(one).status, again(one).merged_into) == ("withdrawn", None)
    act(other, "split", None)
    assert (again(other).status, again(other).merged_into) == ("filed", None)
    assert story(again(other))["history"][-1]["status"] == "filed"


def test_who_was_joined_and_says_it_is_not_repaired_opens_the_order_for_all(case, ring, hall):
    from central_platform.fleet.models import Kiosk

    main, joined = case(), case()
    act(joined, "merge", None, into=main.pk)
    act(main, "take", None)
    act(main, "done", None, reply="灯换好了。")
    late = again(main).due_at
    sealed = crypto.seal(json.dumps({"words": "unfixed"}).encode(), ring.sealing[0].public)
    letter = Letter.objects.create(
        ref=joined.public_id, kind="feedback", report=again(joined), sealed=sealed, sealing_key_id=ring.sealing[0].id,
        kiosk=Kiosk.objects.create(public="k", fingerprint="0", hall=hall),
    )  # fmt: skip
    faces.read(letter)
    assert again(main).status == Status.REOPENED
    assert again(main).due_at > late  # a new promise, or it would be late at once
    assert story(again(joined))["status"] == "reopened"


def test_done_wants_a_sentence_or_a_picture(case):
    report = case()
    act(report, "take", None)
    assert act(report, "done", None, note="老王去过了") == NotAllowed("evidence", "taken")
    event = act(report, "done", None, picture=ContentFile(b"jpeg", "x.jpg"))
    assert Path(event.picture.path).read_bytes() == b"jpeg"
    assert story(again(report))["status"] == "done"


def test_a_word_on_the_way_is_no_step(case):
    report = case()
    assert say(report, None, " ", "") == NotAllowed("note", "filed")
    say(report, None, note="钥匙在门卫那里")
    say(report, None, reply="师傅明天来。")
    told = story(again(report))
    assert (told["status"], told["reply"]) == ("filed", "师傅明天来。")
    assert len(told["history"]) == 1
    assert "钥匙" not in json.dumps(told, ensure_ascii=False)


def test_an_order_belongs_to_the_department_of_its_category_and_can_be_given_away(case):
    report, due = case(), None
    assert report.department.name_zh == "物业服务站"
    due, other = report.due_at, Department.objects.get(name_zh="城市管理服务站")
    assert give(report, other, None, " ") == NotAllowed("note", "filed")
    assert give(report, report.department, None, "再看看") == NotAllowed("department", "filed")
    event = give(report, other, None, "这根灯杆归城管")
    report = again(report)
    assert (report.department, report.due_at, event.note) == (other, due, "交给城市管理服务站：这根灯杆归城管")
    assert len(story(report)["history"]) == 1
    act(report, "explain", None, reply="这根灯杆要拆了。")
    assert give(report, Department.objects.get(name_zh="物业服务站"), None, "退回") == NotAllowed(
        "department", "explained"
    )
    assert StatusEvent.objects.filter(report=report, action="give").count() == 1


def test_what_a_kiosk_reports_reaches_the_department_and_names_the_machine(demo, device, read_claim):
    offers = [device.envelope(category="kiosk-broken", place=None), device.envelope(category="elevator")]
    device.offer(*offers)
    broken, lift = (Report.objects.get(pk=read_claim(offer)["ref"]) for offer in offers)
    assert (broken.department.name_zh, str(broken.kiosk.pk)) == ("街道便民服务中心", device.id)
    assert lift.department == ReportCategory.objects.get(code="elevator").owner


def test_a_department_names_itself_on_every_kiosk_and_lends_its_time(demo):
    from django.core.exceptions import ValidationError

    from central_platform.feed import changes

    department = Department.objects.get(name_zh="物业服务站")
    lamp = ReportCategory.objects.get(code="streetlight")
    lamp.target_hours = None
    lamp.save()
    department.name_zh, department.target_hours = "锦和物业", 30
    department.save()
    told = changes.state("report-category", "streetlight")
    assert (told["owner"]["zh"], told["target_hours"]) == ("锦和物业", 30)
    department.active = False
    with pytest.raises(ValidationError, match="路灯"):
        department.full_clean()
