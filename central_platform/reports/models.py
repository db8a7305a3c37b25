"""What residents filed: rows without a word of a person, and the sealed words beside them."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone


class Status(models.TextChoices):
    FILED = "filed", "已下单"
    TAKEN = "taken", "已接单"
    STARTED = "started", "办理中"
    DONE = "done", "办好了"
    EXPLAINED = "explained", "说明原因"
    REOPENED = "reopened", "再办理"
    WITHDRAWN = "withdrawn", "已撤回"
    MERGED = "merged", "和别人的一起办"


REPLY_CHARACTERS = 200

OPEN = frozenset({Status.FILED, Status.TAKEN, Status.STARTED, Status.REOPENED})


class Source(models.TextChoices):
    KIOSK = "kiosk", "自助机"
    DESK = "desk", "窗口"
    PHONE = "phone", "电话"
    CHAT = "chat", "微信群"
    OPEN311 = "open311", "别的系统"


class Received(models.Model):
    """Every envelope that was stored: its `ref` is its identity, for ever."""

    ref = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=20)
    about = models.CharField(max_length=36, blank=True)
    sealed_sha256 = models.CharField(max_length=64)
    kiosk = models.ForeignKey("fleet.Kiosk", models.PROTECT, related_name="received")
    receipt = models.CharField(max_length=13, blank=True)
    why = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["about"], name="reports_received_about")]


class ReportQuerySet(models.QuerySet["Report"]):
    """What staff ask of many reports."""

    def overdue(self) -> "ReportQuerySet":
        """Open after the day that was promised."""
        return self.filter(status__in=OPEN, due_at__lt=timezone.now())

    def stepped(self, *actions: str) -> "ReportQuerySet":
        """That went through one of these steps at least once."""
        return self.filter(models.Exists(StatusEvent.objects.filter(report=models.OuterRef("pk"), action__in=actions)))

    def faced(self, *faces: str) -> "ReportQuerySet":
        """Of which the resident thought so afterwards."""
        return self.filter(models.Exists(Letter.objects.filter(report=models.OuterRef("pk"), face__in=faces)))


class Report(models.Model):
    """A problem or request, without the resident's words, contact or fine place."""

    id = models.UUIDField("编号", primary_key=True, default=uuid.uuid4, editable=False)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    receipt = models.CharField("回执", max_length=13, db_index=True)
    ask_staff = models.BooleanField("回执重复", default=False)
    category = models.CharField("类别", max_length=40)
    place = models.CharField("地点", max_length=80, blank=True)
    private = models.BooleanField("不公开", default=False)
    summary = models.CharField("公开摘要", max_length=200, blank=True)
    filed_at = models.DateTimeField("提交时间")
    clock_ok = models.BooleanField(default=True)
    received_at = models.DateTimeField("收到时间", default=timezone.now, db_index=True)
    consent = models.CharField("同意书版本", max_length=40, blank=True)
    assisted = models.CharField("协助人", max_length=80, blank=True)
    entrance = models.CharField("入口", max_length=20, default="silver")
    source = models.CharField("从哪里来", max_length=10, choices=Source, default=Source.KIOSK)
    lang = models.CharField("语言", max_length=8, default="zh")
    kiosk = models.ForeignKey("fleet.Kiosk", models.PROTECT, null=True, related_name="reports", verbose_name="终端")
    status = models.CharField("进度", max_length=12, choices=Status, default=Status.FILED)
    due_at = models.DateTimeField("承诺时间", null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="joined", verbose_name="并入"
    )
    department = models.ForeignKey(
        "content.Department", models.PROTECT, null=True, blank=True, related_name="orders", verbose_name="谁来办"
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "报事"
        verbose_name_plural = "报事"
        permissions = [("view_insight", "看办得怎么样")]
        ordering = ["-received_at"]
        indexes = [
            models.Index(fields=["status", "received_at"], name="reports_shelf"),
            models.Index(fields=["status", "due_at"], name="reports_overdue"),
        ]

    def __str__(self) -> str:
        return f"{self.receipt} {self.category}"


class ReportPerson(models.Model):
    """What the resident said and who they are, still sealed. Opened only through `reports.opening.open_person`."""

    report = models.OneToOneField(Report, models.CASCADE, primary_key=True, related_name="person")
    sealed = models.BinaryField()
    sealing_key_id = models.CharField(max_length=20)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "居民的话"
        verbose_name_plural = "居民的话"
        default_permissions = ()
        permissions = [("open_person", "打开居民的话和联系方式")]


class Letter(models.Model):
    """Any other sealed thing a kiosk sent: a voice note, feedback, a correction, a vote, a question."""

    class Face(models.TextChoices):
        GOOD = "good", "满意"
        FAIR = "fair", "一般"
        BAD = "unfixed", "没修好"

    ref = models.UUIDField(primary_key=True)
    kind = models.CharField("种类", max_length=20)
    about = models.CharField(max_length=36, blank=True, db_index=True)
    report = models.ForeignKey(Report, models.CASCADE, null=True, blank=True, related_name="letters", db_index=False)
    kiosk = models.ForeignKey("fleet.Kiosk", models.PROTECT, related_name="letters", verbose_name="终端")
    lang = models.CharField("语言", max_length=8, default="zh")
    sealed = models.BinaryField()
    sealing_key_id = models.CharField(max_length=20)
    received_at = models.DateTimeField("收到时间", default=timezone.now)
    seen_at = models.DateTimeField("已看", null=True, blank=True)
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    face = models.CharField("觉得怎么样", max_length=10, choices=Face, blank=True)

    class Meta:
        verbose_name = "来信"
        verbose_name_plural = "来信"
        ordering = ["-received_at"]
        # Both in one: with an index of the face alone SQLite goes through all unhappy letters for each report.
        indexes = [models.Index(fields=["report", "face"], name="reports_letter_faces")]


class CallEvent(models.Model):
    """Somebody pressed 叫人 at a kiosk."""

    ref = models.UUIDField(primary_key=True)
    kiosk = models.ForeignKey("fleet.Kiosk", models.PROTECT, related_name="calls", verbose_name="终端")
    called_at = models.DateTimeField("叫人时间")
    received_at = models.DateTimeField("收到时间", default=timezone.now)
    acknowledged_at = models.DateTimeField("已应", null=True, blank=True)
    acknowledged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True)

    class Meta:
        verbose_name = "叫人"
        verbose_name_plural = "叫人"
        ordering = ["-received_at"]


