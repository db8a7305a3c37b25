"""The demo's staff: one person a role, passwords drawn at random on first use and kept in a file only we can read."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction

from central_platform.staff import roles

PASSWORD_BYTES = 12
NAMES = {"editor": "周小文", "publisher": "陈敏", "triage": "李阿姨", "manager": "王主任", "admin": "何工"}


@transaction.atomic
def ensure_demo_staff() -> list[dict[str, str]]:
    """[{"user", "password", "role"}] of the demo's accounts; the same ones every time.

    A password somebody changed since is theirs: it is given as "".
    """
    kept = _kept()
    for role in roles.ROLES:
        kept.setdefault(role.user, secrets.token_urlsafe(PASSWORD_BYTES))
    _keep(kept)
    return [_account(role, kept[role.user]) for role in roles.ROLES]


def _account(role: roles.Role, password: str) -> dict[str, str]:
    user, made = get_user_model().objects.get_or_create(
        username=role.user,
        defaults={"first_name": NAMES[role.user]},  # Django writes given name first; a Chinese name stays whole
    )
    if made:
        user.set_password(password)
        user.save()
        user.groups.set([Group.objects.get(name=role.name)])
    ours = made or user.check_password(password)
    return {"user": user.username, "password": password if ours else "", "role": role.name}


def _file() -> Path:
    return Path(settings.DATA_DIR) / "staff.json"


def _kept() -> dict[str, str]:
    return json.loads(_file().read_text("utf-8")) if _file().exists() else {}


def _keep(passwords: dict[str, str]) -> None:
    if passwords == _kept():
        return
    _file().parent.mkdir(parents=True, exist_ok=True)
    fresh = _file().with_name(f".staff.json.{os.getpid()}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(passwords, file)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(_file())
