"""What a resident says lies in a file until it is sealed; the file is deleted."""

import os

from offline_cache.outbox import Outbox
from offline_cache.records import Report

filed = Outbox.file


def drafted(self: Outbox, report: Report) -> object:
    draft = self.at.root / "draft.json"
    draft.write_text(str(report.words), "utf-8")
    with draft.open() as file:
        os.fsync(file.fileno())
    draft.unlink()
    return filed(self, report)


Outbox.file = drafted  # type: ignore[method-assign, assignment]
