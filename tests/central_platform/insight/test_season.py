"""A season of one community, played through: every report reaches an end, and the figures are those of the replay.

The whole season, and a hundred of them, are `script/bench season`.
"""

import season
import season_judge
from django.contrib.auth.models import User
from django.utils import timezone

from central_platform.insight.figures import Span
from central_platform.reports.models import Report, StatusEvent

REPORTS, DAYS, KIOSKS = 80, 7, 2


def test_a_season_adds_up(demo, ring, settings, tmp_path, client):
    settings.MEDIA_ROOT = tmp_path / "media"
    chief = User.objects.create_superuser("chief")
    played = season.Season(season.enrolled(KIOSKS, REPORTS), chief, season.jpeg(), REPORTS, DAYS)
    played.replay()
    span = Span(played.begins.date(), timezone.localdate())
    assert season_judge.judged(played, span) == []
    expected = played.expected()
    assert expected["filed"] == Report.objects.count() == REPORTS
    for named in ("merged", "withdrawn", "explained", "reopened", "unhappy", "confirmed"):
        assert expected[named] > 0  # each of these ways was gone
    client.force_login(chief)
    assert str(REPORTS) in client.get("/staff/insight/?days=365").content.decode()
    StatusEvent.objects.filter(action="done").update(reply="", picture="")
    Report.objects.filter(status="explained").update(status="started")
    assert len(season_judge.judged(played, span)) > expected["handled"] / 2  # and what is wrong would be seen
