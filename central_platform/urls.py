"""Every address of the platform, on one screen."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from central_platform.api import api
from central_platform.api.health import healthz
from central_platform.feed import views as feed
from central_platform.hsds.api import api as hsds
from central_platform.staff.signing_in import SignIn, SignInCode

handler500 = "central_platform.api.away.failed"
urlpatterns = [
    path("", RedirectView.as_view(url="/staff/")),
    path("healthz", healthz),
    path("api/", api.urls()),
    path("hsds/v3/", hsds.urls),
    re_path(r"^open311/+", include("central_platform.open311.urls")),
    path("feed/keys.json", feed.keys),
    path("feed/roots.json", feed.roots),
    path("feed/media/<str:name>", feed.medium),
    path("feed/<slug:publication>/pointer.json", feed.pointer),
    path("feed/<slug:publication>/<str:name>", feed.file),
    path("staff/documents/", include(wagtaildocs_urls)),
    path("staff/login/", SignIn.as_view()),  # in place of Wagtail's
    path("staff/login/code/", SignInCode.as_view(), name="sign_in_code"),
    path("staff/", include(wagtailadmin_urls)),
    # What staff upload is for staff: kiosks fetch what was published from /feed/media/.
    path("media/<path:path>", login_required(serve), {"document_root": settings.MEDIA_ROOT}),
]
