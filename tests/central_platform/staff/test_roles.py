"""Who may do what: triage stays out of content, editors out of personal data, and only a publisher publishes."""

import pytest
from django.contrib.auth.models import Group, User
from wagtail.models import Workflow

from central_platform.content.models import Notice, Place, Service
from central_platform.staff import roles

CONTENT = (
    "/staff/services/", "/staff/notices/", "/staff/places/", "/staff/report-categories/", "/staff/halls/",
    "/staff/departments/",
    "/staff/sayings/", "/staff/readings/", "/staff/elsewhere/", "/staff/asked/",
    "/staff/freshness/", "/staff/sheets/",
)  # fmt: skip
INSIGHT = ("/staff/insight/",)
PAGES = {
    "editor": {*CONTENT},
    "publisher": {*CONTENT, "/staff/reply-templates/"},
    "triage": {"/staff/orders/", "/staff/letters/", "/staff/kiosks/", "/staff/asked/", *INSIGHT},
    "manager": {
        *CONTENT,
        "/staff/orders/",
        "/staff/letters/",
        "/staff/kiosks/",
        "/staff/openings/",
        "/staff/asked/",
        *INSIGHT,
    },
    "admin": {
        *CONTENT,
        "/staff/orders/",
        "/staff/letters/",
        "/staff/kiosks/",
        "/staff/openings/",
        "/staff/users/",
        "/staff/reply-templates/",
        "/staff/partners/",
        *INSIGHT,
    },
}
EVERY_PAGE = set().union(*PAGES.values())


@pytest.mark.parametrize("role", PAGES)
def test_each_role_reaches_its_pages_and_no_others(as_, role):
    client = as_(role)
    reached = {page for page in EVERY_PAGE if client.get(page).status_code == 200}
    assert reached == PAGES[role]


@pytest.mark.parametrize("role", PAGES)
def test_the_menu_shows_no_door_that_is_locked(as_, role):
    html = as_(role).get("/staff/").content.decode()
    for page in EVERY_PAGE:
        assert (f'"{page}"' in html) == (
            page in PAGES[role] or (page == "/staff/halls/" and "/staff/halls/" in PAGES[role])
        )


def test_nobody_comes_in_without_signing_in(client, console):
    for page in EVERY_PAGE:
        assert client.get(page).url.startswith("/staff/login/")


def test_only_the_publisher_may_publish(console):
    may = {role: User.objects.get(username=role).has_perm("content.publish_service") for role in PAGES}
    assert may == {"editor": False, "publisher": True, "triage": False, "manager": False, "admin": True}


def test_only_triage_may_open_what_residents_said(console):
    may = {role: User.objects.get(username=role).has_perm("reports.open_person") for role in PAGES}
    assert may == {"editor": False, "publisher": False, "triage": True, "manager": False, "admin": False}


def test_an_editor_cannot_change_what_goes_out_at_once(as_):
    place = Place.objects.get(code="jy-3")
    answer = as_("editor").post(f"/staff/places/edit/{place.pk}/", {"name_zh": "改了"})
    assert answer.status_code == 302
    assert Place.objects.get(code="jy-3").name_zh == "锦园3栋"


def test_services_and_notices_go_through_the_approval(console):
    workflow = Workflow.objects.get()
    assert Service.objects.first().get_workflow() == Notice.objects.first().get_workflow() == workflow
    assert [group.name for group in workflow.tasks[0].specific.groups.order_by("pk")] == ["发布", "管理员"]


def test_making_the_roles_again_changes_nothing_and_puts_back_what_was_taken(console):
    before = {group.name: set(group.permissions.values_list("codename", flat=True)) for group in Group.objects.all()}
    assert set(before) == {"编辑", "发布", "接单员", "主管", "管理员"}
    Group.objects.get(name="接单员").permissions.clear()
    roles.ensure()
    after = {group.name: set(group.permissions.values_list("codename", flat=True)) for group in Group.objects.all()}
    assert after == before
    assert Workflow.objects.count() == 1
