"""Refusals: a status nobody has signed parks nothing and stops nothing else; a signed one parks exactly what it names."""

from __future__ import annotations

import stage

from ordeals import faults, rig
from ordeals.proxy import Fault, Proxy, Talk, honest

PATIENCE_SECONDS = 120
OF_THE_MOMENT = (401, 429, 503)
"""Statuses that would meet any envelope: the queue waits. All others stop the envelope they met, and no other."""
AWAY, NOT_WELCOME = 69, 77


class Poison:
    """This unsigned status for every request that holds `ref`; what other requests held is in `through`."""

    def __init__(self, status: int, ref: str) -> None:
        self._refuse, self._ref = faults.unsigned(status), ref.encode()
        self.through = b""

    def fault(self, talk: Talk) -> Fault | None:
        """For the proxy."""
        request = talk.asked()
        if self._ref in request:
            return self._refuse
        talk.say(talk.passed_on())
        self.through += request
        return None


def unsigned(kiosk: rig.Kiosk, proxy: Proxy, each: int) -> tuple[dict[str, str], int, dict[str, int]]:
    """Every status, `each` times, for the envelope at the head of the queue. The receipts, how often it was said, and
    what went wrong."""
    said = stopped = 0
    pipe = kiosk.pipe()
    for status in faults.STATUSES:
        proxy.fault = faults.reset  # until all four wait together
        first, *rest = (rig.report() for _ in range(4))
        for one in (first, *rest):
            pipe.file(one)
        pipe.wait_for(rest[-1]["ref"], PATIENCE_SECONDS)
        met = proxy.seen[f"unsigned_{status}"]
        poison = Poison(status, first["ref"])
        proxy.fault = poison.fault
        behind = [] if status in OF_THE_MOMENT else [one["ref"].encode() for one in rest]

        def enough(poison: Poison = poison, status: int = status, met: int = met, behind: list[bytes] = behind) -> bool:
            often = proxy.seen[f"unsigned_{status}"] - met >= each
            return often and all(ref in poison.through for ref in behind)

        try:
            stage.wait_until(enough, PATIENCE_SECONDS + each, f"{status} {each} times")
        except AssertionError:
            stopped += 1
        said += proxy.seen[f"unsigned_{status}"] - met
    acked = pipe.close()
    parked = len(kiosk.parked())
    proxy.fault = faults.unsigned(403)
    revoked = int(kiosk.command("sync", "once").returncode != AWAY)
    proxy.fault = honest
    kiosk.synced()
    return acked, said, {"parked": parked, "revoked": revoked, "queue_stopped": stopped}


def signed(kiosk: rig.Kiosk, other: rig.Kiosk, count: int) -> tuple[dict[str, str], list[str]]:
    """Refs the other kiosk has used, each before a good report: the platform refuses them by a signed word. The
    receipts of the good ones, and the refs that did not fare as they should."""
    taken = [one["ref"] for one in other.outbox() if one["kind"] == "report"][:count]
    pipe = kiosk.pipe()
    for ref in taken:
        pipe.file(rig.report() | {"ref": ref})
        pipe.file(rig.report())
    acked = pipe.close()
    kiosk.synced()
    states = {one["ref"]: one["state"] for one in kiosk.outbox()}
    wrong = [ref for ref in acked if states[ref] != ("parked" if ref in taken else "delivered")]
    good = {ref: receipt for ref, receipt in acked.items() if ref not in taken}
    return good, wrong + [ref for ref in taken if ref not in acked]
