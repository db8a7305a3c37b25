"""The receipt is told first, and the report committed after it."""

import json
import time

from offline_cache import leases
from offline_cache.outbox import Outbox

LATER_SECONDS = 0.01
keep, draw = Outbox._keep, leases.draw


def told_first(self: Outbox, batch: object, draw_for: str | None = None) -> object:
    if draw_for is not None:
        code = draw(self.at, draw_for, set())
        print(json.dumps({"ack": batch[0].ref, "receipt": code}), flush=True)  # type: ignore[index]
        time.sleep(LATER_SECONDS)
        leases.draw = lambda *_: code
    return keep(self, batch, draw_for)  # type: ignore[arg-type]


Outbox._keep = told_first  # type: ignore[method-assign, assignment]
