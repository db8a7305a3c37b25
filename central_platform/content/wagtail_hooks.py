"""Content in the console: one list and one form a kind, in the menu under the words staff use."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import path
from wagtail import hooks
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn, UpdatedAtColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from central_platform.content import media, models, panels, preview

LIST_ROWS = 50
STATUS = LiveStatusTagColumn()
WHEN = UpdatedAtColumn(label="什么时候改的")


def _yes(name: str, label: str, word: str) -> Column:
    """A column that says its word where the answer is yes, and nothing where it is no."""
    return Column(name, label=label, accessor=lambda row: word if getattr(row, name) else "", sort_key=name)


class _List(SnippetViewSet):
    list_per_page = LIST_ROWS
    copy_view_enabled = False


class Services(_List):
    model = models.Service
    icon = "list-ul"
    menu_name = "services"
    menu_order = 100
    add_to_admin_menu = True
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
        "name_zh", "fault_zh", "owner_zh", Column("target_hours", label="几小时内"), _yes("private", "私事", "私事"),
    ]  # fmt: skip
    search_fields = ["name_zh", "fault_zh"]


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


for viewset in (Services, Notices, Places, ReportCategories, Directory):
    register_snippet(viewset)


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
    ]
