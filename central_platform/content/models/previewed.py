"""The live kiosk-shaped preview beside the form of services and notices."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.models import PreviewableMixin

from central_platform.content import preview

# Drawn for a request of its own, outside the console's addresses; framed by the console and by nothing else.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; font-src 'self'; img-src 'self'; frame-ancestors 'self'; "
    "script-src 'unsafe-inline' 'self'; base-uri 'none'; form-action 'none'"
)


class KioskPreview(PreviewableMixin):
    """Wagtail's preview with the ways a resident may have set the kiosk."""

    class Meta:
        abstract = True

    preview_modes = [(key, mode.label) for key, mode in preview.MODES.items()]
    preview_sizes = [
        {"name": "kiosk", "icon": "mobile-alt", "device_width": 1080, "label": "自助机竖屏"},
        {"name": "phone", "icon": "mobile-alt", "device_width": 390, "label": "缩小看"},
    ]
    default_preview_size = "kiosk"

    def screens(self, mode: preview.Mode) -> list[preview.Screen]:
        """The kiosk's pages of this item."""
        raise NotImplementedError

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        response = super().serve_preview(request, mode_name)
        response.headers["Content-Security-Policy"] = POLICY
        return response

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "content/kiosk_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        from central_platform.content.models import Hall

        mode, hall = preview.MODES.get(mode_name, preview.MODES[""]), Hall.objects.first()
        made = preview.context(self.screens(mode), mode, hall.body() if hall else None)
        return {"object": self, "request": request} | made
