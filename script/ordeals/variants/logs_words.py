"""What a resident says stands in the log."""

import logging

from offline_cache.outbox import Outbox
from offline_cache.records import Report

filed = Outbox.file


def talkative(self: Outbox, report: Report) -> object:
    logging.getLogger("offline_cache.outbox").warning("taking a report: %s", report.words)
    return filed(self, report)


Outbox.file = talkative  # type: ignore[method-assign, assignment]
