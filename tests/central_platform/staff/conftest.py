"""A platform with demo content and staff, something waiting in every queue, and a signed-in client for each role."""

import secrets
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

ROLES = ("editor", "publisher", "triage", "manager", "admin")


@pytest.fixture(autouse=True)
def own_data(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.FEED_DIR = tmp_path / "feed"
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.KEYS_DIR = tmp_path / "keys"


@pytest.fixture(scope="module")
def console_rows(django_db_setup, django_db_blocker):
    """Demo content and staff, made once a module in a transaction around the tests' own."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        make_console()
        with django_db_blocker.block():
            yield
        transaction.set_rollback(True)


def make_console():
    from django.contrib.auth.models import Group, User

    from central_platform.content import demo
    from central_platform.content.models import Hall
    from central_platform.staff import roles

    demo.load()
    Hall.objects.update(two_persons=False)  # most tests are about something else
    for role in roles.ROLES:
        user = User.objects.create_user(role.user, password="a long enough password", first_name=role.name)
        user.groups.add(Group.objects.get(name=role.name))


@pytest.fixture
def console(console_rows, db):
    return None


@pytest.fixture
def as_(console, client):
    """as_("editor") -> a client signed in as that role."""
    from django.contrib.auth.models import User
    from django.test import Client

    def sign_in(role):
        signed_in = Client()
        signed_in.force_login(User.objects.get(username=role))
        return signed_in

    return sign_in


@pytest.fixture
def form_of():
    """form_of(client, path) -> every field of the edit form as a browser would send it back."""

    def fields(client, path):
        from bs4 import BeautifulSoup

        soup = BeautifulSoup(client.get(path).content.decode(), "html.parser")
        sent = {}
        for field in soup.select("form[data-edit-form] [name], form#w-editor-form [name]"):
            kind = field.get("type")
            if field.name == "select":
                chosen = field.select_one("option[selected]")
                sent[field["name"]] = chosen["value"] if chosen else ""
            elif kind in ("checkbox", "radio"):
                if field.has_attr("checked"):
                    sent.setdefault(field["name"], []).append(field.get("value", "on"))
            elif field.name == "textarea":
                sent[field["name"]] = field.text.lstrip("\n")
            elif field.name == "input" and kind != "submit":
                sent[field["name"]] = field.get("value", "")
        return {name: value for name, value in sent.items() if "__prefix__" not in name}

    return fields


@pytest.fixture
def keys(own_data):
    from central_platform.feed import keygen

    keygen.make()


@pytest.fixture
def kiosk(console):
    return make_kiosk()


def make_kiosk():
    from central_platform.fleet import halls
    from central_platform.fleet.models import Heartbeat, Kiosk

    made = Kiosk.objects.create(
        name="大厅门口", public=secrets.token_urlsafe(32)[:44], fingerprint="1234 5678 9012", hall=halls.link("jinhe")
    )
    Heartbeat.objects.create(kiosk=made, app="0.1.0", queued=2, lease_left=1500, voice=True, clock_ok=True, head=317)
    return made


@pytest.fixture
def live_console(transactional_db, live_server, keys):
    """A served platform with demo content and staff."""
    make_console()
    return live_server


@pytest.fixture
def order(kiosk):
    """order(category="streetlight", place="jy-3", …) -> a report that came in two hours ago."""
    return file_at(kiosk)


@pytest.fixture
def new_order(live_console):
    return file_at(make_kiosk())


def file_at(kiosk):
    from central_platform.reports.models import Report, StatusEvent

    def file(category="streetlight", place="jy-3", receipt="417093568", **more):
        came = timezone.now() - timedelta(hours=2)
        made = Report.objects.create(
            id=uuid.uuid4(), receipt=receipt, category=category, place=place, kiosk=kiosk, filed_at=came,
            received_at=came, **more,
        )  # fmt: skip
        StatusEvent.objects.create(report=made, action="file", status="filed", at=came)
        return made

    return file


@pytest.fixture
def call(kiosk):
    from central_platform.fleet.models import Kiosk
    from central_platform.reports.models import CallEvent

    now = timezone.now()
    Kiosk.objects.filter(pk=kiosk.pk).update(called_at=now)
    return CallEvent.objects.create(ref=uuid.uuid4(), kiosk=kiosk, called_at=now)
