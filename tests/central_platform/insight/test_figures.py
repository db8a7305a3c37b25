"""The figures add up, and a number that residents made is never told when it is small."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from central_platform import crypto
from central_platform.fleet import counters
from central_platform.fleet.counters import told
from central_platform.fleet.models import Kiosk
from central_platform.insight import figures
from central_platform.insight.charts import Group, bars
from central_platform.insight.figures import Span
from central_platform.reports import desk, faces, transitions
from central_platform.reports.models import AccessLog, Letter, Report, Status, StatusEvent

WEEK = Span.of_days(7)


@pytest.fixture
def report(demo, ring):
    def file(*actions, category="streetlight", days_ago=0):
        made = desk.take(desk.Case(category, "", {"words": "灯不亮"}, "phone"))
        for action in actions:
            transitions.act(made, action, None, reply="今天去修" if action in ("done", "explain") else "")
        if days_ago:
            Report.objects.filter(pk=made.pk).update(received_at=timezone.now() - timedelta(days=days_ago))
        return made

    return file


@pytest.fixture
def say(hall, ring):
    """A face comes in from a kiosk, sealed like everything."""
    kiosk = Kiosk.objects.create(public="k", fingerprint="0", hall=hall)

    def send(report, face):
        sealed = crypto.seal(crypto.compact({"words": face}).encode(), ring.sealing[0].public)
        letter = Letter.objects.create(
            ref=f"00000000-0000-4000-8000-{Letter.objects.count():012d}", kind="feedback", report=report, kiosk=kiosk,
            sealed=sealed, sealing_key_id=ring.sealing[0].id,
        )  # fmt: skip
        faces.read(letter)
        letter.refresh_from_db()
        return letter

    return send


def test_every_report_is_somewhere_and_only_once(report):
    other = report()
    for actions in (
        (),
        ("take",),
        ("take", "start"),
        ("take", "done"),
        ("explain",),
        ("withdraw",),
        ("take", "done", "reopen"),
    ):
        report(*actions)
    transitions.act(other, "merge", None, into=Report.objects.exclude(pk=other.pk).first().pk)
    funnel = figures.funnel(WEEK)
    assert funnel.adds_up
    assert (funnel.filed, funnel.taken, funnel.handled, funnel.reopened) == (8, 4, 3, 1)
    assert (funnel.waiting, funnel.working, funnel.done, funnel.explained) == (2, 2, 1, 1)
    assert (funnel.merged, funnel.withdrawn) == (1, 1)


def test_only_the_days_asked_for_count(report):
    report()
    report(days_ago=7)
    assert figures.funnel(WEEK).filed == 1
    assert figures.funnel(WEEK.before()).filed == 1
    assert figures.funnel(Span.of_days(28)).filed == 2


def test_the_median_is_of_the_first_answer(report):
    for days in (1, 3, 11):
        made = report("take", "done")
        StatusEvent.objects.filter(report=made, action="done").update(at=made.received_at + timedelta(days=days))
    assert figures.funnel(WEEK).median_days == pytest.approx(3)
    assert figures.funnel(WEEK.before()).median_days is None


def test_a_face_is_counted_and_its_opening_written_down(report, say):
    made = report("take", "done")
    assert say(made, "good").face == "good"
    assert AccessLog.objects.filter(act="face").count() == 1
    assert (figures.funnel(WEEK).confirmed, figures.funnel(WEEK).unhappy) == (1, 0)


def test_not_repaired_opens_the_order_again(report, say):
    made = report("take", "done")
    say(made, "unfixed")
    made.refresh_from_db()
    assert made.status == Status.REOPENED
    assert figures.funnel(WEEK).reopened == 1


def test_what_is_no_face_stays_sealed(report, say):
    assert say(report("take", "done"), "我姓王，电话13800138000").face == ""
    assert AccessLog.objects.filter(act="face").count() == 1  # it was looked at, and that stands there too


def test_categories_stand_with_what_was_opened_again(report):
    report("take", "done", "reopen")
    report("take", "done")
    report(category="noise")
    lights, noise = figures.funnel(WEEK).kinds
    assert (lights.code, lights.filed, lights.handled, lights.reopen_percent) == ("streetlight", 2, 2, 50)
    assert (noise.filed, noise.handled, noise.reopen_percent) == (1, 0, 0)


def test_small_numbers_of_residents_are_not_told(demo):
    counters.add({"answer:nothing": 4, "stuck:idle": 5})
    halls = figures.halls(WEEK)
    assert told(halls.nothing) == "不到5"
    assert told(dict(halls.gave_up)["停着不动"]) == "5"


def test_a_chart_has_its_numbers_as_a_table_too():
    html = BeautifulSoup(
        bars("每个星期", ("报上来", "有了结果"), [Group("7月1日", (3, 1)), Group("<b>", (0, 2))]), "html.parser"
    )
    assert [cell.text for cell in html.select("td") if cell.text] == ["3", "1", "0", "2"]
    assert len(html.select("rect")) == 4
    assert html.find("b") is None
    assert html.svg["aria-hidden"] == "true"
