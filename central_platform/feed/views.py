"""The public feed, served from disk when no web server does; never touches the database."""

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse


@transaction.non_atomic_requests
def keys(request: HttpRequest) -> HttpResponse:
    raise Http404


@transaction.non_atomic_requests
def pointer(request: HttpRequest, publication: str) -> HttpResponse:
    raise Http404


@transaction.non_atomic_requests
def file(request: HttpRequest, publication: str, name: str) -> HttpResponse:
    raise Http404


@transaction.non_atomic_requests
def medium(request: HttpRequest, name: str) -> HttpResponse:
    raise Http404
