"""Every leaf of a service's page: what staff write must fit, however long."""

from __future__ import annotations

from collections.abc import Iterator

from audit.furniture import Places
from audit.glass import Finding, Glass
from audit.looks import Look
from audit.page import audit, drawn
from kiosk.app import Kiosk

MOST_LEAVES = 20


def leaves(kiosk: Kiosk, slug: str, look: Look) -> Iterator[tuple[int, Finding]]:
    """What is wrong, leaf by leaf, in a look that is on."""
    places = Places()
    kiosk.app.open("service", slug)
    for leaf in range(MOST_LEAVES):
        kiosk.app.turn(leaf)
        drawn(kiosk)
        glass = Glass(kiosk, look.panel)
        yield from ((leaf, finding) for finding in audit(glass, places, slug, keys=False))
        if not any(target.objectName() == "pager-next" for target in glass.targets):
            return
    yield leaf, Finding("clipped", slug, f"more than {MOST_LEAVES} leaves")
