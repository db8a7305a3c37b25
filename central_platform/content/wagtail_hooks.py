"""Content in the console: one list and one form a kind, in the menu under the words staff use."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from wagtail import hooks
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn, UpdatedAtColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from central_platform.content import (
    media,
    models,
    panels,
    plain,
    preview,
    sheet_views,
    trial_edit,
    trial_views,
    try_views,
)
from central_platform.content.history import History
from central_platform.content.words import lines

LIST_ROWS = 50
MOST_ADVICE = 5
STATUS = LiveStatusTagColumn()
WHEN = UpdatedAtColumn(label="什么时候改的")


def _yes(name: str, label: str, word: str) -> Column:
    """A column that says its word where the answer is yes, and nothing where it is no."""
    return Column(name, label=label, accessor=lambda row: word if getattr(row, name) else "", sort_key=name)


class _List(SnippetViewSet):
    list_per_page = LIST_ROWS
    copy_view_enabled = False
    index_view_class = trial_edit.Index
    add_view_class = trial_edit.Create
    edit_view_class = trial_edit.Edit


class Services(_List):
    model = models.Service
    icon = "list-ul"
    menu_name = "services"
    menu_order = 100
    add_to_admin_menu = True
    history_view_class = History
    url_prefix = "services"
    edit_handler = panels.SERVICE
    list_display = ["name_zh", "category", "window_zh", _yes("free", "收费", "不收钱"), STATUS, WHEN]
    list_filter = ["category", "free", "live"]
    search_fields = ["name_zh", "aliases", "phrases", "summary_zh", "slug"]
    copy_view_enabled = True


class Notices(_List):
    model = models.Notice
    icon = "info-circle"
    menu_name = "notices"
    menu_order = 110
    add_to_admin_menu = True
    history_view_class = History
    url_prefix = "notices"
    edit_handler = panels.NOTICE
    list_display = [
        "title_zh",
        "headline_zh",
        Column("get_kind_display", label="是什么"),
        _yes("important", "要紧", "要紧"),
        STATUS,
        WHEN,
    ]
    list_filter = ["kind", "important", "live"]
    search_fields = ["title_zh", "headline_zh"]
    copy_view_enabled = True


class Places(_List):
    model = models.Place
    icon = "site"
    menu_name = "places"
    menu_order = 120
    add_to_admin_menu = True
    url_prefix = "places"
    edit_handler = panels.PLACE
    list_display = ["name_zh", Column("get_kind_display", label="是什么"), "parent", "code"]
    list_filter = ["kind"]
    search_fields = ["name_zh", "aliases", "code"]


class ReportCategories(_List):
    model = models.ReportCategory
    icon = "tag"
    menu_name = "report-categories"
    menu_order = 130
    add_to_admin_menu = True
    url_prefix = "report-categories"
    edit_handler = panels.REPORT_CATEGORY
    list_display = [
        "name_zh", "fault_zh", "owner", Column("hours", label="几小时内"), _yes("private", "私事", "私事"),
    ]  # fmt: skip
    search_fields = ["name_zh", "fault_zh"]


class Sayings(_List):
    model = models.Saying
    icon = "comment"
    url_prefix = "sayings"
    edit_handler = panels.SAYING
    list_display = ["said", Column("means", label="正式的叫法", accessor=lambda row: "、".join(lines(row.means)))]
    search_fields = ["said", "means"]


class Readings(_List):
    model = models.Reading
    icon = "openquote"
    url_prefix = "readings"
    edit_handler = panels.READING
    list_display = ["word", "syllables"]
    search_fields = ["word", "syllables"]


class ElsewhereList(_List):
    model = models.Elsewhere
    icon = "redirect"
    url_prefix = "elsewhere"
    edit_handler = panels.ELSEWHERE
    list_display = ["name_zh", "advice_zh"]
    search_fields = ["name_zh", "phrases", "advice_zh"]


class Terms(_List):
    model = models.Term
    icon = "help"
    url_prefix = "terms"
    edit_handler = panels.TERM
    list_display = ["word_zh", "meaning_zh", "category"]
    list_filter = ["category"]
    search_fields = ["word_zh", "forms", "meaning_zh"]


class Spoken(SnippetViewSetGroup):
    """How residents talk: what the kiosk's search and voice go by besides the services themselves."""

    items = (Sayings, Readings, Terms, ElsewhereList)
    menu_label = "居民怎么说"
    menu_name = "spoken"
    menu_icon = "comment"
    menu_order = 125
    add_to_admin_menu = True


class Families(_List):
    model = models.Family
    icon = "folder-open-inverse"
    url_prefix = "families"
    edit_handler = panels.FAMILY
    list_display = ["name_zh", "order", "code"]


