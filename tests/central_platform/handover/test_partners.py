"""An order goes to another department's system: once, with nothing of the resident's unless chosen, and never back in by itself."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.urls import resolve

from central_platform.content.models import ReportCategory
from central_platform.handover import http, pull, push
from central_platform.handover.models import Handover, Partner, PartnerService
from central_platform.reports import desk, transitions
from central_platform.reports.models import AccessLog, Report
from central_platform.reports.statuses import story

WORDS = "三栋门口的灯不亮，王秀英"
LOOPBACK = (ip_network("127.0.0.0/8"),)
READY = """
from central_platform.content.models import Department, ReportCategory
from central_platform.open311.models import ApiKey
owner = Department.objects.create(name_zh="城管")
ReportCategory.objects.create(code="lamp", name_zh="灯", fault_zh="灯坏了", owner=owner)
print("KEY", ApiKey.make("锦和社区")[1])
"""
CLOSE = """
from django.contrib.auth.models import User
from central_platform.reports import opening, transitions
from central_platform.reports.models import Report
report = Report.objects.get()
transitions.act(report, "take", None)
transitions.act(report, "done", None, reply="灯换好了。")
print("INSIDE", opening.open_person(report, User.objects.create_superuser("chief")))
"""


@pytest.fixture
def officer(db):
    user = User.objects.create_user("triage", first_name="李阿姨")
    user.groups.add(Group.objects.get(name="接单员"))
    return user


@pytest.fixture
def report(demo, ring):
    inside = {"words": WORDS, "contact": "13800138000", "name": "王秀英"}
    return desk.take(desk.Case("streetlight", "jy-3", inside, "desk"))


@pytest.fixture
def partner_at(demo, settings):
    settings.HANDOVER_NETWORKS = LOOPBACK

    def make(url, key="k", code="lamp", form="json"):
        partner = Partner(name="区城管平台", endpoint=url, form=form)
        partner.api_key = key
        partner.full_clean()
        partner.save()
        PartnerService.objects.create(
            partner=partner, category=ReportCategory.objects.get(code="streetlight"), service_code=code
        )
        return partner

    return make


class Foreign:
    """A partner of another make: no `client_ref`; answers as it is told to."""

    def __init__(self):
        self.forms, self.asked, self.answer, self.drop = [], [], (201, [{"service_request_id": "F-1"}]), False
        self.ready = threading.Event()
        self.ready.set()
        foreign = self

        class Door(BaseHTTPRequestHandler):
            def do_POST(self):
                form = self.rfile.read(int(self.headers["Content-Length"])).decode()
                foreign.forms.append({name: values[0] for name, values in parse_qs(form).items()})
                foreign.ready.wait(10)
                if foreign.drop:
                    self.connection.close()
                else:
                    self.say(*foreign.answer)

            def do_GET(self):
                foreign.asked.append(self.path)
                path = urlsplit(self.path).path
                if path.startswith("/v2/services/"):
                    self.say(200, {"service_code": "lamp", "attributes": []})
                else:
                    rows = [
                        {"service_request_id": f"F-{n}", "status": "open", **form}
                        for n, form in enumerate(foreign.forms)
                    ]
                    self.say(200, rows)

            def say(self, status, value):
                body = json.dumps(value).encode() if not isinstance(value, bytes) else value
                self.send_response(status)
                self.send_header("Location", "https://elsewhere.example.org/")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self.server.handle_error = lambda *_: None  # a connection dropped on purpose
        self.url = f"http://127.0.0.1:{self.server.server_port}/v2/"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()


@pytest.fixture
def foreign():
    made = Foreign()
    yield made
    made.server.shutdown()
    made.server.server_close()


def sent(report, partner, officer, **more):
    done = push.hand_over(report, push.Parcel(partner, "路灯坏了。", **more), officer)
    return done if isinstance(done, str) else Handover.objects.get(pk=done.pk)


def test_a_second_platform_takes_it_once_and_its_end_comes_back(
    server, run_platform, report, partner_at, officer, client
):
    key = run_platform("shell", "-c", READY).stdout.split("KEY ")[1].split()[0]
    server.start()
    partner = partner_at(f"{server.url}/open311/v2/", key)
    client.force_login(officer)
    page = f"/staff/orders/{report.pk}/hand-over/"
    form = BeautifulSoup(client.get(page).content.decode(), "html.parser").select_one("form:has([name=partner])")
    assert not form.select("[checked]")  # nothing of the resident's goes unless somebody says so
    client.post(page, {"action": "send", "partner": partner.pk, "summary": "路灯坏了。"})
    row = Handover.objects.get()
    report.refresh_from_db()
    assert (row.state, report.status, bool(row.request_id)) == ("sent", "taken", True)
    assert not AccessLog.objects.filter(act="open").exists()
    # The answer was lost: the same number sent again is the same request there.
    Handover.objects.update(state="sending", request_id="")
    client.post(page, {"action": "again", "row": row.pk})
    assert Handover.objects.get().request_id == row.request_id
    assert [(one.looked_at, one.moved, one.trouble) for one in pull.sync()] == [(1, 1, "")]
    report.refresh_from_db()
    assert report.status == "started"
    told = run_platform("shell", "-c", CLOSE).stdout
    assert "路灯坏了。" in told and "锦园3栋" in told and "王秀英" not in told and "13800138000" not in told
    assert [one.moved for one in pull.sync()] == [1]
    report.refresh_from_db()
    assert (Handover.objects.get().state, report.status) == ("closed", "started")  # only a person says 办好了
    html = client.get(f"/staff/orders/{report.pk}/").content.decode()
    assert "对方说办完了" in html and 'data-words="办好了"' in html
    assert pull.sync() == []


def test_words_go_along_only_as_an_opening_that_is_written_down(foreign, report, partner_at, officer):
    partner = partner_at(foreign.url)
    sent(report, partner, officer, with_words=True)
    (form,) = foreign.forms
    assert WORDS in form["description"] and "phone" not in form
    assert form["attribute[client_ref]"] == str(report.public_id)
    assert list(AccessLog.objects.values_list("act", flat=True)) == ["open", "hand-over"]
    assert story(report)["opened"][0]["role"] == "接单员"
    nobody = User.objects.create_user("nobody")
    other = desk.take(desk.Case("streetlight", "jy-3", {"words": WORDS}, "desk"))
    with pytest.raises(PermissionDenied):
        sent(other, partner, nobody, with_words=True)
    assert len(foreign.forms) == 1


def test_what_may_have_arrived_is_not_sent_again_to_who_knows_no_number(foreign, report, partner_at, officer):
    partner = partner_at(foreign.url)
    foreign.drop = True
    row = sent(report, partner, officer)
    assert (row.state, len(foreign.forms)) == ("sending", 1)
    assert "可能已经收到" in sent(report, partner, officer)
    assert len(foreign.forms) == 1
    push.look(row)
    row.refresh_from_db()
    assert (row.state, row.request_id) == ("sent", "F-0")


def test_what_was_not_found_there_is_for_a_person_to_decide(foreign, report, partner_at, officer):
    partner = partner_at(foreign.url)
    foreign.drop = True
    row = sent(report, partner, officer)
    foreign.forms.clear()
    assert push.look(row).state == "sending"
    push.never_came(row)
    foreign.drop = False
    assert sent(report, partner, officer).state == "sent"
    assert len(foreign.forms) == 1
    assert "已经转过去" in sent(report, partner, officer)


@pytest.mark.parametrize(
    ("answer", "state", "trouble"),
    [
        ((400, [{"code": "400", "description": "要写在哪里"}]), "refused", "要写在哪里（400）"),
        ((403, b"no"), "refused", "没有说为什么（403）"),
        ((302, b""), "refused", "（302）"),
        ((500, b"oops"), "sending", "对方出错了"),
        ((200, b"<html>"), "sending", "看不懂"),
        ((201, []), "sending", "没有给编号"),
        ((201, [{"token": "t-9"}]), "sent", ""),
    ],
)
def test_every_answer_of_a_partner_has_its_place(foreign, report, partner_at, officer, answer, state, trouble):
    foreign.answer = answer
    row = sent(report, partner_at(foreign.url), officer)
    assert (row.state, len(foreign.forms)) == (state, 1)
    assert trouble in row.trouble
    assert row.token == ("t-9" if state == "sent" else "")


def test_a_machine_that_is_away_was_sent_nothing(foreign, report, partner_at, officer):
    foreign.server.shutdown()
    foreign.server.server_close()
    assert sent(report, partner_at(foreign.url), officer).state == "unsent"


@pytest.mark.parametrize(
    ("address", "fine"),
    [
        ("8.8.8.8", True), ("2606:4700::1111", True), ("127.0.0.1", False), ("10.0.0.1", False), ("192.168.1.1", False),
        ("169.254.169.254", False), ("100.64.0.1", False), ("0.0.0.0", False), ("::1", False), ("fe80::1%eth0", False),
        ("fd00::1", False), ("::ffff:10.0.0.1", False), ("64:ff9b::a00:1", False), ("2002:a00:1::", False),
        ("224.0.0.1", False),
    ],
)  # fmt: skip
def test_private_addresses_are_let_in_by_a_setting_only(settings, address, fine):
    settings.HANDOVER_NETWORKS = ()
    assert http._permitted(address, secure=True) is fine
    assert http._permitted(address, secure=False) is False
    settings.HANDOVER_NETWORKS = (ip_network("10.0.0.0/8"),)
    assert http._permitted("10.2.3.4", secure=True) and not http._permitted("10.2.3.4", secure=False)


def test_a_name_that_leads_inside_gets_no_byte(settings, foreign):
    settings.HANDOVER_NETWORKS = ()
    port = foreign.server.server_port
    assert isinstance(http.post(f"https://localhost:{port}/v2/requests.json", {"a": "b"}), http.NotSent)
    assert isinstance(http.post(f"http://127.0.0.1:{port}/v2/requests.json", {"a": "b"}), http.NotSent)
    assert not foreign.forms


@pytest.mark.parametrize(
    ("url", "fine"),
    [
        ("https://a.example.org/v2/", True), ("https://a.example.org:8443/v2/", True), ("http://a.example.org/v2/", False),
        ("https://user:pw@a.example.org/", False), ("https://a.example.org/?x=1", False), ("ftp://a/", False),
        ("file:///etc/passwd", False), ("https://[::1/", False), ("https:///v2/", False), ("http://127.0.0.1/", False),
    ],
)  # fmt: skip
def test_a_partners_address_is_https(settings, url, fine):
    settings.HANDOVER_NETWORKS = ()
    assert (http.wrong_address(url) == "") is fine


def test_too_much_and_too_slow_are_cut(settings, foreign, monkeypatch):
    settings.HANDOVER_NETWORKS = LOOPBACK
    monkeypatch.setattr(http, "BODY_CAP", 100)
    foreign.answer = (200, b"x" * 5000)
    assert http.post(f"{foreign.url}requests.json", {}) == http.Unknown("对方答得太长了。")
    monkeypatch.setattr(http, "DEADLINE_SECONDS", 0.3)
    foreign.ready.clear()
    assert isinstance(http.post(f"{foreign.url}requests.json", {}), http.Unknown)
    foreign.ready.set()


def test_a_key_goes_in_and_never_comes_out(client, demo, settings):
    admin = User.objects.create_superuser("chief")
    client.force_login(admin)
    sent = {
        "name": "区城管平台", "endpoint": "https://a.example.org/v2", "form": "json", "active": "on", "api_key": "s3cret-key",
        "jurisdiction_id": "", "services-TOTAL_FORMS": "0", "services-INITIAL_FORMS": "0",
        "services-MIN_NUM_FORMS": "0", "services-MAX_NUM_FORMS": "1000",
    }  # fmt: skip
    bad = client.post("/staff/partners/add/", sent | {"endpoint": "http://a.example.org/v2"}).content.decode()
    assert "要用 https 开头" in bad and "s3cret" not in bad
    client.post("/staff/partners/add/", sent)
    partner = Partner.objects.get()
    assert (partner.api_key, partner.endpoint) == ("s3cret-key", "https://a.example.org/v2/")
    assert "s3cret" not in partner.key_locked
    edit = f"/staff/partners/edit/{partner.pk}/"
    assert "s3cret" not in client.get(edit).content.decode()
    client.post(edit, sent | {"api_key": ""})
    assert Partner.objects.get().api_key == "s3cret-key"
    settings.SECRET_KEY = "another platform's"
    assert Partner.objects.get().api_key == ""


def test_a_long_number_in_the_summary_and_a_finished_order_stop_it(foreign, report, partner_at, officer, client):
    partner, page = partner_at(foreign.url), f"/staff/orders/{report.pk}/hand-over/"
    client.force_login(officer)
    html = client.post(
        page, {"action": "send", "partner": partner.pk, "summary": "灯坏了，13800138000"}
    ).content.decode()
    assert "像电话或证件号" in html and "灯坏了，13800138000" in html
    transitions.act(report, "explain", None, reply="这根灯杆要拆了。")
    assert "已经办完了" in sent(report, partner, officer)
    assert not foreign.forms and not Handover.objects.exists()
    assert resolve(page).func._non_atomic_requests == {"default"}  # a slow partner must not hold the database
    assert Report.objects.get(pk=report.pk).status == "explained"


def test_xml_partners_are_understood_too(report, partner_at, officer, monkeypatch):
    from central_platform.handover import georeport

    body = "<service_requests><request><service_request_id>X-7</service_request_id></request></service_requests>"
    assert georeport._parsed("xml", body.encode()) == [{"service_request_id": "X-7"}]
    assert georeport._parsed("xml", b"<a><b></a>") is None
    assert georeport._parsed("json", b'[{"lat": 1.5, "zip": null}]') == [{"lat": "1.5", "zip": ""}]
    assert georeport._parsed("json", b"[1]") is None
