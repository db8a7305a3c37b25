"""A season of one community, replayed: residents file, staff work, residents judge; what must come of it is counted here,
apart from the platform, so that its figures can be held against it.

The kiosks' envelopes are real and go through the real doors; only the clock is played.
"""

from __future__ import annotations

import heapq
import io
import json
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median
from typing import Any
from unittest import mock

from ordeals.wire import Device
from PIL import Image

RESIDENTS = 150_000
REPORTS = 919
FILING_DAYS = 90
SETTLING_DAYS = 30
LONGEST_DAYS = 365
"""After the last report, until everything has come to its end."""
KINDS = ("streetlight", "water-leak", "elevator", "rubbish", "noise", "power", "road", "parking", "kiosk-broken")
PLACES = ("jy-1", "jy-2", "jy-3", "jy-5", "jy-yard")
EXPLAINED, WITHDRAWN, DOUBLE = 0.10, 0.05, 0.25
"""Shares: told why not, taken back by the resident, looked at as perhaps the same as another."""
FACES = (("good", 0.40), ("fair", 0.08), ("unfixed", 0.07), ("", 0.45))
OPEN = ("filed", "taken", "started", "reopened")
SIMILAR = timedelta(days=14)


@dataclass
class Case:
    """One report as the replay knows it."""

    ref: str
    kind: str
    place: str
    came: datetime
    kiosk: Device
    receipt: str
    status: str = "filed"
    into: Case | None = None
    steps: set[str] = field(default_factory=set)
    faces: set[str] = field(default_factory=set)
    closed: datetime | None = None
    stands_for: list[Case] = field(default_factory=list)
    taken_back: bool = False


