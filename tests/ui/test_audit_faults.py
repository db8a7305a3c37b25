"""The audit can fail: a page with one fault of each kind, and that kind is found. Each fault is a file in faults/."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from audit import KINDS, depth, motion
from audit.furniture import Places
from audit.glass import UPRIGHT, Glass
from audit.looks import NINE
from audit.page import audit, drawn, visit
from PySide6.QtCore import QCoreApplication, QEvent, QUrl
from PySide6.QtGui import QAccessible
from PySide6.QtQml import QQmlComponent
from PySide6.QtQuick import QQuickItem

from kiosk.app import Kiosk
from kiosk.shoot import SampleListener, sample_kiosk

FAULTS = Path(__file__).parent / "faults"
ELSEWHERE = {"depth", "reach", "same-title"}
"""Proved without a page: test_audit.py and below."""
A_MOMENT_MS = 500
MOVING = ("motion", "flash")


@pytest.fixture(scope="module")
def kiosk(qapp, content) -> Iterator[Kiosk]:
    QAccessible.setActive(True)
    with sample_kiosk(content, listener=SampleListener()) as kiosk:
        yield kiosk


@contextmanager
def planted(kiosk: Kiosk, fault: str, on: QQuickItem, page: QQuickItem) -> Iterator[None]:
    component = QQmlComponent(kiosk.engine, QUrl.fromLocalFile(str(FAULTS / f"{fault}.qml")))
    item = component.createWithInitialProperties({"page": page})
    assert item is not None, component.errorString()
    item.setParentItem(on)
    drawn(kiosk)
    yield
    item.setParentItem(None)
    item.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    drawn(kiosk)


def test_every_kind_has_its_fault():
    assert {file.stem for file in FAULTS.glob("*.qml")} | ELSEWHERE == set(KINDS)


@pytest.fixture(scope="module")
def places(kiosk) -> Places:
    """Where the furniture stands on the page before a fault is planted: that page itself is clean."""
    places = Places()
    visit(kiosk, "sorry", NINE[0])
    assert audit(Glass(kiosk, UPRIGHT), places, "sorry") == []
    return places


@pytest.mark.parametrize("fault", sorted(set(KINDS) - ELSEWHERE - {"report-steps"}))
def test_a_fault_is_found(kiosk, places, fault):
    visit(kiosk, "sorry", NINE[0])
    page = Glass(kiosk, UPRIGHT).page
    with planted(kiosk, fault, page, page):
        glass = Glass(kiosk, UPRIGHT)
        if fault in MOVING:
            motion.check(glass, A_MOMENT_MS)
        else:
            audit(glass, places, "sorry", keys=fault.startswith("focus"))
        assert fault in {finding.kind for finding in glass.found}


def test_two_pages_of_one_title_are_found(kiosk, places):
    visit(kiosk, "sorry", NINE[0])
    title = kiosk.window.title()
    visit(kiosk, "help", NINE[0])
    glass = Glass(kiosk, UPRIGHT)
    glass.page.setProperty("heading", title)
    places.check(glass, "help")
    assert {finding.kind for finding in glass.found} == {"same-title"}


def test_a_report_that_asks_for_typing_is_found(kiosk):
    visit(kiosk, "home", NINE[0])
    assert depth.report(kiosk) == []
    visit(kiosk, "home", NINE[0])
    with planted(kiosk, "report-steps", kiosk.window.contentItem(), Glass(kiosk, UPRIGHT).page):
        assert {finding.kind for finding in depth.report(kiosk)} == {"report-steps"}


def test_a_panel_hung_too_high_is_found(kiosk):
    visit(kiosk, "sorry", NINE[0])
    glass = Glass(kiosk, replace(UPRIGHT, bottom_mm=800.0))
    assert {finding.kind for finding in audit(glass, Places(), "sorry")} >= {"reach"}
