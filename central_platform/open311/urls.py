"""Clients put two slashes where one belongs, and one at the end: both are read as meant."""

from django.urls import re_path

from central_platform.open311 import views

FORM = r"\.(?P<form>json|xml)/?$"
V2 = r"^(?P<test>test/+)?v2/+"

urlpatterns = [
    re_path(r"^discovery" + FORM, views.discovery),
    re_path(V2 + "services" + FORM, views.service_list),
    re_path(V2 + r"services/+(?P<code>[-\w]+)" + FORM, views.definition),
    re_path(V2 + "requests" + FORM, views.request_list),
    re_path(V2 + r"requests/+(?P<request_id>[^/]+?)" + FORM, views.one_request),
    re_path(V2 + r"tokens/+(?P<token>[^/]+?)" + FORM, views.token),
]
