"""Every page a role can reach speaks Chinese: no English word is left in what staff see."""

import re
from collections import deque

import pytest
from bs4 import BeautifulSoup, Comment, Doctype

from central_platform.fleet import counters

NAMES = {
    "English", "HSDS", "EN", "JavaScript", "Windows", "URL", "PNG", "JPG", "JPEG", "WEBP", "GIF", "AVIF", "SVG",
    "KB", "MB", "GB", "CSV", "XLSX", "Ctrl", "Shift", "Alt", "Cmd", "Enter", "Esc", "API", "Markdown",
}  # fmt: skip
SAID_BY_ATTRIBUTE = ("placeholder", "aria-label", "title", "alt", "data-w-tooltip-content-value")
UNSEEN = ("script", "style", "noscript", "code", "svg", "head")
WORD = re.compile(r"[A-Za-z][A-Za-z0-9'’]{2,}")
ADDRESS = re.compile(r"https?://\S+|\S+@\S+|/staff/\S*")
NOT_PAGES = ("/logout/", "/jsi18n/", "export=", "/preview/", "/sprite", "/api/", "/documents/", "/pages/", "/bulk/")
PAGES_A_ROLE = {
    "admin": 60,
    "publisher": 12,
    "editor": 12,
    "triage": 14,
    "manager": 14,
}  # the first dozen are a role's own; the rest is shared

ASKED = ("answer:sure", "answer:nothing", "service:yb-jumin", "elsewhere:passport")


def said(html):
    soup = BeautifulSoup(html, "html.parser")
    for element in soup(UNSEEN):
        element.extract()
    for field in soup("textarea", attrs={"name": re.compile(r"_en$")}):
        field.extract()  # what editors wrote for English-speaking residents
    for counter in soup(attrs={"data-side-panel-toggle-counter": True, "hidden": True}):
        counter.extract()
    for note in soup(string=lambda text: isinstance(text, (Comment, Doctype))):
        note.extract()
    texts = [str(text) for text in soup.find_all(string=True)]
    texts += [element[name] for name in SAID_BY_ATTRIBUTE for element in soup.find_all(attrs={name: True})]
    texts += [button["value"] for button in soup.find_all("input", type="submit") if button.get("value")]
    return texts


def english(html, allowed):
    words = [word for text in said(html) for word in WORD.findall(ADDRESS.sub("", text))]
    return sorted({word for word in words if word not in NAMES and word not in allowed})


def pattern(url):
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+", "N", url.split("?")[0])


@pytest.fixture
def codes(console):
    """The codes shown in lists (place, category, picture names): they are names, not words."""
    from central_platform.content import models
    from central_platform.content.icons import known

    found = set(known()) | {"editor", "publisher", "triage", "manager", "admin"}
    for model in (models.Place, models.Category, models.Family, models.Hall, models.ReportCategory):
        found |= {part for code in model.objects.values_list("code", flat=True) for part in code.split("-")}
    found |= {part for code in models.Elsewhere.objects.values_list("code", flat=True) for part in code.split("-")}
    found |= {part for said in models.Reading.objects.values_list("syllables", flat=True) for part in said.split()}
    found |= {"chang2", "xian3", "passport"}  # the examples beside the fields
    spoken = [
        *models.Service.objects.values_list("phrases", flat=True),
        *models.Elsewhere.objects.values_list("phrases", flat=True),
    ]
    found |= {word for said in spoken for word in WORD.findall(said)}  # what English-speaking residents say
    found |= {part for slug in models.Service.objects.values_list("slug", flat=True) for part in slug.split("-")}
    return found


@pytest.mark.parametrize("role", ["editor", "publisher", "triage", "manager", "admin"])
def test_the_console_speaks_chinese(as_, codes, order, call, role):
    order()
    counters.add(dict.fromkeys(ASKED, 7))
    client, seen, queue, bad = as_(role), {"/staff/"}, deque(["/staff/"]), {}
    visited = 0
    while queue and visited < PAGES_A_ROLE[role]:
        url = queue.popleft()
        answer = client.get(url)
        visited += 1
        if answer.status_code != 200 or "html" not in answer["Content-Type"]:
            continue
        html = answer.content.decode()
        if found := english(html, codes):
            bad[url] = found
        links = [a["href"] for a in BeautifulSoup(html, "html.parser").find_all("a", href=True)]
        links += re.findall(r'"url": "(/staff/[^"]*)"', html)
        for link in links:
            if link.startswith("/staff/") and not any(part in link for part in NOT_PAGES):
                known = pattern(link)
                if known not in seen:
                    seen.add(known)
                    queue.append(link.split("#")[0])
    assert visited > 5
    assert not bad, "\n".join(f"{url}: {words}" for url, words in bad.items())


def test_signing_in_speaks_chinese(client, db):
    html = client.get("/staff/login/", headers={"Accept-Language": "en"}).content.decode()
    assert not english(html, set())


def test_the_test_can_fail():
    assert english('<p>保存 Save</p><input placeholder="Search">', set()) == ["Save", "Search"]
