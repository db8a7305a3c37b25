"""Platform: the plans and times of the hottest queries at two million reports; --postgresql on PostgreSQL (10 min)."""

from __future__ import annotations

import argparse
import os
import re
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import clusters
import findings

REPEATS = 7
YEARS = 3
DELTA = 20
TABLES = ("reports_report", "reports_received", "reports_statusevent", "reports_letter", "reports_accesslog")
# What differs between the two: a random UUID, one number of so many, a moment so many seconds ago, an id as text.
SQLITE = {
    "uuid": "lower(hex(randomblob(16)))",
    "dice": "(abs(random()) % {0})",
    "ago": "datetime('now', '-' || ({0}) || ' seconds')",
    "text": "substr(id,1,8)||'-'||substr(id,9,4)||'-'||substr(id,13,4)||'-'||substr(id,17,4)||'-'||substr(id,21)",
    "shown": "EXPLAIN QUERY PLAN ",
}
POSTGRESQL = {
    "uuid": "gen_random_uuid()",
    "dice": "floor(random() * {0})::int",
    "ago": "(now() - ({0}) * interval '1 second')",
    "text": "id::text",
    "shown": "EXPLAIN (ANALYZE, BUFFERS OFF, TIMING OFF, SUMMARY OFF) ",
}
STEP = re.compile(r"SCAN|SEARCH|USE TEMP|MULTI-INDEX|.*\bScan\b|Sort$|.*Join$|.*Loop$|.*Aggregate$")
FULL_SCAN = re.compile(rf"SCAN (?:{'|'.join(TABLES)})\b|Seq Scan on (?:{'|'.join(TABLES)})\b")


def statements(rows: int, say: dict[str, str], kiosk: str) -> list[str]:
    """A hall's years: what was filed long ago is closed, one report in forty is still open, half were looked into."""
    dice, seconds = say["dice"].format, YEARS * 365 * 86400
    ago = say["ago"].format(f"(age * {seconds // rows})")
    numbers = f"WITH RECURSIVE n(age) AS (SELECT 0 UNION ALL SELECT age + 1 FROM n WHERE age < {rows - 1})"
    return [
        f"""INSERT INTO reports_report (id, public_id, receipt, ask_staff, category, place, private, summary, filed_at,
            clock_ok, received_at, consent, assisted, entrance, source, lang, kiosk_id, status, due_at, merged_into_id)
            {numbers} SELECT {say["uuid"]}, {say["uuid"]}, CAST(100000000 + age AS text), false,
            CASE {dice(4)} WHEN 0 THEN 'streetlight' WHEN 1 THEN 'garbage' WHEN 2 THEN 'noise' ELSE 'other' END,
            'jy-' || {dice(40)}, {dice(20)} = 0, '', {ago}, true, {ago}, '', '', 'silver', 'kiosk', 'zh', '{kiosk}',
            CASE WHEN age < {rows // 40} THEN
              CASE {dice(4)} WHEN 0 THEN 'filed' WHEN 1 THEN 'taken' WHEN 2 THEN 'started' ELSE 'done' END
              ELSE CASE {dice(5)} WHEN 0 THEN 'explained' ELSE 'done' END END,
            {say["ago"].format(f"(age * {seconds // rows}) - 259200")}, NULL FROM n""",
        f"""INSERT INTO reports_received (ref, kind, about, sealed_sha256, kiosk_id, receipt, why, at)
            SELECT id, 'report', '', '{"0" * 64}', kiosk_id, receipt, '', received_at FROM reports_report""",
        f"""INSERT INTO reports_received (ref, kind, about, sealed_sha256, kiosk_id, receipt, why, at)
            SELECT {say["uuid"]}, 'feedback', receipt, '{"0" * 64}', kiosk_id, '', '', received_at
            FROM reports_report WHERE {dice(10)} = 0""",
        """INSERT INTO reports_letter (ref, kind, about, report_id, kiosk_id, lang, sealed, sealing_key_id, received_at, face)
            SELECT v.ref, v.kind, v.about, r.id, v.kiosk_id, 'zh', '', '', v.at, 'good'
            FROM reports_received v JOIN reports_report r ON r.receipt = v.about WHERE v.kind = 'feedback'""",
        *(
            f"""INSERT INTO reports_statusevent (report_id, action, status, at, reply, note, picture)
            SELECT id, '{action}', '{status}', received_at, '', '', '' FROM reports_report {where}"""
            for action, status, where in (
                ("file", "filed", ""),
                ("take", "taken", "WHERE status <> 'filed'"),
                ("done", "done", "WHERE status IN ('done', 'explained')"),
            )
        ),
        f"""INSERT INTO reports_accesslog (seq, at, user_id, role, act, about, previous, hash)
            SELECT 1000000 + row_number() OVER (), received_at, 1, '接单员', 'open', {say["text"]}, '', ''
            FROM reports_report WHERE {dice(2)} = 0""",
        # PostgreSQL keeps its statistics by itself; SQLite has none, and nobody asks it to.
        *(["ANALYZE"] if say is POSTGRESQL else []),
    ]


