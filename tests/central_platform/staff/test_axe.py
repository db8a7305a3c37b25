"""axe-core finds nothing against WCAG 2.0-2.2 A and AA on any page of ours, on a desk and on a telephone.

The axe is the one Wagtail ships for its own checker. On Wagtail's pages (lists and forms of content, account, users) only
what is in our markup counts: its own findings belong upstream.
"""

import re
import uuid

import pytest
import stage
from django.contrib.auth.models import User
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice
from selenium.webdriver.common.keys import Keys

from central_platform.content import trial_edit, trials
from central_platform.content.models import Place, ReportCategory, Service
from central_platform.fleet import counters
from central_platform.fleet.models import Kiosk
from central_platform.open311.models import ApiKey
from central_platform.reports import desk
from central_platform.reports.models import Letter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "a long enough password"
WIDTHS = (1280, 390)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
AXE = """
const done = arguments[arguments.length - 1], rules = arguments[0];
const drawn = () => new Promise(requestAnimationFrame);
const still = async () => {  // Wagtail fades its messages in; half faded they have no contrast
  await drawn(); await drawn();
  const ending = document.getAnimations().filter(one => isFinite(one.effect.getComputedTiming().endTime));
  await Promise.allSettled(ending.map(one => one.finished));
};
still().then(() => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})).then(found => done(
  found.violations.flatMap(one => one.nodes.map(node => [one.id, node.target.flat().join(' '), node.html.slice(0, 160),
    Boolean(document.querySelector(node.target.flat()[0])?.closest('.ls, [class*=ls-]'))]))));
"""
ASKED = ("answer:sure", "answer:nothing", "service:yb-jumin", "elsewhere:passport")
ADDRESSES = (  # no pages of their own, or stranger's
    "staff/kiosk-icons.ttf", "staff/kiosk-posters/", "staff/login", "staff/calls", "staff/try/", "staff/sheets/<", "staff/trials/<",
    "staff/orders/heard/", "staff/services/history-results/",
    "staff/notices/history-results/", "staff/orders/<uuid:pk>/evidence/",
)  # fmt: skip
WAGTAILS = ("account/", "users/", "services/", "services/edit/{service}/", "places/add/", "notices/add/")
WRONG = ("orders/new/", "open311-keys/", "orders/{order}/erase/", "second-factor/")
"""Pages sent in wrong: what they say then must be as good."""


def ours(resolver, before=""):
    """The patterns of every view of ours in the console; lists and forms of content are Wagtail's with a line of ours."""
    for one in resolver.url_patterns:
        written = before + str(one.pattern)
        if not isinstance(one, URLPattern):
            yield from ours(one, written)
        elif written.startswith("staff/") and not written.startswith(ADDRESSES):
            view = getattr(one.callback, "view_class", one.callback)
            while hasattr(view, "__wrapped__"):
                view = view.__wrapped__
            if view.__module__.startswith("central_platform.") and view.__module__ != trial_edit.__name__:
                yield written


@pytest.fixture
def things(live_console):
    """Something in every list, by the section it is found in."""
    order = desk.take(desk.Case(ReportCategory.objects.first().code, "jy-3", {"words": "灯不亮"}, "phone"))
    kiosk = Kiosk.objects.create(name="大厅门口", public="x" * 44, fingerprint="1234 5678 9012", hall=halls_link())
    letter = Letter.objects.create(
        ref=uuid.uuid4(), kind="question", kiosk=kiosk, sealed=order.person.sealed,
        sealing_key_id=order.person.sealing_key_id,
    )  # fmt: skip
    counters.add(dict.fromkeys(ASKED, 7))
    place, service = Place.objects.get(code="jy-3"), Service.objects.first()
    place.hint_zh, service.name_zh = "从东门进。", "换个叫法"
    service.save_revision()
    for item in (place, service):
        trials.start(item, "jinhe", None)
    return {
        "orders": order.pk,
        "letters": letter.pk,
        "kiosks": kiosk.pk,
        "open311-keys": ApiKey.make("市民热线")[0].pk,
        "second-factor": User.objects.get(username="editor").pk,
        "telephone": TOTPDevice.objects.create(user=User.objects.get(username="publisher")),
        "service": Service.objects.first().pk,
    }


def halls_link():
    from central_platform.fleet import halls

    return halls.link("jinhe")


@pytest.fixture
def browser(tmp_path):
    opened = stage.chromium(tmp_path / "chromium", WIDTHS[0], 1000)
    yield opened
    opened.quit()


def sit_down(browser, url, role):
    """Signed in as that role, without the form."""
    client = Client()
    client.force_login(User.objects.get(username=role))
    browser.get(f"{url}/staff/login/")
    browser.delete_all_cookies()
    name = "linsheng-session"
    browser.add_cookie({"name": name, "value": client.cookies[name].value})


def send(browser, **said):
    """Types into the form of the page and sends it by Enter."""
    before = browser.current_url
    for name, words in said.items():
        browser.find_element("name", name).send_keys(words)
    browser.find_element("name", name).send_keys(Keys.ENTER)
    stage.wait_until(lambda: browser.current_url != before, 20, f"{name} is taken")


def look(browser, only_ours=False):
    """(width, rule, where, markup) of all that axe finds on the page as it is."""
    found = []
    for width in WIDTHS:
        shape = {"width": width, "height": 1000, "deviceScaleFactor": 1, "mobile": width < 700}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", shape)
        rows = browser.execute_async_script(AXE, RULES)
        found += [(width, *row[:3]) for row in rows if row[3] or not only_ours]
    return found


def filled(pattern, things):
    section = pattern.split("/")[1]
    return "/" + re.sub(r"<\w+:pk>", str(things.get(section, 1)), pattern).replace("<slug:slug>", "jinhe")


def test_no_page_of_ours_has_a_violation(browser, live_console, things):
    url, bad, seen, bare = live_console.url, {}, set(), []

    def judge(name, only_ours=False):
        if found := look(browser, only_ours):
            bad[name] = found

    browser.get(f"{url}/staff/login/")
    judge("signing in")
    send(browser, username="publisher", password=PASSWORD)
    judge("the code after the password")
    send(browser, code=f"{totp(things['telephone'].bin_key):06d}")
    assert browser.current_url == f"{url}/staff/"
    sit_down(browser, url, "admin")
    for pattern in ["staff/", *ours(get_resolver())]:
        browser.get(url + filled(pattern, things))
        if not browser.execute_script("return Boolean(window.axe)"):
            bare.append(pattern)
        elif browser.current_url not in seen:
            seen.add(browser.current_url)
            judge(pattern)
    assert not bare, "no pages of the console: name them in ADDRESSES"
    assert len(seen) > 12
    for page in WAGTAILS:
        browser.get(f"{url}/staff/{page.format(**things)}")
        judge(page, only_ours=True)
    for page in WRONG:
        browser.get(f"{url}/staff/{page.format(order=things['orders'])}")
        browser.execute_script("document.querySelector('.ls form[method=post]:not([action])').submit()")
        judge(f"{page} sent in empty")
    sit_down(browser, url, "triage")
    browser.get(url + reverse("order", args=[things["orders"]]))
    browser.execute_script("document.querySelector('.ls-sealed form').submit()")
    judge("an opened order")
    browser.get(f"{url}/staff/letters/")
    browser.execute_script("document.querySelector('.ls form[method=post]').submit()")
    judge("an opened letter")
    assert [row["message"] for row in browser.get_log("browser") if row["level"] == "SEVERE"] == []
    lines = [f"{name} {row}" for name, found in bad.items() for row in found]
    assert not lines, "\n".join(lines)
