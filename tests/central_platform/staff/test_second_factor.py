"""The second factor: set up with one code, asked for after the password, replaced by a recovery code, taken away and logged."""

import re
import time

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from django.contrib.auth.models import User
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from central_platform.commands.people import totp_remove
from central_platform.reports.models import AccessLog
from central_platform.settings.known import ROLES, roles_of
from central_platform.staff import roles, second_factor

PASSWORD = "a long enough password"
PAGE = "/staff/second-factor/"


@pytest.fixture(autouse=True)
def keys_there(keys):
    """The audit log's key lies beside the platform's."""


@pytest.fixture
def clock(monkeypatch):
    """Seconds that pass when told to: a code counts once, so the next one must be of another half minute."""
    now = [time.time()]
    monkeypatch.setattr("django_otp.plugins.otp_totp.models.time.time", lambda: now[0])
    return now


@pytest.fixture
def code(clock):
    """code(user) -> the six digits of the user's telephone, half a minute later each time."""

    def next_code(user):
        clock[0] += 30
        device = TOTPDevice.objects.get(user=user)
        telephone = TOTP(device.bin_key)
        telephone.time = clock[0]
        return f"{telephone.token():06d}"

    return next_code


@pytest.fixture
def editor(console):
    return User.objects.get(username="editor")


def password(client, user="editor"):
    return client.post("/staff/login/", {"username": user, "password": PASSWORD})


def is_in(client):
    return client.get("/staff/").status_code == 200


def set_up(client, user, code):
    client.get(PAGE)
    html = client.post(PAGE, {"action": "on", "code": code(user)}).content.decode()
    return re.findall(r"<li><code>(.{9})</code>", html)


def test_from_the_picture_to_signing_in_with_a_code(as_, editor, code):
    client = as_("editor")
    assert "开动态码" in client.get("/staff/account/").content.decode()
    page = BeautifulSoup(client.get(PAGE).content.decode(), "html.parser")
    key = page.select_one(".ls-key-text").text.replace(" ", "")
    assert len(key) == 32 and page.select_one(".ls-qr svg path") is not None
    wrong = client.post(PAGE, {"action": "on", "code": "12 34"}).content.decode()
    assert "码不对" in wrong and second_factor.of(editor) is None
    assert BeautifulSoup(wrong, "html.parser").select_one(".ls-key-text").text.replace(" ", "") == key
    recovery = set_up(client, editor, code)
    assert len(set(recovery)) == 10
    assert is_in(client) and not any(words in client.get(PAGE).content.decode() for words in recovery)

    fresh = Client()
    assert password(fresh).url == "/staff/login/code/" and not is_in(fresh)
    assert "码不对" in fresh.post("/staff/login/code/", {"code": "000000"}).content.decode() and not is_in(fresh)
    TOTPDevice.objects.update(throttling_failure_count=0)
    once = code(editor)
    assert fresh.post("/staff/login/code/", {"code": f"{once[:3]} {once[3:]}"}).url == "/staff/" and is_in(fresh)

    again = Client()
    password(again)
    assert "码不对" in again.post("/staff/login/code/", {"code": once}).content.decode() and not is_in(again)

    lost = Client()
    password(lost)
    assert lost.post("/staff/login/code/", {"code": recovery[0].upper()}).url == "/staff/"
    assert "还剩9个" in lost.get("/staff/").content.decode()
    twice = Client()
    password(twice)
    twice.post("/staff/login/code/", {"code": recovery[0]})
    assert not is_in(twice)
    acts = list(AccessLog.objects.order_by("seq").values_list("act", "about"))
    assert acts == [("totp-on", "editor"), ("totp-recovery", "editor")]


def test_a_session_from_before_ends_and_half_a_sign_in_leads_nowhere(as_, editor, code):
    before, client = as_("editor"), as_("editor")
    set_up(client, editor, code)
    assert before.get("/staff/services/").url == "/staff/login/" and not is_in(before)
    assert before.get("/media/x.png").url.startswith("/staff/login/")
    assert Client().get("/staff/login/code/").url == "/staff/login/"
    half = Client()
    password(half)
    assert half.get("/staff/services/").url.startswith("/staff/login/")
    session = half.session
    session["half-signed-in"] = session["half-signed-in"] | {"until": 0}
    session.save()
    assert half.post("/staff/login/code/", {"code": code(editor)}).url == "/staff/login/" and not is_in(half)
    half = Client()
    password(half)
    editor.set_password("another long password")
    editor.save()
    assert half.post("/staff/login/code/", {"code": code(editor)}).url == "/staff/login/"


