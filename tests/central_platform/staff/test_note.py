"""What residents tell at the desk or on the phone stands in the same queue, sealed, with a receipt to read to them."""

import pytest

from central_platform.reports.models import Report
from central_platform.reports.opening import open_person
from central_platform.reports.views.noted import NotePage

SAID = {
    "source": "phone",
    "category": "streetlight",
    "place": "jy-3",
    "words": "灯不亮，老王说的",
    "contact": "138 0013 8000",
}


@pytest.fixture
def note(as_, keys):
    return lambda role="triage", **said: as_(role).post("/staff/orders/new/", SAID | said)


def test_a_case_told_on_the_phone_is_in_the_queue_with_its_receipt(note, as_, django_user_model):
    html = note().content.decode()
    report = Report.objects.get()
    grouped = " ".join(report.receipt[at : at + 3] for at in (0, 3, 6))
    assert grouped in html
    assert (report.source, report.category, report.place, report.kiosk) == ("phone", "streetlight", "jy-3", None)
    assert report.events.get().by.username == "triage"
    listed = as_("triage").get("/staff/orders/").content.decode()
    assert grouped in listed
    opened = as_("triage").get(f"/staff/orders/{report.pk}/").content.decode()
    assert "电话" in opened
    assert "老王" not in opened
    inside = open_person(report, django_user_model.objects.get(username="triage"))
    assert inside == {"words": SAID["words"], "contact": "13800138000", "place": "锦园3栋"}


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"place": ""}, "这一类要写在哪里"),
        ({"category": "idea", "words": "", "place": ""}, "说清楚"),
        ({"contact": "老王家"}, "电话只写数字"),
        ({"category": "no-such"}, "alert"),
        ({"source": "open311"}, "alert"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(note, said, told):
    html = note(**said).content.decode()
    assert told in html
    assert not Report.objects.exists()
    if "words" not in said:
        assert SAID["words"] in html


def test_of_a_private_matter_the_place_is_sealed_too(note):
    note(category="help-request")
    report = Report.objects.get()
    assert report.private
    assert report.place == ""


@pytest.mark.parametrize("role", ["editor", "publisher"])
def test_who_takes_no_orders_notes_none(note, role):
    assert NotePage.permission == "reports.change_report"
    assert note(role).status_code == 302
    assert not Report.objects.exists()
