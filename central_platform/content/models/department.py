"""Who does the work: departments with a telephone and the time they are given, and the staff who belong to each."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models, transaction
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from central_platform.content import publishing
from central_platform.content.words import en, zh
from central_platform.people import name_of


class Department(ClusterableModel):
    """Kiosks hold no departments, only the name of one inside each category; so a new name goes out with those."""

    plain = ("name",)

    name_zh = zh(
        "名称",
        40,
        unique=True,
        error_messages={"unique": "这个部门已经有了。"},
        help_text="居民也看得到，例如“物业服务站”。",
    )
    name_en = en("名称")
    phone = models.CharField("电话", max_length=30, blank=True, help_text="同事找这个部门用，居民看不到。")
    target_hours = models.PositiveIntegerField(
        "一般几小时内办好", default=72, validators=[MinValueValidator(1)], help_text="类别没写几小时，就按这个算。"
    )
    active = models.BooleanField("还在办事", default=True, help_text="撤了的部门不要删，在这里关掉，老单子还查得到。")

    class Meta:
        verbose_name = verbose_name_plural = "部门"
        ordering = ["name_zh"]

    def __str__(self) -> str:
        return self.name_zh

    def clean(self) -> None:
        super().clean()
        if self.pk and not self.active and (kinds := list(self.categories.all())):
            named = "、".join(kind.name_zh for kind in kinds)
            raise ValidationError({"active": f"这些类别还归它办：{named}。请先把它们交给别的部门。"})

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        publishing.put_all(self.categories.select_related("owner"))


class DepartmentMember(models.Model):
    """One member of the staff, who belongs to one department and finds its orders under 我部门的."""

    department = ParentalKey(Department, on_delete=models.CASCADE, related_name="members")
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="department_member",
        verbose_name="谁",
        error_messages={"unique": "这位同事已经在一个部门里了。一个人只在一个部门。"},
    )

    class Meta:
        verbose_name = verbose_name_plural = "部门里的人"
        ordering = ["pk"]

    def __str__(self) -> str:
        return name_of(self.user)


def department_of(user: Any) -> Department | None:
    """Where this member of the staff belongs."""
    return Department.objects.filter(members__user=user).first()
