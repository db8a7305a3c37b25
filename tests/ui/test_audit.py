"""Every page in nine looks that cover every pair of settings, and how far things are: nothing may be found.

The whole matrix is `script/bench a11y`; that each kind of finding can be found at all: test_audit_faults.py.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator

import pytest
from audit import depth, motion
from audit.glass import UPRIGHT, Glass
from audit.leaves import leaves
from audit.looks import EVERY, FACTORS, NINE, Look, enter, put_on
from audit.page import audited, visit
from PySide6.QtGui import QAccessible

from kiosk.app import Kiosk
from kiosk.shoot import SCENES, SampleListener, sample_kiosk
from offline_cache.catalogue import Catalogue

MAY_MOVE = ("rest", "home", "listen", "notice", "person", "still")
"""Scenes with a clock, a poster, a meter or a bar; all others too in the bench."""
SOME_SERVICES = 28
NAMED_OTHERWISE = {
    "listen": "home", "listen-long": "home", "listen-report": "report-what", "report-told": "report-words",
    "broke-off": "home", "safe": "home", "elsewhere": "none", "elsewhere-2": "none", "practising": "practice",
    "assisted-home": "home", "assisted-check": "report-check",
}  # fmt: skip


@pytest.fixture(scope="module")
def kiosk(qapp, content) -> Iterator[Kiosk]:
    QAccessible.setActive(True)
    with sample_kiosk(content, listener=SampleListener()) as kiosk:
        yield kiosk


def told(found: list[str]) -> str:
    kinds = Counter(finding.split()[1] for finding in found)
    return "\n".join((str(dict(kinds)), *found))


def test_nine_looks_cover_every_pair_of_settings():
    looks = [(look.scale, look.ground, look.entrance, look.way_up, look.lang) for look in NINE]
    assert set(NINE) <= set(EVERY) and len(EVERY) == 108
    for (one, first), (other, second) in itertools.combinations(enumerate(FACTORS), 2):
        assert {(look[one], look[other]) for look in looks} == set(itertools.product(first, second))


def test_every_scene_is_the_page_it_is_named_after(kiosk):
    """A scene that comes to another page would be looked at for nothing."""
    shown = {}
    for scene in SCENES:
        visit(kiosk, scene, NINE[0])
        shown[scene] = kiosk.app.property("page")
    named = {scene: page for scene, page in shown.items() if scene == page or scene.startswith(f"{page}-")}
    assert {scene: page for scene, page in shown.items() if scene not in named} == NAMED_OTHERWISE


@pytest.mark.parametrize("look", NINE, ids=str)
def test_every_page_serves_an_old_eye_a_shaky_hand_and_a_screen_reader(kiosk, look):
    found = [f"{scene} {finding}" for scene, findings in audited(kiosk, look) for finding in findings]
    assert not found, told(found)


@pytest.mark.parametrize("scene", MAY_MOVE)
def test_nothing_moves_and_nothing_flashes(kiosk, scene):
    visit(kiosk, scene, NINE[0])
    glass = Glass(kiosk, UPRIGHT)
    motion.check(glass)
    assert not glass.found, told([f"{scene} {finding}" for finding in glass.found])


@pytest.mark.parametrize("way_up", ["p", "l"])
def test_every_leaf_of_a_service_fits(kiosk, content, way_up):
    """Content is written by staff: long names, five papers, a fee of two lines. A few here, all in the bench."""
    look = Look(2.0, "paper", "silver", way_up)
    put_on(kiosk, look)
    found = [
        f"{service.slug}-{leaf} {finding}"
        for service in Catalogue(content).services()[::SOME_SERVICES]
        for leaf, finding in leaves(kiosk, service.slug, look)
    ]
    assert not found, told(found)


@pytest.fixture
def at_home(kiosk) -> Kiosk:
    put_on(kiosk, Look(1.0, "paper", "silver"))
    enter(kiosk, "silver")
    return kiosk


def test_every_service_is_four_presses_away(at_home, content):
    services = {service.id for service in Catalogue(content).services()}
    reached = depth.browse(at_home)
    assert len(services) == 196
    assert depth.far(reached, services) == []
    told_of = {finding.detail for finding in depth.far(reached, {"no-such-service"}, most=3)}
    assert told_of == {"4 presses", "is not reached"}


@pytest.mark.parametrize("entrance", ["silver", "normal", "assisted"])
def test_a_report_is_four_steps_and_a_receipt_without_typing(at_home, entrance):
    enter(at_home, entrance)
    assert depth.report(at_home) == []
