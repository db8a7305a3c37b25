"""Who reaches what: every address of the platform, by GET and by POST, as a stranger and in each of the five roles.

`matrix.tsv` has a row for each: the pattern, who gets through by GET, who by POST. The letters: - nobody · s a stranger ·
e editor · p publisher · t triage · m manager · a admin. Getting through means that no permission stopped the request: an
empty form that is refused counts, and so does an object that is not there. An address without a row fails, and so does a
row without an address; the message has the rows as they would be now, to be judged before they are pasted.
"""

import io
import logging
import re
import uuid
from pathlib import Path

import pytest
from django.contrib.auth import middleware
from django.contrib.auth.models import AnonymousUser, Group, User
from django.db import transaction
from django.template import loader
from django.template.response import SimpleTemplateResponse
from django.test import Client
from django.urls import URLPattern, get_resolver, resolve
from django.utils.timezone import now
from PIL import Image as Picture
from wagtail.images.models import AbstractImage, Image, Rendition
from wagtail.images.views import images

from central_platform.content import models
from central_platform.handover.models import Partner
from central_platform.open311.models import ApiKey
from central_platform.reports.models import Letter, ReplyTemplate, ReportPerson

TABLE = Path(__file__).with_name("matrix.tsv")
PEOPLE = {"s": None, "e": "editor", "p": "publisher", "t": "triage", "m": "manager", "a": "admin"}
NOBODY = "-"
PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")
SECTIONS = {
    "services": models.Service, "notices": models.Notice, "places": models.Place, "sayings": models.Saying,
    "readings": models.Reading, "terms": models.Term, "elsewhere": models.Elsewhere, "halls": models.Hall,
    "report-categories": models.ReportCategory, "families": models.Family, "categories": models.Category,
    "organizations": models.Organization, "locations": models.Location, "departments": models.Department,
    "reply-templates": ReplyTemplate, "partners": Partner, "open311-keys": ApiKey, "groups": Group,
}  # fmt: skip
WORDS = {
    "name": "x.json", "publication": "main", "app_label": "content", "model_name": "service", "action": "delete",
    "action_name": "approve", "uidb64": "MQ", "slug": "jinhe", "token": "x", "path": "x.png", "filter_spec": "original",
    "content_type_app_name": "content", "content_type_model_name": "service", "object_id": "1",
}  # fmt: skip
SPELT_OUT = {
    r"^open311/+^discovery\.(?P<form>json|xml)/?$": "open311/discovery.json",
    r"^open311/+^(?P<test>test/+)?v2/+services\.(?P<form>json|xml)/?$": "open311/v2/services.json",
    r"^open311/+^(?P<test>test/+)?v2/+services/+(?P<code>[-\w]+)\.(?P<form>json|xml)/?$": "open311/v2/services/noise.xml",
    r"^open311/+^(?P<test>test/+)?v2/+requests\.(?P<form>json|xml)/?$": "open311/v2/requests.xml",
    r"^open311/+^(?P<test>test/+)?v2/+requests/+(?P<request_id>[^/]+?)\.(?P<form>json|xml)/?$": "open311/v2/requests/1.json",
    r"^open311/+^(?P<test>test/+)?v2/+tokens/+(?P<token>[^/]+?)\.(?P<form>json|xml)/?$": "open311/v2/tokens/1.json",
    r"staff/documents/^(\d+)/(.*)$": "staff/documents/1/x.pdf",
    r"staff/^.*/$": "staff/nowhere/",
}  # fmt: skip


def patterns(resolver, before=""):
    """Every address, as its pattern is written."""
    for one in resolver.url_patterns:
        written = before + str(one.pattern)
        if isinstance(one, URLPattern):
            yield written
        else:
            yield from patterns(one, written)


@pytest.fixture
def things(order, call, kiosk, keys, ring_of_one_key):
    """section -> the key of something that is there."""
    report = order()
    ReportPerson.objects.create(report=report, sealed=b"box", sealing_key_id=ring_of_one_key)
    letter = Letter.objects.create(
        ref=uuid.uuid4(), kind="question", report=report, kiosk=kiosk, sealed=b"box", sealing_key_id=ring_of_one_key,
        seen_at=now(),
    )  # fmt: skip
    ApiKey.make("市民热线")
    ReplyTemplate.objects.create(title="明天来修", words_zh="明天来修。")
    Partner.objects.create(name="区城管平台", endpoint="https://example.org/v2/")
    found = {name: model.objects.order_by("pk").first() for name, model in SECTIONS.items()}
    found |= {"orders": report, "letters": letter, "kiosks": kiosk, "images": picture(), "users": somebody()}
    revisions = {f"{name}/revision": getattr(row, "latest_revision_id", None) or 1 for name, row in found.items()}
    return {name: row.pk for name, row in found.items()} | {"second-factor": found["users"].pk} | revisions