def evidence_name(_event: "StatusEvent", _name: str) -> str:
    return f"evidence/{uuid.uuid4()}.jpg"


ASIDE = {"say": "给居民留话", "note": "给同事留话", "give": "交给别的部门", "hand-over": "转给别的系统"}
"""Lines that are no step, as staff call them: the status is the one before."""


class StatusEvent(models.Model):
    """One line of a report's story: added, never changed. `reply` is for the resident, `note` and `picture` for staff."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="events", db_index=False)
    action = models.CharField(max_length=12)
    status = models.CharField("进度", max_length=12, choices=Status)
    at = models.DateTimeField("时间", default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, verbose_name="经办人")
    reply = models.TextField("答复居民", blank=True)
    note = models.TextField("内部备注", blank=True)
    picture = models.ImageField("办好的照片", upload_to=evidence_name, blank=True)

    class Meta:
        ordering = ["id"]
        # Without statistics SQLite takes the index with most columns that fit: one that begins with the action would
        # be taken for "which of these reports were closed", and read again for each of them.
        indexes = [
            models.Index(fields=["report", "action", "at"], name="reports_event_of"),
            models.Index(fields=["at", "action", "report"], name="reports_event_when"),
        ]

    @property
    def title(self) -> str:
        """What staff call this line."""
        return ASIDE.get(self.action) or str(self.get_status_display())


class ReplyTemplateQuerySet(models.QuerySet["ReplyTemplate"]):
    """Which of them are offered where."""

    def fitting(self, category: str) -> "ReplyTemplateQuerySet":
        """Those for this category, and those for any."""
        return self.filter(models.Q(categories__code=category) | models.Q(categories=None)).distinct()


class ReplyTemplate(models.Model):
    """A ready sentence for residents: put into the reply by one press, and changed there as it needs."""

    plain = ("words",)

    title = models.CharField("叫什么", max_length=20, help_text="按钮上的字，例如“明天来修”。")
    words_zh = models.TextField(
        "答复的话", max_length=REPLY_CHARACTERS, help_text="居民看到、听到的就是这句。说大白话，不写名字和电话。"
    )
    words_en = models.TextField("答复的话（英文）", max_length=REPLY_CHARACTERS, blank=True, default="")
    categories = models.ManyToManyField(
        "content.ReportCategory",
        blank=True,
        related_name="+",
        verbose_name="哪几类用",
        help_text="一个都不选，就每一类都用得上。",
    )
    order = models.PositiveIntegerField("次序", default=0, help_text="数字小的排前面。")

    objects = ReplyTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "现成的答复"
        ordering = ["order", "title"]

    def __str__(self) -> str:
        return self.title


class AccessLog(models.Model):
    """Who opened what a resident sealed, and other acts that must not be forgotten: a chain of hashes, append only."""

    seq = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    user_id = models.PositiveBigIntegerField(null=True)
    role = models.CharField(max_length=40)
    act = models.CharField(max_length=40)
    about = models.CharField(max_length=80)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = "查看记录"
        verbose_name_plural = "查看记录"
        ordering = ["seq"]
        indexes = [models.Index(fields=["about"], name="reports_log_about")]


class Erasure(models.Model):
    """A ref whose sealed words were erased on request; kept beside the keys as well, so a restore forgets again."""

    ref = models.UUIDField(primary_key=True)
    erased_at = models.DateTimeField(default=timezone.now)
