"""Platform: a season of one community (150,000 residents, 919 reports in 90 days) replayed, every figure checked (1 min; --times 100: over an hour)."""

from __future__ import annotations

import argparse
import os
import tempfile
import time

import findings

KIOSKS = 6
PAGE = "/staff/insight/?days=365"
PAGE_SECONDS = 2.0
"""Within so much of one core's time the page of figures must be there."""
MINUTES = 1
SHOWN = 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=1, help="so many seasons' reports in one")
    times = parser.parse_args().times
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"PLATFORM_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "central_platform.settings.embedded"}
        replay(times)


def replay(times: int) -> None:
    """One season, or many in one; fails when a single figure, end or story is not as it must be."""
    import django

    django.setup()
    import season
    import season_judge
    from django.contrib.auth import get_user_model
    from django.utils import timezone

    from central_platform.commands import demonstration, prepare
    from central_platform.insight.figures import Span

    reports = season.REPORTS * times
    findings.begin(MINUTES * times, f"{reports:,} reports, from the envelope to the end of the story")
    prepare.prepare()
    demonstration.ready()
    chief = get_user_model().objects.create_superuser("chief")
    played = season.Season(season.enrolled(KIOSKS, reports // KIOSKS * 2), chief, season.jpeg(), reports)
    began = time.process_time()
    played.replay(lambda filed: findings.progress(f"{filed:,} filed"))
    used = time.process_time() - began
    span = Span(played.begins.date(), timezone.localdate())
    if wrong := season_judge.judged(played, span):
        raise SystemExit("\n".join([f"the season does not add up, {len(wrong):,} findings:", *wrong[:SHOWN]]))
    page = page_seconds(chief)
    findings.write(
        "season", text(played.expected(), times, used, page), place="season" if times == 1 else "season-times"
    )
    if page > PAGE_SECONDS:
        raise SystemExit(f"the page of figures took {page:.1f} s of a core, {PAGE_SECONDS} wanted")


def page_seconds(chief: object) -> float:
    """CPU seconds of the page of figures, the second time it is asked for."""
    import season

    client = season.Door().client
    client.force_login(chief)
    client.get(PAGE)
    began = time.process_time()
    assert client.get(PAGE).status_code == 200
    return time.process_time() - began


def text(expected: dict, times: int, used: float, page: float) -> str:
    """What was replayed, where every report ended, and what it cost."""
    import season

    ends = [
        (name, f"{expected[key]:,}")
        for name, key in (
            ("filed", "filed"),
            ("办好了, with a sentence or a picture", "done"),
            ("说明原因, with a reply", "explained"),
            ("handled with another, whose end they see", "merged"),
            ("taken back by the resident", "withdrawn"),
            ("still open", "waiting"),
            ("opened again at least once", "reopened"),
            ("judged 满意 or 一般", "confirmed"),
            ("judged 没修好", "unhappy"),
        )
    ]
    scale = f"{season.RESIDENTS:,} residents, {season.REPORTS} reports in {season.FILING_DAYS} days"
    many = f", {times}-fold" if times > 1 else ""
    return (
        f"{scale}{many}: real envelopes of {KIOSKS} kiosks through the real doors, every step of staff through the platform's own, "
        f"the clock played. The replay counts for itself what must come of it; the funnel agrees figure by figure, median "
        f"{expected['median_days']:.2f} days included, and no category differs.\n\n"
        f"{findings.table(('reports', ''), ends)}\n\n"
        f"{used / expected['filed'] * 1000:.0f} ms of one core a report, from filing to its end; the page 办得怎么样 {page * 1000:.0f} ms."
    )


if __name__ == "__main__":
    main()
