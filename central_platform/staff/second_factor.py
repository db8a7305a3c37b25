"""The second factor: a six-digit code of a person's telephone (TOTP, RFC 6238), and ten recovery codes for when it is lost."""

from __future__ import annotations

import math
from base64 import b32encode
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.utils import timezone
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from central_platform.reports import audit
from central_platform.staff import roles

DIGITS = 6
RECOVERY_CODES = 10
NAME = "动态码"


@dataclass(frozen=True)
class Wrong:
    """The code does not fit, or was used before."""


@dataclass(frozen=True)
class Wait:
    """Too many wrong ones just now: nothing is looked at for so many seconds, which double with each wrong one."""

    seconds: int


def of(user: AbstractUser) -> TOTPDevice | None:
    """The telephone this person signs in with."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def must_have(user: AbstractUser) -> bool:
    """Whether PLATFORM_REQUIRE_TOTP names a role of this person; who may do everything counts as an administrator."""
    wanted = settings.REQUIRE_TOTP
    if not wanted:
        return False
    if user.is_superuser and roles.ADMIN.user in wanted:
        return True
    return user.groups.filter(name__in=[role.name for role in roles.ROLES if role.user in wanted]).exists()


def lacks(user: AbstractUser) -> bool:
    """Must have one, and has none."""
    return must_have(user) and of(user) is None


def offered(user: AbstractUser) -> TOTPDevice:
    """A telephone not yet confirmed; the same key each time, so that a page may be loaded again."""
    found = TOTPDevice.objects.filter(user=user, confirmed=False).first()
    return found or TOTPDevice.objects.create(user=user, name=NAME, confirmed=False)


def key_text(device: TOTPDevice) -> str:
    """The key in groups of four, for whoever cannot photograph the picture."""
    letters = b32encode(device.bin_key).decode()
    return " ".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def check(user: AbstractUser, said: str, device: Device | None = None) -> Device | Wrong | Wait:
    """Which of the person's devices a code proves; six digits are the telephone's, anything else a recovery code."""
    code = "".join(said.split()).replace("-", "").lower()
    model = TOTPDevice if len(code) == DIGITS and code.isdigit() else StaticDevice
    with transaction.atomic():
        rows = model.objects.select_for_update().filter(user=user)
        found = rows.filter(pk=device.pk).first() if isinstance(device, model) else rows.filter(confirmed=True).first()
        if found is None:
            return Wrong()
        allowed, why = found.verify_is_allowed()
        if not allowed:
            left = (why["locked_until"] - timezone.now()).total_seconds()
            return Wait(max(1, math.ceil(left)))
        return found if found.verify_token(code) else Wrong()


@transaction.atomic
def turn_on(user: AbstractUser, device: TOTPDevice) -> list[str]:
    """The telephone counts from now on; the recovery codes, which can be read this once."""
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    audit.append(user, "totp-on", _name(user))
    return _recovery_codes(user)


@transaction.atomic
def new_recovery_codes(user: AbstractUser) -> list[str]:
    """Ten others; the former ones end."""
    audit.append(user, "totp-codes", _name(user))
    return _recovery_codes(user)


def recovery_codes_left(user: AbstractUser) -> int:
    return StaticToken.objects.filter(device__user=user).count()


def recovered(user: AbstractUser) -> int:
    """Write down that a recovery code let this person in; how many are left."""
    audit.append(user, "totp-recovery", _name(user))
    return recovery_codes_left(user)


@transaction.atomic
def remove(user: AbstractUser, by: AbstractUser | None) -> bool:
    """Take the second factor away; False when there was none. `by` is None for the command line."""
    if of(user) is None:
        return False
    audit.append(by, "totp-off" if by == user else "totp-remove", _name(user))
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
    return True


def _recovery_codes(user: AbstractUser) -> list[str]:
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name=NAME)
    codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return [f"{code[:4]} {code[4:]}" for code in codes]


def _name(user: AbstractUser) -> str:
    return user.get_username()[:80]
