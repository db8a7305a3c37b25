"""Reports in the console: addresses and menu entries."""

from __future__ import annotations

from django.urls import path
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from central_platform.reports.views import learning, letters, noted, openings, order, orders
from central_platform.staff.pages import MenuEntry


@hooks.register("register_admin_urls")
def addresses() -> list:
    return [
        path("orders/", orders.OrdersPage.as_view(), name="orders"),
        path("orders/new/", noted.NotePage.as_view(), name="order_new"),
        path("orders/<uuid:pk>/", order.OrderPage.as_view(), name="order"),
        path("orders/<uuid:pk>/take/", orders.take, name="order_take"),
        path("letters/", letters.LettersPage.as_view(), name="letters"),
        path("letters/<uuid:pk>/open/", letters.open_, name="letter_open"),
        path("letters/<uuid:pk>/phrase/", learning.learn, name="letter_phrase"),
        path("openings/", openings.OpeningsPage.as_view(), name="openings"),
    ]


@hooks.register("register_admin_menu_item")
def orders_entry() -> MenuItem:
    return MenuEntry("报事单", "orders", "reports.view_report", "clipboard-list", 50)


@hooks.register("register_admin_menu_item")
def letters_entry() -> MenuItem:
    return MenuEntry("来信", "letters", "reports.view_letter", "mail", 60)


@hooks.register("register_admin_menu_item")
def openings_entry() -> MenuItem:
    return MenuEntry("查看记录", "openings", "reports.view_accesslog", "history", 900)
