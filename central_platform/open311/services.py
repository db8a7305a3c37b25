"""What can be requested: the report categories as they are published, and the attributes a form may carry."""

from __future__ import annotations

from central_platform.content.models import ReportCategory
from central_platform.open311.formats import Row

CLIENT_REF = "client_ref"
PRIVATE = "private"


def listed() -> list[Row]:
    """The service list; `keywords` says `private` of what is never shown to anybody."""
    return [
        {
            "service_code": row.code,
            "service_name": row.name_zh,
            "description": row.fault_zh,
            "metadata": True,
            "type": "realtime",
            "keywords": ",".join([word for word in (row.name_en, PRIVATE if row.private else "") if word]),
            "group": row.owner.name_zh,
        }
        for row in ReportCategory.objects.select_related("owner")
    ]


def category(code: str) -> ReportCategory | None:
    return ReportCategory.objects.filter(code=code).first()


def definition(row: ReportCategory) -> Row:
    """One service's attributes: the name a client gives its own request, so that sending twice is sending once."""
    return {
        "service_code": row.code,
        "attributes": [
            {
                "variable": True,
                "code": CLIENT_REF,
                "datatype": "string",
                "required": False,
                "datatype_description": "最多64个字母或数字",
                "order": 1,
                "description": "您那边的编号。同一个编号再送一次，还是同一件事，不会重复。",
                "values": [],
            }
        ],
    }
