"""Signing in: the password, then the code of whoever has a second factor; only both together are somebody signed in.

Wrong codes are counted like wrong passwords (django-axes), and a right password does not begin that count anew.
"""

from __future__ import annotations

import time
from typing import Any

import django_otp
from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_lockout_response
from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model, login
from django.contrib.auth.models import AbstractUser
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import constant_time_compare
from django_otp.plugins.otp_static.models import StaticDevice
from wagtail.admin.forms.auth import LoginForm
from wagtail.admin.views.account import LoginView

from central_platform.api.headers import OURS
from central_platform.staff import second_factor
from central_platform.staff.second_factor import Wait, Wrong

HALF = "half-signed-in"
HALF_LIVES_SECONDS = 5 * 60
WRONG = "码不对。每个码只能用一次：请等手机上换了新码，再写一次。"


class SignInForm(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "用户名"
        self.fields["password"].label = "密码"


class CodeForm(forms.Form):
    code = forms.CharField(
        label="动态码",
        max_length=20,
        help_text="手机上的六位数字。手机不在身边，就写一个恢复码。",
        error_messages={"required": "请写手机上的六位数字。"},
        widget=forms.TextInput(attrs={"inputmode": "text", "autocomplete": "one-time-code", "autofocus": True}),
    )


class Door(LoginView):
    """A page of ours, with our policy for scripts."""

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        kwargs["headers"] = {"Content-Security-Policy": OURS}
        return super().render_to_response(context, **kwargs)


class SignIn(Door):
    """The password. Who has no second factor is signed in by it."""

    def form_valid(self, form: LoginForm) -> HttpResponse:
        user = form.get_user()
        if second_factor.of(user) is None:
            return super().form_valid(form)
        self.request.session[HALF] = {
            "user": user.pk,
            "password": user.get_session_auth_hash(),
            "backend": user.backend,
            "until": time.time() + HALF_LIVES_SECONDS,
            "remember": bool(form.cleaned_data.get("remember")),
            "next": self.get_success_url(),
        }
        return redirect("sign_in_code")


class SignInCode(Door):
    """The code that makes half a sign-in a whole one."""

    template_name = "staff/sign_in_code.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.person = _half(request)
        if self.person is None:
            return redirect("wagtailadmin_login")
        if not AxesProxyHandler.is_allowed(request, {"username": self.person.get_username()}):
            return get_lockout_response(request)
        return super().dispatch(request, *args, **kwargs)

    def get_form_class(self) -> type[CodeForm]:
        return CodeForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"data": self.request.POST if self.request.method == "POST" else None}

    def form_valid(self, form: CodeForm) -> HttpResponse:
        person = self.person
        match second_factor.check(person, form.cleaned_data["code"]):
            case Wrong():
                user_login_failed.send(__name__, credentials={"username": person.get_username()}, request=self.request)
                form.add_error("code", WRONG)
                return self.form_invalid(form)
            case Wait(seconds):
                form.add_error("code", f"写错了几次，请过{seconds}秒再写。")
                return self.form_invalid(form)
            case device:
                return self._let_in(device)

    def _let_in(self, device: Any) -> HttpResponse:
        half = self.request.session.pop(HALF)
        login(self.request, self.person, backend=half["backend"])
        django_otp.login(self.request, device)
        if not half["remember"]:
            self.request.session.set_expiry(0)
        if isinstance(device, StaticDevice):
            left = second_factor.recovered(self.person)
            messages.warning(self.request, f"您用了一个恢复码，还剩{left}个。在“账号”里可以换一套新的。")
        return redirect(half["next"])


def _half(request: HttpRequest) -> AbstractUser | None:
    """Whose password was right a moment ago, and is still the same."""
    half = request.session.get(HALF)
    if not half or half["until"] < time.time():
        return None
    user = get_user_model().objects.filter(pk=half["user"], is_active=True).first()
    same = user is not None and constant_time_compare(user.get_session_auth_hash(), half["password"])
    return user if same else None
