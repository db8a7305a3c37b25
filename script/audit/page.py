"""One page in one look: go there, let it come to rest, run every check."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit import choices, colours, focus, furniture, names, targets, texts
from audit.glass import Finding, Glass, Panel
from audit.looks import Look, enter, put_on, worn
from kiosk.app import Kiosk
from kiosk.shoot import SCENES, settle


def audit(glass: Glass, places: furniture.Places, scene: str, keys: bool = True) -> list[Finding]:
    """Every check on the page as it stands. `keys`: also walk it by keys and look at every ring."""
    targets.check(glass)
    texts.check(glass)
    colours.check(glass)
    names.check(glass)
    choices.check(glass)
    places.check(glass, scene)
    if keys:
        focus.check(glass, places.ringed)
    return glass.found


def drawn(kiosk: Kiosk) -> None:
    """Rows and grids put their things in place while a frame is drawn."""
    settle(kiosk)
    kiosk.window.grabWindow()
    settle(kiosk)


def visit(kiosk: Kiosk, scene: str, look: Look, panel: Panel | None = None) -> None:
    """Opens the scene in a look; one that is on already is kept, only what the scene before did is forgotten."""
    kiosk.app.touched()  # nobody is lost here
    kiosk.talk.dismiss()  # and no conversation goes on
    kiosk.app.be_safe(False)
    if scene == "rest" or kiosk.app.property("page") == "rest" or not worn(kiosk, look):
        put_on(kiosk, look, panel)
    if scene != "rest":  # at rest nobody has entered yet
        kiosk.app.practise(False)
        settle(kiosk)
        if kiosk.app.property("entrance") != look.entrance:
            enter(kiosk, look.entrance)
    SCENES[scene](kiosk)
    drawn(kiosk)


def audited(
    kiosk: Kiosk, look: Look, panel: Panel | None = None, scenes: Sequence[str] = ()
) -> Iterator[tuple[str, list[Finding]]]:
    """Every scene (or those named) in one look, each with what is wrong with it."""
    places = furniture.Places()
    put_on(kiosk, look, panel)
    for scene in scenes or SCENES:
        visit(kiosk, scene, look, panel)
        yield scene, audit(Glass(kiosk, panel or look.panel, look.low), places, scene)