@pytest.fixture
def ring_of_one_key(keys):
    from central_platform.feed import keys as feed_keys

    return feed_keys.load().sealing[0].id


def picture():
    from django.core.files.base import ContentFile

    drawn = io.BytesIO()
    Picture.new("RGB", (4, 4)).save(drawn, "PNG")
    return Image.objects.create(title="x", file=ContentFile(drawn.getvalue(), "x.png"), width=4, height=4)


def somebody():
    return User.objects.create_user("somebody", password="a long enough password")


def address(pattern, things):
    """One address of this pattern, of something that is there where there is one."""
    if pattern in SPELT_OUT:
        return "/" + SPELT_OUT[pattern]
    if "/revisions/compare/" in pattern:
        pattern = re.sub(r"\(\?P<pk>[^)]*\)", "<int:pk>", pattern.replace("^", ""))
        pattern = re.sub(r"\(\?P<revision_id_[ab]>.*?\)(?=\\|/)", "1", pattern).replace("\\.", ".").rstrip("$")
    section = pattern.split("/")[1] if pattern.startswith("staff/") else ""
    chosen = re.match(r"staff/snippets/choose/\w+/(\w+)/", pattern)

    def value(found):
        kind, name = found.groups()
        if kind in ("uuidstr", "uuid") and section not in things:
            return str(uuid.UUID(int=7))
        if name == "revision_id":
            return str(things.get(f"{section}/revision", 1))
        if name in ("pk", "image_id"):
            if chosen:
                return str(things[next(name for name, m in SECTIONS.items() if m._meta.model_name == chosen[1])])
            return str(things.get(section, 1))
        return "1" if kind == "slug" and name == "name" else WORDS.get(name, "1")

    return "/" + PARAMETER.sub(value, pattern)


def through(answer):
    """Whether no permission stopped it."""
    if answer.status_code in (401, 403, 405):
        return False
    if answer.status_code == 302 and "/login/" in answer["Location"]:
        return False
    said_now = answer.wsgi_request._messages._queued_messages
    return not any("没有权限" in str(message) for message in said_now)


def is_ours(url):
    """Whether a view of ours answers there; what Wagtail's make of an empty POST is not for us to mend."""
    view = resolve(url).func
    while hasattr(view, "__wrapped__"):
        view = view.__wrapped__
    return view.__module__.startswith("central_platform.")


def ask(client, person, method, url):
    """The answer; whatever it changed is taken back."""
    with transaction.atomic():
        answer = getattr(client, method)(url, headers={"X-Person": person})
        transaction.set_rollback(True)
    for close in answer._resource_closers:  # without the signal, which would close the database
        close()
    client.cookies.clear()
    return answer


def test_every_cell(things, monkeypatch):
    monkeypatch.setattr(
        logging.root.manager, "disable", logging.CRITICAL
    )  # hundreds of refusals, each with its warning
    monkeypatch.setattr(SimpleTemplateResponse, "rendered_content", property(lambda self: ""))
    monkeypatch.setattr(AbstractImage, "get_rendition", lambda image, _: Rendition(image=image, file=image.file))
    monkeypatch.setattr(images, "SpooledTemporaryFile", lambda **_: io.BytesIO())  # Wagtail forgets to close it
    monkeypatch.setattr(loader, "render_to_string", lambda *_, **__: "")
    people = {letter: User.objects.get(username=role) if role else AnonymousUser() for letter, role in PEOPLE.items()}
    monkeypatch.setattr(middleware, "get_user", lambda request: people[request.headers["X-Person"]])
    client = Client(raise_request_exception=False)
    table = dict(line.split("\t", 1) for line in TABLE.read_text("utf-8").splitlines())
    now_so, broken = {}, []
    for pattern in dict.fromkeys(patterns(get_resolver())):
        url, cells = address(pattern, things), []
        for method in ("get", "post"):
            answers = {letter: ask(client, letter, method, url) for letter in PEOPLE}
            cells.append("".join(letter for letter, answer in answers.items() if through(answer)) or NOBODY)
            broken += [(method, url, letter) for letter, answer in answers.items() if answer.status_code >= 500]
        now_so[pattern] = "\t".join(cells)
    different = [f"{pattern}\t{cells}" for pattern, cells in now_so.items() if table.get(pattern) != cells]
    assert not different, "these are so now:\n" + "\n".join(different)
    assert not set(table) - set(now_so), "these are gone"
    assert [row for row in broken if is_ours(row[1])] == []
