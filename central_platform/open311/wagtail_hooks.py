"""Keys of other systems in the console."""

from __future__ import annotations

from typing import Any

from django.urls import path
from wagtail import hooks

from central_platform.open311 import pages
from central_platform.staff.pages import MenuEntry


@hooks.register("register_admin_urls")
def addresses() -> list:
    return [
        path("open311-keys/", pages.KeysPage.as_view(), name="open311_keys"),
        path("open311-keys/<int:pk>/revoke/", pages.revoke, name="open311_key_revoke"),
    ]


@hooks.register("register_admin_menu_item")
def entry() -> Any:
    return MenuEntry("对接钥匙", "open311_keys", "open311.view_apikey", "key", 75)
