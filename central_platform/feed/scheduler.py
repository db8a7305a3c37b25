"""What the platform does by itself, one process at a time: publish what is due, keep the feed signed and whole."""

import logging
import os
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import close_old_connections, transaction
from django.utils import timezone

from central_platform.content.schedule import publish_due
from central_platform.feed import files, reconcile
from central_platform.feed.models import Duty
from central_platform.handover import pull
from central_platform.reports import audit, retention

log = logging.getLogger(__name__)

ROUND_SECONDS = 5
HELD_FOR = timedelta(minutes=10)  # a process that died in its duty is replaced after this


@dataclass(frozen=True)
class Chore:
    """Something done every so often; `work` makes its own transactions, one an item."""

    name: str
    every: timedelta
    work: Callable[[], object]


def nightly() -> None:
    reconcile.check_content()
    reconcile.check_files(deep=True)
    retention.tidy()
    audit.anchor()


CHORES = (
    Chore("publish", timedelta(seconds=ROUND_SECONDS), publish_due),
    Chore("feed", timedelta(seconds=ROUND_SECONDS), files.write_pending),
    Chore("scrub", timedelta(minutes=10), retention.scrub),
    Chore("nightly", timedelta(days=1), nightly),
)


ABROAD = (Chore("handover", timedelta(minutes=10), pull.sync),)
"""What asks other machines: in a thread of its own, so that a slow one holds up no feed."""


def take(chore: Chore) -> bool:
    """Whether this process may do the chore now: it is due and nobody else holds it."""
    now = timezone.now()
    with transaction.atomic():
        duty, _ = Duty.objects.select_for_update().get_or_create(
            name=chore.name, defaults={"holder": "", "until": now, "done_at": None}
        )
        if duty.until > now or (duty.done_at and now - duty.done_at < chore.every):
            return False
        duty.holder, duty.until = f"{socket.gethostname()}:{os.getpid()}", now + HELD_FOR
        duty.save()
        return True


def give_back(chore: Chore) -> None:
    now = timezone.now()
    Duty.objects.filter(name=chore.name).update(holder="", until=now, done_at=now)


def round_once(chores: Sequence[Chore] = CHORES) -> None:
    """Do every chore that is due; one that fails is logged and does not stop the others."""
    for chore in chores:
        try:
            if not take(chore):
                continue
            try:
                chore.work()
            finally:
                give_back(chore)
        except Exception:
            log.exception("chore %s failed; it is tried again at its next turn", chore.name)


class Scheduler(threading.Thread):
    """The rounds, in a thread of the serving process."""

    def __init__(self, chores: Sequence[Chore] = CHORES) -> None:
        super().__init__(name=f"scheduler {chores[0].name}", daemon=True)
        self._chores = chores
        self._stop_asked = threading.Event()

    def run(self) -> None:
        while not self._stop_asked.wait(ROUND_SECONDS):
            close_old_connections()
            round_once(self._chores)

    def stop(self) -> None:
        """Finish the chore at hand and end."""
        self._stop_asked.set()
        self.join(timeout=ROUND_SECONDS)