def hot() -> dict[str, Callable[[], Any]]:
    """The five hottest, as the platform asks them."""
    from django.contrib.auth.models import User
    from django.test import RequestFactory

    from central_platform.feed import files
    from central_platform.fleet.models import Kiosk, Publication
    from central_platform.insight import figures
    from central_platform.reports import intake
    from central_platform.reports.models import Report
    from central_platform.reports.statuses import statuses
    from central_platform.reports.views.orders import OrdersPage

    kiosk, publication = Kiosk.objects.get(), Publication.objects.get(slug="main")
    some = list(Report.objects.order_by().values_list("pk", "receipt")[:100])
    request = RequestFactory().get("/staff/orders/")
    request.user = User.objects.get_or_create(username="triage")[0]

    def orders() -> Any:
        page = OrdersPage()
        page.setup(request)
        said = page.get_context_data()
        return list(said["orders"]), said["page"].paginator.count

    def feed() -> Any:
        head = files.head_of(publication)
        return files.delta_bytes(publication, 1, max(head - DELTA, 0), head)

    return {
        "intake: what is known of a batch of 100": lambda: intake.known_of([ref for ref, _ in some], [receipt for _, receipt in some]),
        "statuses of ten receipts": lambda: statuses(kiosk, [receipt for _, receipt in some[:10]]),
        "orders: first page of 待接单, with the four counts": orders,
        f"feed: the head, and a delta of {DELTA}": feed,
        "insight: the funnel of thirty days": lambda: figures.funnel(figures.Span.of_days(30)),
    }  # fmt: skip


def measured(ask: Callable[[], Any], shown: str) -> tuple[int, float, list[str]]:
    """How many statements, the median in ms, and the steps of every plan."""
    from django.db import connection, transaction
    from django.test.utils import CaptureQueriesContext

    times = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        with transaction.atomic():
            ask()
        times.append(time.perf_counter() - began)
    steps = []
    with CaptureQueriesContext(connection) as caught:
        ask()
    asked = [query["sql"] for query in caught.captured_queries if query["sql"].lstrip().startswith(("SELECT", "WITH"))]
    with connection.cursor() as cursor:
        for sql in asked:
            cursor.execute(shown + sql)
            steps += [str(row[-1]).strip().removeprefix("->  ").partition("  (cost")[0] for row in cursor.fetchall()]
    return len(asked), statistics.median(times) * 1000, [step for step in steps if STEP.match(step)]


def prepared(folder: Path, url: str) -> None:
    """Django in this process, on an empty platform with demo content and one kiosk."""
    os.environ |= {"PLATFORM_DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "central_platform.settings.embedded"}
    if url:
        os.environ["PLATFORM_DATABASE_URL"] = url
    import django

    django.setup()
    from central_platform.commands.prepare import prepare
    from central_platform.content import demo
    from central_platform.fleet import halls
    from central_platform.fleet.models import Kiosk

    prepare()
    demo.load()
    Kiosk.objects.create(public="x", fingerprint="x", hall=halls.link(halls.published()[0]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=2_000_000, help="reports")
    parser.add_argument("--postgresql", action="store_true")
    asked = parser.parse_args()
    findings.begin(10, f"{asked.rows:,} reports are made, then five questions asked of them")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = stack.enter_context(clusters.cluster({"fsync": "off"})).url if asked.postgresql else ""
        prepared(folder, url)
        from django.db import connection, connections

        from central_platform.fleet.models import Kiosk

        say, kiosk = POSTGRESQL if asked.postgresql else SQLITE, Kiosk.objects.get().pk
        with connection.cursor() as cursor:
            for statement in statements(asked.rows, say, kiosk.hex):
                cursor.execute(statement)
            sizes = {table: _count(cursor, table) for table in TABLES}
        findings.progress(", ".join(f"{table} {count:,}" for table, count in sizes.items()))
        rows, plans, scans = [], [], []
        for name, ask in hot().items():
            count, ms, steps = measured(ask, say["shown"])
            rows.append((name, count, f"{ms:,.1f}"))
            plans.append(f"{name}\n" + "\n".join(f"  {step}" for step in dict.fromkeys(steps)))
            scans += [f"{name}: {step}" for step in steps if FULL_SCAN.search(step)]
        connections.close_all()
    engine = "PostgreSQL" if asked.postgresql else "SQLite"
    said = [
        f"{engine}, {', '.join(f'{count:,} {table}' for table, count in sizes.items())}.",
        findings.table(("question", "statements", "ms, median"), rows),
        f"Full scans of these tables: **{len(scans)}**." + "".join(f"\n- {scan}" for scan in scans),
        "<details><summary>Plans</summary>\n\n```\n" + "\n".join(plans) + "\n```\n</details>",
    ]
    findings.write("plans", "\n\n".join(said), "scale.md", place=f"plans-{engine.lower()}")


def _count(cursor: Any, table: str) -> int:
    cursor.execute(f"SELECT count(*) FROM {table}")
    return int(cursor.fetchone()[0])


if __name__ == "__main__":
    main()
