"""Who may do what: five roles as groups, and the workflow by which an editor's words reach kiosks.

Nobody deletes a report: `delete_report` is the right to erase what its resident said.
Triage officers cannot edit content, but may hand in a sentence residents say for approval; editors cannot see what residents said; only a publisher publishes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    Task,
    Workflow,
    WorkflowContentType,
    WorkflowTask,
)
from wagtail.snippets.models import create_extra_permissions

DRAFTED = ("service", "notice")
AT_ONCE = (
    "place", "saying", "reading", "term", "elsewhere", "reportcategory", "family", "category", "hall", "organization",
    "location", "department",
)  # fmt: skip
PICTURES = ("add_image", "change_image", "choose_image")
WORKFLOW = "先审核再发布"
WAGTAIL_GROUPS = ("Editors", "Moderators")
WAGTAIL_WORKFLOW = "Moderators approval"


def _all(*models: str, acts: Iterable[str] = ("add", "change", "delete", "view")) -> tuple[str, ...]:
    return tuple(f"{act}_{model}" for model in models for act in acts)


@dataclass(frozen=True, slots=True)
class Role:
    """One group: permission codenames by app, and whether it handles pictures."""

    name: str
    user: str
    allows: dict[str, tuple[str, ...]]
    pictures: bool = False


EDITOR = Role(
    "编辑",
    "editor",
    {
        "content": _all(*DRAFTED, acts=("add", "change", "view")) + _all(*AT_ONCE, acts=("view",)),
        "fleet": ("view_daycount",),
    },
    pictures=True,
)
PUBLISHER = Role(
    "发布",
    "publisher",
    {
        "content": _all(*DRAFTED, acts=("add", "change", "delete", "view", "publish", "lock", "unlock"))
        + _all(*AT_ONCE),
        "reports": _all("replytemplate"),
        "fleet": ("view_daycount",),
    },
    pictures=True,
)
TRIAGE = Role(
    "接单员",
    "triage",
    {
        "reports": (
            "view_report", "change_report", "open_person", "view_letter", "change_letter", "view_callevent",
            "change_callevent", "view_insight",
        ),
        "content": ("suggest_phrase",),
        "fleet": ("view_kiosk", "view_daycount"),
    },
)  # fmt: skip
MANAGER = Role(
    "主管",
    "manager",
    {
        "reports": (
            "view_report", "change_report", "delete_report", "view_letter", "view_callevent", "view_accesslog",
            "view_insight",
        ),
        "content": _all(*DRAFTED, *AT_ONCE, acts=("view",)),
        "fleet": ("view_kiosk", "view_daycount"),
    },
)  # fmt: skip
ADMIN = Role(
    "管理员",
    "admin",
    {
        "content": PUBLISHER.allows["content"],
        "reports": (
            "view_report", "change_report", "delete_report", "view_letter", "view_callevent", "change_callevent",
            "view_accesslog", "view_insight", *_all("replytemplate"),
        ),
        "handover": _all("partner"),
        "fleet": (*_all("kiosk", "enrolmentcode"), "view_daycount"),
        "auth": _all("user"),
        "open311": _all("apikey"),
    },
    pictures=True,
)  # fmt: skip
ROLES = (EDITOR, PUBLISHER, TRIAGE, MANAGER, ADMIN)


@transaction.atomic
def ensure(**_: Any) -> None:
    """Make the groups and the workflow; safe to repeat. Runs after every migrate."""
    for label in ("content", "reports", "handover", "fleet", "open311", "auth", "wagtailimages"):
        create_permissions(apps.get_app_config(label), verbosity=0)
    create_extra_permissions(apps.get_app_config("wagtailsnippets"))  # publish, lock: Wagtail's turn comes after ours
    _restore_wagtails_rows()
    _remove_wagtails_own()
    groups = {role.user: _group(role) for role in ROLES}
    _workflow([groups[PUBLISHER.user], groups[ADMIN.user]])


def _group(role: Role) -> Group:
    group, _ = Group.objects.get_or_create(name=role.name)
    wanted = {("wagtailadmin", "access_admin")}
    wanted |= {(app, codename) for app, codenames in role.allows.items() for codename in codenames}
    apps_named = {app for app, _ in wanted}
    found = {
        (permission.content_type.app_label, permission.codename): permission
        for permission in Permission.objects.filter(content_type__app_label__in=apps_named).select_related(
            "content_type"
        )
    }
    if missing := wanted - set(found):
        raise LookupError(f"no permission {sorted(missing)}")
    group.permissions.set([found[key] for key in wanted])
    if role.pictures:
        root = Collection.get_first_root_node()
        for codename in PICTURES:
            permission = Permission.objects.get(content_type__app_label="wagtailimages", codename=codename)
            GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)
    return group


def _workflow(publishers: list[Group]) -> None:
    task_model = apps.get_model("content", "SecondPersonTask")
    workflow, _ = Workflow.objects.get_or_create(name=WORKFLOW)
    task = task_model.objects.filter(name=WORKFLOW).first() or task_model.objects.create(name=WORKFLOW)
    task.groups.set(publishers)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    WorkflowTask.objects.filter(workflow=workflow).exclude(task=task.pk).delete()  # one step, as it is today
    for model in DRAFTED:
        kind = ContentType.objects.get_for_model(apps.get_model("content", model))
        WorkflowContentType.objects.get_or_create(content_type=kind, defaults={"workflow": workflow})


def _restore_wagtails_rows() -> None:
    """Rows Wagtail's migrations make once; Django's `flush` takes them away and then sends post_migrate."""
    admin, _ = ContentType.objects.get_or_create(app_label="wagtailadmin", model="admin")
    Permission.objects.get_or_create(content_type=admin, codename="access_admin", defaults={"name": "进入工作台"})
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")


def _remove_wagtails_own() -> None:
    """Wagtail brings English groups and an English workflow for web pages, which we have none of."""
    Workflow.objects.filter(name=WAGTAIL_WORKFLOW).delete()
    Task.objects.filter(name=WAGTAIL_WORKFLOW).delete()
    Group.objects.filter(name__in=WAGTAIL_GROUPS, user=None).delete()
