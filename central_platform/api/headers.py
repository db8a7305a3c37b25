"""Headers every answer carries: a content security policy, strict outside the console, looser only on Wagtail's own pages."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

STRICT = (
    "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)
# In the console nothing may come from, or go to, another host; bars and icons are sized by style attributes.
OURS = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; frame-ancestors 'none'; object-src 'none'; base-uri 'self'; form-action 'self'"
)
# Wagtail's own pages carry inline scripts, and frame the preview.
CONSOLE = OURS.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'").replace(
    "ancestors 'none'", "ancestors 'self'"
)


class SecurityHeaders:
    """Sets the policy unless the view has set one of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        policy = CONSOLE if request.path.startswith("/staff/") else STRICT
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        return response
