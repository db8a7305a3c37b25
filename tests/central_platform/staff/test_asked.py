"""大家在问什么: the most asked of four weeks, and never a number under five."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from central_platform.content.models import Elsewhere, Saying, Service
from central_platform.fleet.models import DayCount


@pytest.fixture
def counted(console):
    def count(name, number, days_ago=0):
        DayCount.objects.create(day=timezone.localdate() - timedelta(days=days_ago), name=name, count=number)

    return count


def shown(client):
    soup = BeautifulSoup(client.get("/staff/asked/").content.decode(), "html.parser")
    return soup.select_one(".ls").get_text(" ", strip=True), [
        [(row.select_one(".ls-asked-name").find(string=True, recursive=True).strip(), row.b.text) for row in part("li")]
        for part in soup.select("section.ls-card")
    ]


@pytest.mark.parametrize("role", ["editor", "publisher", "triage", "admin"])
def test_every_role_sees_it(as_, counted, role):
    counted("answer:sure", 12)
    assert "一下就找到" in shown(as_(role))[0]


def test_the_most_asked_come_first_with_the_days_added(as_, counted):
    often, seldom = Service.objects.all()[:2]
    saying, elsewhere = Saying.objects.first(), Elsewhere.objects.first()
    counted(f"service:{seldom.slug}", 6)
    counted(f"service:{often.slug}", 4)
    counted(f"service:{often.slug}", 5, days_ago=27)
    counted(f"saying:{saying.said}", 8)
    counted(f"elsewhere:{elsewhere.code}", 5)
    _, (services, sayings, others) = shown(as_("editor"))
    assert services == [(often.name_zh, "9次"), (seldom.name_zh, "6次")]
    assert (sayings, others) == ([(saying.said, "8次")], [(elsewhere.name_zh, "5次")])


def test_below_five_no_number_and_no_name_is_told(as_, counted):
    service, saying = Service.objects.first(), Saying.objects.first()
    counted(f"service:{service.slug}", 4)
    counted(f"service:{service.slug}", 90, days_ago=28)  # before the four weeks
    counted(f"saying:{saying.said}", 1)
    counted("answer:sure", 5)
    counted("answer:which", 4)
    text, lists = shown(as_("publisher"))
    assert lists == [[], [], []]
    assert service.name_zh not in text and saying.said not in text and "4次" not in text and "90" not in text
    assert text.count("不到5次") >= 5 and "5次 一下就找到" in text and "不到5次 没找到" in text


def test_what_is_no_longer_there_is_not_shown(as_, counted):
    counted("service:gone-away", 50)
    text, lists = shown(as_("publisher"))
    assert "gone" not in text and lists[0] == []


def test_editors_go_from_a_service_to_its_form_and_triage_has_no_such_door(as_, counted):
    service = Service.objects.first()
    counted(f"service:{service.slug}", 50)
    door = f"/staff/services/edit/{service.pk}/"
    assert door in as_("editor").get("/staff/asked/").content.decode()
    assert door not in as_("triage").get("/staff/asked/").content.decode()


def test_nothing_counted_yet_is_said(as_):
    assert "还没有数到什么" in shown(as_("admin"))[0]
