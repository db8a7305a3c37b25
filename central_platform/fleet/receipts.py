"""Receipt numbers: drawn at random by the platform, a Damm digit at the end, never the same one twice."""

import secrets

from django.db import transaction

from central_platform.feed import epochs
from central_platform.fleet.models import Kiosk, Lease, LeasedReceipt

DIGITS = 9
DRAWS = 64  # of all that are missing at once: with a hundredth of the space left this still finds them
RANDOM_DIGITS = DIGITS - 2  # without the epoch's first digit and the check digit
# H. M. Damm's totally anti-symmetric quasigroup of order 10.
DAMM = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
)  # fmt: skip


class NoNumbersLeft(Exception):
    """The tenth of the space that belongs to this epoch is used up."""


def check_digit(digits: str) -> str:
    row = 0
    for digit in digits:
        row = int(DAMM[row][int(digit)])
    return str(row)


def is_receipt(code: object) -> bool:
    """Nine ASCII digits whose last one is right."""
    return (
        isinstance(code, str)
        and len(code) == DIGITS
        and code.isascii()
        and code.isdigit()
        and check_digit(code[:-1]) == code[-1]
    )


def lease(kiosk: Kiosk, size: int) -> Lease:
    """Give a kiosk `size` numbers nobody has had."""
    with transaction.atomic():
        given = Lease.objects.create(kiosk=kiosk, epoch=epochs.current(), size=size)
        first, missing = str(epochs.digit()), size
        for _ in range(DRAWS):
            drawn = {_draw(first) for _ in range(missing)}
            drawn -= set(_taken(drawn))
            LeasedReceipt.objects.bulk_create(
                (LeasedReceipt(code=code, lease=given) for code in sorted(drawn)), batch_size=500, ignore_conflicts=True
            )
            missing = size - given.receipts.count()
            if not missing:
                return given
        raise NoNumbersLeft(f"of the numbers that begin with {first} hardly any is left; begin a new epoch")


def draw() -> str:
    """One number nobody has had, for a report that came without a kiosk."""
    first = str(epochs.digit())
    while _taken({code := _draw(first)}):
        continue
    return code


def _draw(first: str) -> str:
    digits = f"{first}{secrets.randbelow(10**RANDOM_DIGITS):0{RANDOM_DIGITS}d}"
    return digits + check_digit(digits)


def _taken(codes: set[str]) -> list[str]:
    from central_platform.reports.models import Report

    listed = sorted(codes)
    chunks = [listed[start : start + 500] for start in range(0, len(listed), 500)]
    leased = [
        code for chunk in chunks for code in LeasedReceipt.objects.filter(pk__in=chunk).values_list("pk", flat=True)
    ]
    used = [
        code for chunk in chunks for code in Report.objects.filter(receipt__in=chunk).values_list("receipt", flat=True)
    ]
    return leased + used


def lease_thing(given: Lease) -> dict[str, object]:
    """What is signed as kind `lease`; the numbers in random order tell nothing about the order of drawing."""
    codes = list(given.receipts.values_list("code", flat=True))
    secrets.SystemRandom().shuffle(codes)
    return {
        "lease_id": str(given.pk),
        "device_id": str(given.kiosk_id),
        "epoch": given.epoch,
        "issued_at": given.issued_at.isoformat(timespec="seconds"),
        "receipts": codes,
    }
