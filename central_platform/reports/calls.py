"""叫人: staff answer a call, and the kiosk's row goes out when no call is left."""

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from central_platform.fleet.models import Kiosk
from central_platform.reports.models import CallEvent


def acknowledge(kiosk: Kiosk, by: AbstractBaseUser) -> int:
    """Somebody is going: every open call of this kiosk is answered; how many there were."""
    with transaction.atomic():
        calls = CallEvent.objects.filter(kiosk=kiosk, acknowledged_at=None)
        answered = calls.update(acknowledged_at=timezone.now(), acknowledged_by=by)
        Kiosk.objects.filter(pk=kiosk.pk).update(called_at=None)
    return answered
