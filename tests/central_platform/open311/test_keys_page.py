"""对接钥匙 in the console: made and shown once, used by another system, revoked; every act in the log."""

import re

import pytest
from django.contrib.auth.models import Group, User

from central_platform.open311.models import ApiKey
from central_platform.reports.models import AccessLog, Report

PAGE = "/staff/open311-keys/"


@pytest.fixture
def admin(demo, ring, client):
    user = User.objects.create_user("admin", password="a long enough password")
    user.groups.add(Group.objects.get(name="管理员"))
    client.force_login(user)
    return client


def file(client, key):
    said = {"api_key": key, "service_code": "streetlight", "address_id": "jy-3"}
    return client.post("/open311/v2/requests.json", said).status_code


def test_a_key_is_made_shown_once_used_and_revoked(admin):
    assert "还没有哪个系统有钥匙" in admin.get(PAGE).content.decode()
    html = admin.post(PAGE, {"name": "市民热线"}).content.decode()
    key = re.search(r'ls-key-text"><code>([\w-]{32})<', html)[1]
    again = admin.get(PAGE).content.decode()
    assert key not in again and "还没用过" in again
    bad = admin.post(PAGE, {"name": "市民热线"}).content.decode()
    assert "已经有一把叫这个名字的" in bad and 'value="市民热线"' in bad
    assert file(admin, key) == 201 and Report.objects.get().source == "open311"
    assert "刚刚" in admin.get(PAGE).content.decode()
    revoke = f"{PAGE}{ApiKey.objects.get().pk}/revoke/"
    admin.get(revoke)
    assert file(admin, key) == 201
    admin.post(revoke)
    assert file(admin, key) == 403 and "停用了" in admin.get(PAGE).content.decode()
    assert list(AccessLog.objects.order_by("seq").values_list("act", "about")) == [
        ("api-key", "市民热线"),
        ("api-key-off", "市民热线"),
    ]