def test_wrong_codes_lock_out_like_wrong_passwords_and_the_password_does_not_begin_the_count_anew(
    as_, editor, code, settings
):
    settings.OTP_TOTP_THROTTLE_FACTOR = 0
    set_up(as_("editor"), editor, code)
    client = Client()
    for _ in range(7):
        password(client)
        assert client.post("/staff/login/code/", {"code": "000000"}).status_code == 200
    client.post("/staff/login/code/", {"code": "000000"})
    answer = client.post("/staff/login/code/", {"code": code(editor)})
    assert answer.status_code == 429 and "先停一停" in answer.content.decode()
    assert not is_in(client) and password(client).status_code == 429
    from axes.models import AccessAttempt

    assert "000000" not in str(list(AccessAttempt.objects.values_list("post_data", "get_data")))


def test_wrong_codes_slow_down_whoever_tries_from_many_addresses(as_, editor, code):
    set_up(as_("editor"), editor, code)
    for at in range(3):
        TOTPDevice.objects.update(throttling_failure_timestamp=None)
        second_factor.check(editor, f"{at:06d}")
    assert second_factor.check(editor, code(editor)) == second_factor.Wait(4)


def test_who_must_have_one_can_do_nothing_before(as_, console, code, settings):
    settings.REQUIRE_TOTP = frozenset({"admin", "publisher"})
    publisher = User.objects.get(username="publisher")
    client = as_("publisher")
    assert [client.get(page).url for page in ("/staff/", "/staff/services/", "/media/x.png")] == [PAGE] * 3
    assert client.post("/staff/services/add/", {}).status_code == 403 and client.get("/staff/calls/").status_code == 403
    page = client.get(PAGE).content.decode()
    assert "您的身份要开动态码" in page and '"name": "services"' not in page
    set_up(client, publisher, code)
    assert is_in(client) and '"name": "services"' in client.get("/staff/").content.decode()
    assert client.post(PAGE, {"action": "off", "code": code(publisher)}).status_code in (302, 403)
    assert second_factor.of(publisher) is not None
    assert is_in(as_("editor"))
    boss = User.objects.create_superuser("boss")
    assert second_factor.must_have(boss) and not second_factor.must_have(User.objects.get(username="triage"))


def test_renewing_recovery_codes_and_turning_it_off_want_a_code(as_, editor, code, settings):
    settings.OTP_STATIC_THROTTLE_FACTOR = 0
    client = as_("editor")
    first = set_up(client, editor, code)
    for action in ("codes", "off"):
        assert "码不对" in client.post(PAGE, {"action": action, "code": "zzzz zzzz"}).content.decode()
    html = client.post(PAGE, {"action": "codes", "code": code(editor)}).content.decode()
    second = re.findall(r"<li><code>(.{9})</code>", html)
    assert len(second) == 10 and not set(first) & set(second) and is_in(client)
    assert client.post(PAGE, {"action": "off", "code": code(editor)}).url == "/staff/account/"
    assert second_factor.of(editor) is None and password(Client()).url == "/staff/"
    assert list(AccessLog.objects.order_by("seq").values_list("act", flat=True)) == [
        "totp-on",
        "totp-codes",
        "totp-off",
    ]


def test_an_administrator_takes_a_lost_one_away_and_that_is_written_down(as_, editor, code):
    set_up(as_("editor"), editor, code)
    remove = f"{PAGE}{editor.pk}/remove/"
    admin = as_("admin")
    assert remove in admin.get("/staff/users/").content.decode()
    assert "先当面或者打电话确认" in admin.get(remove).content.decode()
    assert as_("manager").post(remove).status_code == 302 and second_factor.of(editor) is not None
    admin.post(remove)
    assert second_factor.of(editor) is None and password(Client()).url == "/staff/"
    line = AccessLog.objects.order_by("seq").last()
    assert (line.act, line.about, line.role) == ("totp-remove", "editor", "管理员")
    assert "取消别人的动态码" in admin.get("/staff/openings/").content.decode()
    own = User.objects.get(username="admin")
    set_up(admin, own, code)
    admin.post(f"{PAGE}{own.pk}/remove/")
    boss = User.objects.create_superuser("boss")
    TOTPDevice.objects.create(user=boss)
    admin.post(f"{PAGE}{boss.pk}/remove/")
    assert second_factor.of(own) is not None and second_factor.of(boss) is not None
    told = CliRunner().invoke(totp_remove, ["admin"])
    assert told.exit_code == 0 and second_factor.of(own) is None
    last = AccessLog.objects.order_by("seq").last()
    assert (last.act, last.about, last.role) == ("totp-remove", "admin", "platform")
    assert "no second factor" in CliRunner().invoke(totp_remove, ["admin"]).output
    assert "nobody called" in CliRunner().invoke(totp_remove, ["nobody"]).output


def test_the_setting_names_roles_and_nothing_else():
    from django.core.exceptions import ImproperlyConfigured

    assert {role.user for role in roles.ROLES} == ROLES
    assert roles_of("") == roles_of("none") == frozenset() and roles_of("all") == ROLES
    assert roles_of("admin, publisher") == {"admin", "publisher"}
    with pytest.raises(ImproperlyConfigured, match="boss"):
        roles_of("admin,boss")
