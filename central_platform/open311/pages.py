"""对接钥匙: which other systems may file here; a key is made and shown once, and revoked at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from central_platform.open311.models import ApiKey
from central_platform.reports import audit
from central_platform.staff.pages import ConsolePage


class KeyForm(forms.ModelForm):
    """Whose key it will be."""

    class Meta:
        model = ApiKey
        fields = ["name"]
        labels = {"name": "给哪个系统"}
        help_texts = {"name": "写清楚是谁的，比如“市民热线 12345”。一个系统一把。"}
        error_messages = {
            "name": {
                "required": "请写是哪个系统的。",
                "unique": "已经有一把叫这个名字的。换个名字，或者先停用那一把。",
            }
        }


class KeysPage(ConsolePage):
    """The key itself is on the one answer that made it."""

    permission = "open311.view_apikey"
    template_name = "open311/keys.html"
    page_title = "对接钥匙"
    header_icon = "key"
    form: KeyForm | None = None
    made: tuple[ApiKey, str] | None = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            keys=ApiKey.objects.order_by("revoked_at", "name"),
            form=self.form or KeyForm(),
            made=self.made,
            discovery=self.request.build_absolute_uri("/open311/discovery.json"),
            **kwargs,
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make a key."""
        if not request.user.has_perm("open311.add_apikey"):
            raise PermissionDenied
        self.form = KeyForm(request.POST)
        if self.form.is_valid():
            with transaction.atomic():
                self.made = ApiKey.make(self.form.cleaned_data["name"])
                audit.append(request.user, "api-key", self.made[0].name)
            self.form = None
        return self.render_to_response(self.get_context_data())


def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """From its next request on the system gets a 403; what it has filed stays."""
    if not request.user.has_perm("open311.change_apikey"):
        raise PermissionDenied
    if request.method == "POST":
        key = ApiKey.objects.filter(pk=pk, revoked_at=None).first()
        if key is not None:
            audit.append(request.user, "api-key-off", key.name)
            ApiKey.objects.filter(pk=pk).update(revoked_at=timezone.now())
            messages.success(request, f"{key.name}的钥匙停用了。")
    return redirect(reverse("open311_keys"))
