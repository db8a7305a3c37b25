"""A receipt tells its story, and guessing numbers is cut short."""

import json
from pathlib import Path

import pytest

from central_platform.fleet.receipts import check_digit
from central_platform.reports import opening
from central_platform.reports.models import Report
from central_platform.reports.transitions import TRANSITIONS, NotAllowed, act

pytestmark = pytest.mark.django_db


@pytest.fixture
def filed(device, read_claim):
    offer = device.envelope(inside={"words": "路灯不亮"})
    device.offer(offer)
    return Report.objects.get(pk=read_claim(offer)["ref"])


def test_the_story_follows_what_staff_do(device, filed, admin_user):
    act(filed, "take", admin_user)
    act(filed, "start", admin_user, note="找老王")
    act(filed, "done", admin_user, reply="灯泡换好了")
    told = device.statuses(filed.receipt)[filed.receipt]
    assert [line["status"] for line in told["history"]] == ["filed", "taken", "started", "done"]
    assert (told["status"], told["reply"], told["ask_staff"]) == ("done", "灯泡换好了", False)
    assert told["promised"].startswith(str(filed.due_at.year)) and told["promised"].endswith("+08:00")
    assert "老王" not in json.dumps(told, ensure_ascii=False)


def test_unknown_numbers_are_left_out_and_the_twentieth_in_an_hour_ends_it(device, filed):
    unknown = [f"90000{n:03d}" for n in range(20)]
    unknown = [digits + check_digit(digits) for digits in unknown]
    assert device.statuses(filed.receipt, *unknown[:19]).keys() == {filed.receipt}
    assert device.statuses(filed.receipt).keys() == {filed.receipt}
    assert device.statuses(unknown[19]) == {}
    assert device.post("statuses", {"receipts": [filed.receipt]})[0] == 429


def test_another_device_is_not_held_up_by_one_that_guesses(device, filed, new_device, hall):
    from central_platform.fleet import attempts, codes

    attempts.add("status", device.id, times=20)
    other = new_device()
    other.enrol(codes.make(hall, 10))
    assert other.statuses(filed.receipt).keys() == {filed.receipt}


def test_two_people_pressing_at_once_take_it_once(filed, admin_user):
    twin = Report.objects.get(pk=filed.pk)
    assert not isinstance(act(filed, "take", admin_user), NotAllowed)
    assert act(twin, "take", admin_user) == NotAllowed("status", "taken")
    assert filed.events.count() == 2


def test_an_explanation_needs_words(filed, admin_user):
    assert act(filed, "explain", admin_user, reply="  ") == NotAllowed("reply", "filed")
    assert act(filed, "explain", admin_user, reply="这段路归区里管").status == "explained"


def test_every_status_word_can_be_reached_and_left_only_by_the_table(filed):
    from central_platform.reports.models import Status

    assert {step.target for step in TRANSITIONS.values()} | {"filed"} == set(Status)
    for status in Status:
        for action, step in TRANSITIONS.items():
            if action == "merge":
                continue
            Report.objects.filter(pk=filed.pk).update(status=status)
            outcome = act(filed, action, None, reply="因为")
            assert isinstance(outcome, NotAllowed) == (status not in step.sources), (status, action)


def test_a_merged_report_tells_the_story_of_the_one_it_went_into(device, filed, admin_user, read_claim):
    offer = device.envelope()
    device.offer(offer)
    main = Report.objects.get(pk=read_claim(offer)["ref"])
    assert act(filed, "merge", admin_user, into=filed.pk) == NotAllowed("into", "filed")
    act(filed, "merge", admin_user, into=main.pk)
    act(main, "explain", admin_user, reply="一起修")
    told = device.statuses(filed.receipt)[filed.receipt]
    assert (told["status"], told["reply"]) == ("explained", "一起修")
    assert [step["status"] for step in told["history"]] == ["filed", "merged", "explained"]
    assert told["promised"] == device.statuses(main.receipt)[main.receipt]["promised"]


def test_opening_is_written_down_and_the_resident_can_see_that(device, filed, admin_user):
    assert opening.open_person(filed, admin_user)["words"] == "路灯不亮"
    opened = device.statuses(filed.receipt)[filed.receipt]["opened"]
    assert [line["role"] for line in opened] == ["staff"]


def test_opening_a_letter_about_it_counts_as_well(device, filed, admin_user):
    device.offer(device.envelope("voice-note", inside=b"RIFF", about=str(filed.pk)))
    opening.open_letter(filed.letters.get(), admin_user)
    assert len(device.statuses(filed.receipt)[filed.receipt]["opened"]) == 1


def test_only_the_logged_act_opens_a_box():
    """`unseal` is called in one place, after the line is written."""
    package = Path(opening.__file__).parents[1]
    callers = {path.relative_to(package).as_posix() for path in package.rglob("*.py") if "unseal(" in path.read_text()}
    assert callers == {"crypto.py", "feed/keys.py", "reports/opening.py", "reports/faces.py"}


def test_who_may_not_open_sees_nothing_and_leaves_no_opened_line(device, filed, django_user_model):
    from django.core.exceptions import PermissionDenied

    editor = django_user_model.objects.create_user("editor")
    with pytest.raises(PermissionDenied):
        opening.open_person(filed, editor)
    assert device.statuses(filed.receipt)[filed.receipt]["opened"] == []


def test_erased_words_are_gone_and_do_not_come_back(device, read_claim, admin_user):
    from central_platform.reports import erasure
    from central_platform.reports.models import Erasure, Received

    offer = device.envelope(inside={"words": "别留着"})
    device.offer(offer)
    ref = read_claim(offer)["ref"]
    report = Report.objects.get(pk=ref)
    erasure.erase(report)
    assert opening.open_person(report, admin_user) == opening.Closed("erased")
    assert device.opened("hello", device.post("hello", {"lease_left": 99})[1])["drop_refs"] == [ref]
    # An old backup comes back without knowing of the erasure; the file beside the keys does.
    Received.objects.all().delete(), Report.objects.all().delete(), Erasure.objects.all().delete()
    assert device.offer(offer)[ref]["outcome"] == "stored"
    assert not Report.objects.exists()
