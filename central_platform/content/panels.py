"""The forms staff fill in: a Chinese tab, an English tab, and what makes an item findable."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    PublishingPanel,
    TabbedInterface,
)

from central_platform.content.plain import PlainForm


class TryPanel(HelpPanel):
    """The test box: what would a resident find?"""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"heading": "居民会找到什么？", "template": "content/try_panel.html"} | kwargs)

    class BoundPanel(HelpPanel.BoundPanel):
        @property
        def address(self) -> str:
            row = self.instance
            return reverse("try_out", args=[row._meta.model_name, *([row.pk] if row.pk else [])])

        @property
        def suggestions(self) -> list[str]:
            from central_platform.content.try_views import suggestions

            return suggestions()


def _pair(name: str) -> FieldRowPanel:
    return FieldRowPanel([FieldPanel(f"{name}_zh"), FieldPanel(f"{name}_en")])


def _tabs(chinese: list[Panel], english: list[str], more: list[Panel] | None = None) -> TabbedInterface:
    tabs = [
        ObjectList(chinese, heading="中文"),
        ObjectList([FieldPanel(f"{name}_en") for name in english], heading="English"),
    ]
    if more:
        tabs.append(ObjectList(more, heading="其他"))
    return TabbedInterface(tabs, base_form_class=PlainForm)


SERVICE = TabbedInterface(
    [
        ObjectList(
            [
                MultiFieldPanel(
                    [
                        FieldPanel("name_zh"),
                        FieldPanel("summary_zh"),
                        FieldPanel("more_zh"),
                        FieldPanel("eligibility_zh"),
                    ],
                    heading="这是什么事",
                ),
                MultiFieldPanel([FieldPanel("fee_zh"), FieldPanel("free")], heading="要不要钱"),
                MultiFieldPanel(
                    [
                        FieldRowPanel([FieldPanel("window_zh"), FieldPanel("phone")]),
                        FieldRowPanel([FieldPanel("location"), FieldPanel("organization")]),
                    ],
                    heading="在哪里",
                ),
                InlinePanel(
                    "hours",
                    heading="几点开门",
                    label="时间",
                    panels=[FieldPanel("days"), FieldRowPanel([FieldPanel("opens"), FieldPanel("closes")])],
                ),
                FieldPanel("hours_text_zh"),
                InlinePanel("papers", heading="要带什么", label="东西", panels=[_pair("name")]),
                InlinePanel("steps", heading="怎么办", label="步", panels=[_pair("text")]),
                PublishingPanel(),
            ],
            heading="中文",
        ),
        ObjectList(
            [
                FieldPanel(f"{name}_en")
                for name in ("name", "summary", "more", "eligibility", "fee", "window", "hours_text")
            ],
            heading="English",
        ),
        ObjectList(
            [
                FieldPanel("category"),
                FieldPanel("aliases"),
                FieldPanel("phrases"),
                FieldPanel("words"),
                TryPanel(),
                FieldRowPanel([FieldPanel("minimum_age"), FieldPanel("maximum_age")]),
                FieldRowPanel([FieldPanel("order"), FieldPanel("slug")]),
            ],
            heading="怎么找到",
        ),
    ],
    base_form_class=PlainForm,
)
NOTICE = _tabs(
    [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("important")]),
        FieldPanel("title_zh"),
        FieldPanel("headline_zh"),
        InlinePanel("sentences", heading="要说的话", label="句", panels=[_pair("text")], min_num=1),
        FieldRowPanel([FieldPanel("icon"), FieldPanel("order")]),
        MultiFieldPanel([FieldPanel("packaged"), FieldPanel("image")], heading="图（海报才用）"),
        PublishingPanel(),
    ],
    ["title", "headline"],
)
PLACE = _tabs(
    [
        FieldPanel("name_zh"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("parent")]),
        FieldPanel("aliases"),
        FieldPanel("hint_zh"),
        FieldPanel("community_zh"),
        FieldRowPanel([FieldPanel("code"), FieldPanel("order")]),
        FieldRowPanel([FieldPanel("lat"), FieldPanel("long")]),
    ],
    ["name", "hint", "community"],
)
REPORT_CATEGORY = _tabs(
    [
        FieldRowPanel([FieldPanel("name_zh"), FieldPanel("fault_zh")]),
        FieldRowPanel([FieldPanel("owner"), FieldPanel("target_hours")]),
        MultiFieldPanel(
            [FieldPanel("first"), FieldPanel("needs_place"), FieldPanel("needs_words"), FieldPanel("private")],
            heading="怎么问",
        ),
        InlinePanel("sentences", heading="常说的话", label="句", panels=[_pair("text")]),
        FieldRowPanel([FieldPanel("icon"), FieldPanel("order")]),
        FieldPanel("code"),
    ],
    ["name", "fault"],
)
FAMILY = _tabs(
    [FieldPanel("name_zh"), FieldRowPanel([FieldPanel("icon"), FieldPanel("order")]), FieldPanel("code")], ["name"]
)
CATEGORY = _tabs(
    [
        FieldRowPanel([FieldPanel("name_zh"), FieldPanel("family")]),
        FieldRowPanel([FieldPanel("icon"), FieldPanel("order")]),
        FieldPanel("check_days"),
        FieldRowPanel([FieldPanel("code"), FieldPanel("hsds_name")]),
    ],
    ["name"],
)
HALL = _tabs(
    [
        FieldRowPanel([FieldPanel("name_zh"), FieldPanel("community_zh")]),
        MultiFieldPanel(
            [FieldPanel("duty_zh"), FieldPanel("window_zh"), FieldPanel("phone")], heading="有人按“叫人”的时候"
        ),
        FieldPanel("two_persons"),
        FieldPanel("code"),
    ],
    ["name", "community", "window", "duty"],
)
ORGANIZATION = _tabs([FieldPanel("name_zh"), FieldPanel("description_zh"), FieldPanel("phone")], ["name"])
LOCATION = _tabs(
    [
        FieldRowPanel([FieldPanel("name_zh"), FieldPanel("organization")]),
        FieldPanel("address_zh"),
        FieldPanel("hint_zh"),
        FieldRowPanel([FieldPanel("province"), FieldPanel("city"), FieldPanel("postal_code")]),
        FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
    ],
    ["name", "address", "hint"],
)
SAYING = ObjectList([FieldPanel("said"), FieldPanel("means"), TryPanel()])
READING = ObjectList([FieldPanel("word"), FieldPanel("syllables"), TryPanel()])
TERM = _tabs(
    [FieldPanel("word_zh"), FieldPanel("forms"), FieldPanel("meaning_zh"), FieldPanel("category")], ["word", "meaning"]
)
ELSEWHERE = _tabs(
    [FieldPanel("name_zh"), FieldPanel("advice_zh"), FieldPanel("phrases"), TryPanel(), FieldPanel("code")],
    ["name", "advice"],
)
