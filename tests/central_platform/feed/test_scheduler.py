"""What the platform does by itself: once, by one process, whatever stumbles."""

from datetime import timedelta

import pytest
from django.utils import timezone

from central_platform.feed import scheduler
from central_platform.feed.models import Duty
from central_platform.feed.scheduler import Chore

pytestmark = pytest.mark.django_db


def test_only_one_process_takes_a_chore_and_only_when_it_is_due():
    chore = Chore("sweep", timedelta(hours=1), lambda: None)
    assert scheduler.take(chore) is True
    assert scheduler.take(chore) is False
    scheduler.give_back(chore)
    assert scheduler.take(chore) is False
    Duty.objects.update(done_at=timezone.now() - timedelta(hours=2))
    assert scheduler.take(chore) is True


def test_a_process_that_died_in_its_duty_is_replaced():
    chore = Chore("sweep", timedelta(hours=1), lambda: None)
    scheduler.take(chore)
    Duty.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert scheduler.take(chore) is True


def test_a_chore_that_fails_does_not_stop_the_others(caplog):
    done = []
    chores = (Chore("bad", timedelta(0), lambda: 1 / 0), Chore("good", timedelta(0), lambda: done.append(1)))
    scheduler.round_once(chores)
    scheduler.round_once(chores)
    assert done == [1, 1] and "bad" in caplog.text


@pytest.mark.django_db(transaction=True)  # scrubbing is no part of a transaction
def test_the_real_chores_run(ring, publication, caplog):
    scheduler.round_once()
    assert "failed" not in caplog.text
    assert set(Duty.objects.exclude(done_at=None).values_list("name", flat=True)) == {
        "publish",
        "feed",
        "scrub",
        "nightly",
    }
