"""Who opened what residents sealed, and other acts that must not be forgotten."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.core.paginator import Paginator

from central_platform.people import name_of
from central_platform.reports import audit
from central_platform.reports.models import AccessLog
from central_platform.reports.views.erasing import REASONS
from central_platform.staff.pages import ConsolePage

A_PAGE = 50
ACTS = {
    "open": "打开居民的话",
    "revoke": "停用自助机",
    "enrol-code": "开接入码",
    "settings": "改自助机的设置",
    "erase": "删掉居民的话",
    "hand-over": "把居民的话转给别的系统",
    "phrase": "记成常说的话",
    "checked": "核对过一项服务",
    "try": "先发到一个大厅",
    "try-all": "试过以后发到所有大厅",
    "try-back": "收回一个大厅试的",
    "face": "收下居民的评价",
    "retention": "到期删掉居民的话",
    "epoch": "发现数据库是旧的",
    "restore": "用备份恢复",
    "gap": "记录缺了一段，已经查过",
    "keys": "换密钥",
    "api-key": "开对接钥匙",
    "api-key-off": "停用对接钥匙",
    "totp-on": "开了动态码",
    "totp-off": "关了自己的动态码",
    "totp-codes": "换了恢复码",
    "totp-recovery": "用恢复码登录",
    "totp-remove": "取消别人的动态码",
}


class OpeningsPage(ConsolePage):
    permission = "reports.view_accesslog"
    template_name = "reports/openings.html"
    page_title = "查看记录"
    header_icon = "history"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(AccessLog.objects.order_by("-seq"), A_PAGE).get_page(self.request.GET.get("p"))
        people = get_user_model().objects.in_bulk({line.user_id for line in page.object_list if line.user_id})
        lines = [(line, _name(people.get(line.user_id)), _what(line)) for line in page.object_list]
        checked = audit.verify()
        broken = checked if isinstance(checked, audit.Broken) else None
        return super().get_context_data(page=page, lines=lines, broken=broken, **kwargs)


def _what(line: AccessLog) -> str:
    """The act in words; an erasure with its reason."""
    act = ACTS.get(line.act, line.act)
    why = REASONS.get(line.about.partition(" ")[2], "") if line.act == "erase" else ""
    return f"{act}（{why}）" if why else act


def _name(user: Any) -> str:
    return name_of(user) or "系统"