@contextmanager
def played(clock: list[datetime]) -> Iterator[None]:
    """While this lasts, the platform's clock shows the one moment that stands in `clock`."""

    class Played(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return clock[0].astimezone(tz)

    with mock.patch("django.utils.timezone.datetime", Played):
        yield


class Door:
    """HTTP into this very process, for devices that know only how to POST."""

    def __init__(self) -> None:
        from django.test import Client

        self.client = Client(headers={"host": "127.0.0.1"})

    def post(self, url: str, body: Any = None, json: Any = None, headers: Any = None, timeout: float = 0) -> Any:
        said = json if body is None else body
        answer = self.client.post(url, said, content_type="application/json", headers=headers or {})
        answer.raise_for_status = lambda: None
        return answer


def enrolled(count: int, receipts: int) -> list[Device]:
    """So many kiosks of the first hall, each with so many receipts."""
    from central_platform.fleet import codes, halls

    hall = halls.link(halls.published()[0])
    kiosks = [Device("", http=Door()) for _ in range(count)]
    for kiosk in kiosks:
        assert kiosk.enrol(codes.make(hall, receipts)) == 200
    return kiosks


def jpeg() -> bytes:
    """A small picture."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(out, "JPEG")
    return out.getvalue()


class Season:
    """`kiosks` are enrolled devices with receipts enough, `picture` a small JPEG, `staff` whoever works."""

    def __init__(
        self,
        kiosks: Sequence[Device],
        staff: Any,
        picture: bytes,
        reports: int,
        days: int = FILING_DAYS,
        seed: int = 919,
    ) -> None:
        self.kiosks, self.staff, self.picture, self.chance = kiosks, staff, picture, random.Random(seed)
        self.cases: list[Case] = []
        self.missed: list[str] = []
        """Doubles the platform did not offer to its staff."""
        self._open: dict[tuple[str, str], dict[str, Case]] = {}
        """What may be open, by kind and place, then by ref; looked through and cleared out in `_same`."""
        self._turn: list[tuple[datetime, int, Callable[..., None], tuple[Any, ...]]] = []
        self._count = 0
        self.begins = datetime.now().astimezone() - timedelta(days=days + SETTLING_DAYS)
        self._now = [self.begins]
        for _ in range(reports):
            self._plan(self.begins + timedelta(days=self.chance.uniform(0, days)), self._file)

    def replay(self, told: Callable[[int], None] = lambda _: None) -> None:
        """Everything in its order, up to the end."""
        with played(self._now):
            while self._turn:
                self._now[0], _, do, about = heapq.heappop(self._turn)
                if self._now[0] > self.begins + timedelta(days=LONGEST_DAYS):
                    raise RuntimeError(f"the season does not end: {len(self._turn):,} acts are to come still")
                do(*about)
                if do == self._file and len(self.cases) % 1000 == 0:
                    told(len(self.cases))

    def expected(self) -> dict[str, Any]:
        """The funnel that must be found, and `kinds`: (filed, handled) of each category."""
        status = Counter(case.status for case in self.cases)
        step = Counter(step for case in self.cases for step in case.steps)
        days = [(case.closed - case.came).total_seconds() / 86400 for case in self.cases if case.closed]
        handled = Counter(case.kind for case in self.cases if case.closed)
        return {
            "filed": len(self.cases),
            "taken": step["take"],
            "handled": sum(handled.values()),
            "confirmed": sum(bool(case.faces & {"good", "fair"}) for case in self.cases),
            "unhappy": sum("unfixed" in case.faces for case in self.cases),
            "reopened": step["reopen"],
            "done": status["done"],
            "explained": status["explained"],
            "merged": status["merged"],
            "withdrawn": status["withdrawn"],
            "waiting": status["filed"] + status["reopened"],
            "working": status["taken"] + status["started"],
            "overdue": 0,
            "median_days": median(days) if days else None,
            "kinds": {kind: (n, handled[kind]) for kind, n in Counter(case.kind for case in self.cases).items()},
        }

    def _plan(self, at: datetime, do: Callable[..., None], *about: Any) -> None:
        self._count += 1
        heapq.heappush(self._turn, (at, self._count, do, about))

    def _later(self, hours: tuple[float, float], do: Callable[..., None], *about: Any) -> None:
        self._plan(self._now[0] + timedelta(hours=self.chance.uniform(*hours)), do, *about)

    # What residents do: every act of theirs is an envelope.

    def _file(self) -> None:
        kiosk = self.chance.choice(self.kiosks)
        case = Case(
            "", self.chance.choice(KINDS), self.chance.choice(PLACES), self._now[0], kiosk, kiosk.receipts.pop()
        )
        claim = self._offered(
            case,
            {"words": "说不清楚，你们来看看。"},
            kind="report",
            category=case.kind,
            place=case.place,
            receipt=case.receipt,
        )
        case.ref = claim["ref"]
        self.cases.append(case)
        self._opens(case)
        self._later((1, 20), self._triage, case)
        if self.chance.random() < WITHDRAWN:
            self._later((0.2, 60), self._withdraw, case)

    def _opens(self, case: Case) -> None:
        self._open.setdefault((case.kind, case.place), {})[case.ref] = case

    def _withdraw(self, case: Case) -> None:
        """The resident takes it back; what was done by then stays as it is."""
        self._offered(case, {}, kind="withdraw", about=case.ref)
        case.taken_back = True
        if case.status not in (*OPEN, "merged"):
            return
        if case.into:
            case.into.stands_for.remove(case)
        case.status, case.into, others = "withdrawn", None, case.stands_for
        case.stands_for = []
        if others:
            first, *rest = sorted(others, key=lambda one: one.came)
            first.status, first.into, first.stands_for = "filed", None, rest
            self._opens(first)
            for one in rest:
                one.into = first
            self._later((1, 20), self._triage, first)

    def _judge(self, case: Case) -> None:
        """Each resident says once what they think: where hundreds stand behind one order, it would be opened for ever."""
        face = self.chance.choices([face for face, _ in FACES], [share for _, share in FACES])[0]
        if not face or case.taken_back or case.faces:
            return
        self._offered(case, {"words": face}, kind="feedback", about=case.ref)
        case.faces.add(face)
        main = case.into or case
        if face == "unfixed" and main.status == "done":
            main.status = "reopened"
            main.steps.add("reopen")
            self._opens(main)
            self._later((1, 20), self._take, main)

    def _offered(self, case: Case, inside: dict[str, str], **members: Any) -> dict[str, Any]:
        blank = {"receipt": None, "category": None, "place": None}
        plain, filed_at = json.dumps(inside).encode(), self._now[0].isoformat()
        envelope = case.kiosk.envelope(plain, **(blank | members), filed_at=filed_at)
        (answer,) = case.kiosk.offer([envelope])
        assert answer["outcome"] == "stored", answer
        return json.loads(envelope["signed"])

    # What staff do: every act of theirs is a step of the platform's one table.

    def _triage(self, case: Case) -> None:
        if case.status != "filed":
            return
        if self.chance.random() < DOUBLE and (main := self._same(case)):
            self._act(case, "merge", into=main.ref)
            case.status, case.into = "merged", main
            for one in case.stands_for:
                one.into = main
            main.stands_for += [case, *case.stands_for]
            case.stands_for = []
        elif self.chance.random() < EXPLAINED:
            self._act(case, "explain", reply="这件事归街道管，已经转过去了。")
            self._close(case, "explained")
        else:
            self._take(case)

    def _same(self, case: Case) -> Case | None:
        """An open one of the same kind and place; the platform must have offered it by itself."""
        from central_platform.reports.models import Report
        from central_platform.reports.views.order import SIMILAR_SHOWN, similar_to

        still = self._open[case.kind, case.place] = {
            ref: one for ref, one in self._open[case.kind, case.place].items() if one.status in OPEN
        }
        near = [one for one in still.values() if one is not case and abs(one.came - case.came) <= SIMILAR]
        if not near:
            return None
        offered = {str(one.pk) for one in similar_to(Report.objects.get(pk=case.ref))}
        first = min(near, key=lambda one: one.came)
        if len(near) > SIMILAR_SHOWN:  # so many that staff are not shown all: they join one of those they see
            first = min((one for one in near if one.ref in offered), key=lambda one: one.came, default=first)
        if first.ref not in offered:
            self.missed.append(case.ref)
        return first

    def _take(self, case: Case) -> None:
        if case.status not in ("filed", "reopened"):
            return
        self._act(case, "take")
        case.status = "taken"
        self._later((1, 30), self._start, case)

    def _start(self, case: Case) -> None:
        if case.status != "taken":
            return
        if self.chance.random() < 0.5:
            self._act(case, "start")
            case.status = "started"
        self._later((2, 90), self._finish, case)

    def _finish(self, case: Case) -> None:
        if case.status not in ("taken", "started"):
            return
        if self.chance.random() < 0.75:
            self._act(case, "done", reply="修好了，谢谢您告诉我们。")
        else:
            from django.core.files.base import ContentFile

            self._act(case, "done", picture=ContentFile(self.picture, "done.jpg"))
        self._close(case, "done")
        for one in (case, *case.stands_for):
            self._later((5, 100), self._judge, one)

    def _close(self, case: Case, status: str) -> None:
        case.status = status
        case.closed = case.closed or self._now[0]

    def _act(self, case: Case, action: Any, **more: Any) -> None:
        from central_platform.reports import transitions
        from central_platform.reports.models import Report

        done = transitions.act(Report.objects.get(pk=case.ref), action, self.staff, **more)
        assert not isinstance(done, transitions.NotAllowed), (action, done)
        case.steps.add(action)
