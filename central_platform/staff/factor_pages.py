"""动态码: set up one's own second factor, renew its recovery codes, turn it off; take away one that somebody lost."""

from __future__ import annotations

from typing import Any

import django_otp
import segno
from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.safestring import SafeString, mark_safe
from wagtail.admin.views.account import BaseSettingsPanel

from central_platform.people import name_of
from central_platform.staff import second_factor
from central_platform.staff.pages import ConsolePage
from central_platform.staff.second_factor import Wait, Wrong
from central_platform.staff.signing_in import WRONG, CodeForm

MODULE_PX = 5


class SetUpForm(CodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = "扫完以后，手机上会出现六位数字。"
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "autofocus": False}


class SecondFactorPage(ConsolePage):
    """One's own; the recovery codes are shown once, on the answer that made them."""

    permission = "wagtailadmin.access_admin"
    template_name = "staff/second_factor.html"
    page_title = "动态码"
    header_icon = "key"
    above = (("wagtailadmin_account", "账号"),)
    form: CodeForm | None = None
    codes: tuple[str, ...] = ()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        device = second_factor.of(user)
        setting_up = {} if device else self._setting_up()
        return super().get_context_data(
            device=device,
            form=self.form or (CodeForm() if device else SetUpForm()),
            codes=self.codes,
            left=second_factor.recovery_codes_left(user),
            must=second_factor.must_have(user),
            **setting_up,
            **kwargs,
        )

    def _setting_up(self) -> dict[str, Any]:
        offered = second_factor.offered(self.request.user)
        return {"picture": _picture(offered.config_url), "key": second_factor.key_text(offered)}

    def post(self, request: HttpRequest) -> HttpResponse:
        """`codes` and `off` for whoever has one; anything else sets it up. Each wants a code first."""
        user, action = request.user, request.POST.get("action", "")
        device = second_factor.of(user)
        offered = None if device else second_factor.offered(user)
        self.form = (SetUpForm if offered else CodeForm)(request.POST)
        proven = self._proven(offered)
        if proven is None:
            return self.render_to_response(self.get_context_data())
        if offered:
            self.codes = tuple(second_factor.turn_on(user, proven))
            django_otp.login(request, proven)
        elif action == "off":
            return self._off(request)
        else:
            self.codes = tuple(second_factor.new_recovery_codes(user))
            django_otp.login(request, device)  # the one that was proven may have been of the former codes
        self.form = None
        return self.render_to_response(self.get_context_data())

    def _proven(self, offered: Any) -> Any:
        """The device the code belongs to; None with the reason beside the field."""
        if not self.form.is_valid():
            return None
        match second_factor.check(self.request.user, self.form.cleaned_data["code"], offered):
            case Wrong():
                self.form.add_error("code", WRONG)
            case Wait(seconds):
                self.form.add_error("code", f"写错了几次，请过{seconds}秒再写。")
            case device:
                return device
        return None

    def _off(self, request: HttpRequest) -> HttpResponse:
        if second_factor.must_have(request.user):
            raise PermissionDenied
        second_factor.remove(request.user, request.user)
        messages.success(request, "动态码关掉了，以后只用密码登录。")
        return redirect("wagtailadmin_account")


class RemovePage(ConsolePage):
    """Take away the lost second factor of another person; one's own wants a code."""

    permission = "auth.change_user"
    template_name = "staff/second_factor_remove.html"
    page_title = "取消动态码"
    header_icon = "key"
    above = (("wagtailusers_users:index", "用户"),)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.person = get_object_or_404(get_user_model(), pk=kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            person=self.person,
            device=second_factor.of(self.person),
            must=second_factor.must_have(self.person),
            mine=self.person == self.request.user,
            **kwargs,
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if self.person == request.user or (self.person.is_superuser and not request.user.is_superuser):
            raise PermissionDenied
        name = name_of(self.person)
        if second_factor.remove(self.person, request.user):
            messages.success(request, f"{name}的动态码取消了，已经记下来。")
        return redirect("wagtailusers_users:index")


class AccountPanel(BaseSettingsPanel):
    """The way to it from one's own account."""

    name = "second_factor"
    title = "动态码"
    order = 550
    template_name = "staff/second_factor_panel.html"

    def get_form(self) -> forms.Form:
        return forms.Form()  # nothing of it is saved with the account

    def get_context_data(self) -> dict[str, Any]:
        return {"device": second_factor.of(self.user), "must": second_factor.must_have(self.user)}


def _picture(url: str) -> SafeString:
    return mark_safe(segno.make(url).svg_inline(scale=MODULE_PX, dark="#1f1a15", light="#ffffff"))  # our own key only
