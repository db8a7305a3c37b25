"""The size of the glass: measured and kept, overridden by the settings, and told by doctor."""

import json

import pytest

from kiosk.machine_health import screen
from kiosk.panel import keep, panel
from kiosk.settings import Settings


@pytest.fixture
def settings(tmp_path):
    return Settings(data_dir=tmp_path)


def test_nobody_has_measured(settings):
    assert panel(settings).width_mm == 0
    assert screen(settings, None, False).state == "note"


def test_what_was_measured_is_kept(settings):
    keep(settings, 268.04)
    assert panel(settings).width_mm == 268.0
    assert screen(settings, None, False).state == "ok"


def test_a_width_in_the_settings_wins(settings, tmp_path):
    keep(settings, 268)
    assert panel(Settings(data_dir=tmp_path, screen_width_mm=399)).width_mm == 399


@pytest.mark.parametrize("damaged", ["", "{", "[]", json.dumps({"width_mm": -3}), json.dumps({"width_mm": "wide"})])
def test_a_damaged_measurement_is_none(settings, tmp_path, damaged):
    (tmp_path / "panel.json").write_text(damaged)
    assert panel(settings).width_mm == 0
