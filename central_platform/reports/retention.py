"""How long anything of a person is kept, and that it is gone afterwards: from the rows, and from the database's bytes.

Sealed words and letters: PLATFORM_RETENTION_DAYS after the report was closed (a letter about none: after it came).
Rows stay without them, so that figures and stories remain. What a backup holds lives as long as that backup, or until the
key it was sealed to is forgotten (`keygen forget`).
"""

from datetime import date, timedelta

from axes.models import AccessAttempt, AccessFailureLog
from axes.models import AccessLog as SignInLog
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction
from django.db.models import Max, Q
from django.utils import timezone

from central_platform.feed import keys
from central_platform.fleet import attempts, counters
from central_platform.fleet.models import EnrolmentCode, Heartbeat, Kiosk
from central_platform.reports import audit, erasure
from central_platform.reports.models import ASIDE, OPEN, Letter, Report, ReportPerson

SIGN_INS_KEPT = timedelta(days=90)
CODES_KEPT = timedelta(days=30)
KIOSKS_HOLD = timedelta(days=40)  # sealed bytes stay 30 days on a kiosk and may be offered again
WITH_WORDS = ("reports_reportperson", "reports_letter")


def tidy() -> None:
    """Erase what has been kept long enough; each report in a transaction of its own."""
    long_ago = timezone.now() - timedelta(days=settings.RETENTION_DAYS)
    closed = Report.objects.exclude(status__in=OPEN).annotate(
        closed_at=Max("events__at", filter=~Q(events__action__in=list(ASIDE)))
    )
    reports = list(closed.filter(closed_at__lt=long_ago, person__erased_at=None))
    letters = list(Letter.objects.filter(report=None, received_at__lt=long_ago, erased_at=None))
    late = list(closed.filter(closed_at__lt=long_ago, letters__erased_at=None).exclude(letters=None).distinct())
    for report in {report.pk: report for report in [*reports, *late]}.values():
        erasure.erase(report, remember=False)
    for letter in letters:
        erasure.erase_letter(letter, remember=False)
    if reports or letters:
        audit.append(None, "retention", f"{len(reports)} reports, {len(letters)} letters")
    attempts.forget_old()
    counters.forget_old()
    _forget_machines()
    _forget_sign_ins()


def _forget_machines() -> None:
    EnrolmentCode.objects.filter(used_at=None, expires_at__lt=timezone.now() - CODES_KEPT).delete()
    Heartbeat.objects.filter(kiosk__revoked_at__lt=timezone.now() - CODES_KEPT).delete()


def _forget_sign_ins() -> None:
    """Sessions that have ended; addresses and browsers of those who signed in."""
    SessionStore.clear_expired()
    long_ago = timezone.now() - SIGN_INS_KEPT
    for model in (AccessAttempt, AccessFailureLog, SignInLog):
        model.objects.filter(attempt_time__lt=long_ago).delete()


def scrub() -> None:
    """Take erased words out of the database's files: rows are overwritten (`secure_delete`), the log is emptied.

    PostgreSQL keeps old versions of a row until they are vacuumed, and then until the space is used again.
    """
    if transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("scrubbing is no part of a transaction")
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            for table in WITH_WORDS:
                cursor.execute(f"VACUUM {table}")


def still_needed(sealing_id: str) -> str:
    """Why a sealing key must stay; empty when nothing here or on any kiosk can still be sealed to it."""
    key = next((key for key in keys.load().sealing if key.id == sealing_id), None)
    if key is None:
        return "there is no such key"
    if key.listed or not key.retired:
        return "it is in use"
    stored = sum(
        model.objects.filter(sealing_key_id=sealing_id, erased_at=None).count() for model in (ReportPerson, Letter)
    )
    if stored:
        return f"{stored} stored letters and reports are sealed to it"
    if date.fromisoformat(key.retired) + KIOSKS_HOLD > timezone.localdate():
        return f"kiosks may hold envelopes sealed to it until {KIOSKS_HOLD.days} days after {key.retired}"
    behind = Kiosk.objects.filter(revoked_at=None).exclude(
        heartbeat__keys_version=keys.load().version, heartbeat__queued=0, heartbeat__parked=0
    )
    waiting = ", ".join(str(kiosk) for kiosk in behind)
    return f"these kiosks have envelopes waiting or an older list: {waiting}" if waiting else ""
