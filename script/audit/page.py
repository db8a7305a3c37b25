"""One page in one look: go there, let it come to rest, run every check."""

from __future__ import annotations

from collections.abc import Iterator

from audit import choices, colours, focus, furniture, motion, names, targets, texts
from audit.glass import Finding, Glass, Panel
from audit.looks import Look, enter, put_on
from kiosk.app import Kiosk
from kiosk.shoot import SCENES, settle


def audit(glass: Glass, places: furniture.Places | None = None, scene: str = "", keys: bool = True) -> list[Finding]:
    """Every check on the page as it stands. `keys`: also walk it by keys and look at every ring."""
    targets.check(glass)
    texts.check(glass)
    colours.check(glass)
    names.check(glass)
    choices.check(glass)
    if places is not None:
        places.check(glass, scene)
    if keys:
        focus.check(glass)
        motion.unmoved(glass)
    return glass.found


def drawn(kiosk: Kiosk) -> None:
    """Rows and grids put their things in place while a frame is drawn."""
    settle(kiosk)
    kiosk.window.grabWindow()
    settle(kiosk)


def visit(kiosk: Kiosk, scene: str, look: Look, panel: Panel | None = None) -> None:
    """Opens the scene in a look that is already on; only what the scene before did is forgotten."""
    if scene == "rest" or kiosk.app.property("page") == "rest":
        put_on(kiosk, look, panel)
    if scene != "rest":  # at rest there is no way in yet
        kiosk.app.practise("")
        settle(kiosk)
        enter(kiosk, look)
    SCENES[scene](kiosk)
    drawn(kiosk)


def audited(
    kiosk: Kiosk, look: Look, panel: Panel | None = None, scenes: tuple[str, ...] = (), low: bool = False
) -> Iterator[tuple[str, list[Finding]]]:
    """Every scene (or those named) in one look, each with what is wrong with it."""
    places = furniture.Places()
    put_on(kiosk, look, panel)
    for scene in scenes or SCENES:
        visit(kiosk, scene, look, panel)
        yield scene, audit(Glass(kiosk, panel or look.panel, low), places, scene)
