"""Nobody works in the console without the second factor they have, or must have."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.shortcuts import redirect

from central_platform.staff import second_factor

GUARDED = ("/staff/", "/media/")
OPEN = frozenset(
    ("wagtailadmin_login", "sign_in_code", "wagtailadmin_logout", "wagtailadmin_javascript_catalog", "wagtailadmin_sprite")
)  # fmt: skip


class SecondFactorGate:
    """After django-otp's middleware, which says whether this session has proven one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        """None lets the request through; who must set one up is led there, and a call that is no page is refused."""
        if not request.path.startswith(GUARDED) or request.resolver_match.url_name in OPEN:
            return None
        user = request.user
        if not user.is_authenticated or user.is_verified():
            return None
        if second_factor.of(user) is not None:
            logout(request)  # a session from before there was one
            messages.warning(request, "您的账号开了动态码，请再登录一次。")
            return redirect("wagtailadmin_login")
        if not second_factor.must_have(user) or request.resolver_match.url_name == "second_factor":
            return None
        if request.method != "GET" or request.resolver_match.url_name == "calls":
            return HttpResponseForbidden()
        return redirect("second_factor")