class Categories(_List):
    model = models.Category
    icon = "folder-inverse"
    url_prefix = "categories"
    edit_handler = panels.CATEGORY
    list_display = ["name_zh", "family", "order", "code"]
    list_filter = ["family"]
    search_fields = ["name_zh", "hsds_name", "code"]


class Halls(_List):
    model = models.Hall
    icon = "home"
    url_prefix = "halls"
    edit_handler = panels.HALL
    list_display = ["name_zh", "community_zh", "duty_zh", "phone"]


class Organizations(_List):
    model = models.Organization
    icon = "group"
    url_prefix = "organizations"
    edit_handler = panels.ORGANIZATION
    list_display = ["name_zh", "phone"]
    search_fields = ["name_zh"]


class Locations(_List):
    model = models.Location
    icon = "site"
    url_prefix = "locations"
    edit_handler = panels.LOCATION
    list_display = ["name_zh", "address_zh", "organization"]
    search_fields = ["name_zh", "address_zh"]


class Directory(SnippetViewSetGroup):
    """What services and reports refer to: set up once, changed seldom."""

    items = (Halls, Families, Categories, Organizations, Locations)
    menu_label = "目录"
    menu_name = "directory"
    menu_icon = "folder-open-inverse"
    menu_order = 140
    add_to_admin_menu = True


for viewset in (Services, Notices, Places, Spoken, ReportCategories, Directory):
    register_snippet(viewset)


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def warn_of_common_words(request: HttpRequest, row: object) -> None:
    """A saying is kept, but staff hear when many services use its words already, or none knows what it means."""
    if not isinstance(row, models.Saying):
        return
    found = row.pull()
    if not found.to:
        messages.warning(request, f"还没有一项服务写着“{'、'.join(lines(row.means))}”。请看看有没有写错字。")
    elif found.common:
        messages.warning(request, f"“{row.said}”在另外{len(found.others)}项服务里也有人说，找的时候可能会混。")


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def advise_plain_words(request: HttpRequest, row: object) -> None:
    """What residents may find hard to understand: said after saving, mended when staff like."""
    if not getattr(row, "plain", ()) or "application/json" in request.headers.get("Accept", ""):
        return
    found = list(dict.fromkeys(plain.message(finding, label) for label, finding in plain.findings(row)))
    if found:
        more = f"……还有{len(found) - MOST_ADVICE}处。" if len(found) > MOST_ADVICE else ""
        messages.warning(request, "可以写得更好懂。" + " ".join(found[:MOST_ADVICE]) + more)


@hooks.register("construct_snippet_action_menu")
def no_lonely_button(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Where two persons are asked for, a form offers to submit, not to publish."""
    if issubclass(context["model"], models.Drafted) and models.two_persons():
        items[:] = [item for item in items if item.name != "action-publish"]


@hooks.register("before_publish")
def no_lonely_publishing(request: HttpRequest, row: object) -> HttpResponse | None:
    """The same for who asks all the same. What they wrote is a draft by now."""
    if not isinstance(row, models.Drafted) or not models.two_persons():
        return None
    messages.error(request, trial_edit.LONELY)
    return redirect(AdminURLFinder(request.user).get_edit_url(row))


def _icon_font(request: HttpRequest) -> FileResponse:
    """The kiosk's icon font, for the preview."""
    font = preview.icon_font()
    if font is None:
        raise Http404
    return FileResponse(font.open("rb"), content_type="font/ttf", headers={"Cache-Control": "private, max-age=86400"})


def _poster(request: HttpRequest, name: str) -> HttpResponse:
    """A packaged poster, for the preview."""
    names = {packaged for packaged, _ in media.packaged_posters()}
    file = media.poster_file(name) if name in names else None
    if file is None:
        raise Http404
    return HttpResponse(file.read_bytes(), content_type="image/svg+xml")


@hooks.register("register_admin_urls")
def preview_urls() -> list:
    return [
        path("kiosk-icons.ttf", _icon_font, name="kiosk_icon_font"),
        path("kiosk-posters/<slug:name>.svg", _poster, name="kiosk_poster"),
        path("sheets/", sheet_views.SheetsPage.as_view(), name="sheets"),
        path("sheets/<slug:table>.csv", sheet_views.download, name="sheet"),
        path("trials/", trial_views.TrialsPage.as_view(), name="trials"),
        path("trials/<int:pk>/all/", trial_views.to_all, name="trial_to_all"),
        path("trials/<int:pk>/back/", trial_views.back, name="trial_back"),
        path("try/<slug:model>/", try_views.try_out, name="try_out"),
        path("try/<slug:model>/<int:pk>/", try_views.try_out, name="try_out"),
    ]
