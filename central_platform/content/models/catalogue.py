"""How the catalogue is grouped (families, categories) and who gives services where (organizations, locations)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models, transaction

from central_platform.content import publishing
from central_platform.content.icons import icon
from central_platform.content.words import en, text, zh

from .in_feed import AtOnce, InFeed

ORDER_HELP = "数字小的排前面。"


class Family(AtOnce):
    """One of the six groups of the kiosk's browse page."""

    feed_kind = "family"
    plain = ("name",)
    fixed_field = "code"
    code = models.SlugField("代码", unique=True, help_text="定了就不改，例如 health。")
    name_zh = zh("名称", 12, help_text="自助机上的大按钮，最好四个字。")
    name_en = en("名称")
    icon = icon("list")
    order = models.PositiveIntegerField("次序", default=0, help_text=ORDER_HELP)

    class Meta:
        verbose_name = verbose_name_plural = "大类"
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name_zh

    @property
    def feed_id(self) -> str:
        return self.code

    def body(self) -> dict[str, Any]:
        return {"id": self.code, "name": text(self, "name"), "icon": self.icon, "order": self.order}


class Category(AtOnce):
    """One of the kinds of service inside a family."""

    feed_kind = "category"
    plain = ("name",)
    fixed_field = "code"
    code = models.SlugField("代码", unique=True, help_text="定了就不改，例如 yb。")
    name_zh = zh("名称", 12, help_text="自助机上的按钮，最好不超过四个字。")
    name_en = en("名称")
    family = models.ForeignKey(Family, on_delete=models.PROTECT, verbose_name="属于哪个大类", related_name="categories")
    icon = icon("list")
    order = models.PositiveIntegerField("次序", default=0, help_text=ORDER_HELP)
    check_days = models.PositiveSmallIntegerField(
        "多少天核对一次",
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text="这一类服务隔多久要重新核对。空着就是180天；政策常变的，写短一点。",
    )
    hsds_id = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    hsds_name = models.CharField(
        "正式名称", max_length=80, blank=True, help_text="给别的部门看的全名，例如“医疗保险”。"
    )
    hsds_description = models.CharField("正式名称（英文）", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "小类"
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name_zh

    @property
    def feed_id(self) -> str:
        return self.code

    def body(self) -> dict[str, Any]:
        return {
            "id": self.code,
            "name": text(self, "name"),
            "family": self.family.code,
            "icon": self.icon,
            "order": self.order,
        }


class Shown(models.Model):
    """A row that is no feed item itself but is shown inside services."""

    class Meta:
        abstract = True

    def dependents(self) -> Iterable[InFeed]:
        return self.services.filter(live=True).select_related("category", "location", "organization")

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        publishing.put_all(self.dependents())
        publishing.put_tried()


class Organization(Shown):
    """Who gives a service."""

    uid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    name_zh = zh("名称", help_text="例如“锦和社区卫生服务中心”。")
    name_en = en("名称")
    description_zh = models.TextField("做什么的", blank=True)
    phone = models.CharField("电话", max_length=30, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "机构"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name_zh


class Location(Shown):
    """Where a service is given."""

    plain = ("hint",)

    uid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, verbose_name="谁的地方", related_name="locations", null=True, blank=True
    )
    name_zh = zh("名称", help_text="居民怎么叫就怎么写。")
    name_en = en("名称")
    address_zh = zh("地址", 120, help_text="例如“锦和路1号一楼”。")
    address_en = en("地址")
    hint_zh = zh("怎么走", 120, blank=True, help_text="例如“门口有坡道，轮椅可以进。”")
    hint_en = en("怎么走")
    city = models.CharField("城市", max_length=40)
    province = models.CharField("省", max_length=40)
    postal_code = models.CharField("邮编", max_length=10)
    latitude = models.FloatField("纬度", null=True, blank=True)
    longitude = models.FloatField("经度", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "办事地点"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name_zh
