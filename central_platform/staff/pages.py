"""A page of our own inside the console's frame and its menu entry, for whoever has its permission."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse, reverse_lazy
from django.views.decorators.cache import add_never_cache_headers
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from central_platform.api.headers import OURS


class ConsolePage(WagtailAdminTemplateMixin, TemplateView):
    """`permission` is asked before anything else; `above` are (address name, label) of the pages it lies under."""

    permission: str
    above: tuple[tuple[str, str], ...] = ()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        response = super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(response)
        response.headers["Content-Security-Policy"] = OURS
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        upper = [{"url": reverse(name), "label": label} for name, label in self.above]
        return [*super().get_breadcrumbs_items(), *upper, {"url": "", "label": str(self.get_page_title())}]


class MenuEntry(MenuItem):
    """Shown to whoever has its permission."""

    def __init__(self, label: str, url_name: str, permission: str, icon_name: str, order: int) -> None:
        super().__init__(label, reverse_lazy(url_name), name=url_name, icon_name=icon_name, order=order)
        self.permission = permission

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission)
