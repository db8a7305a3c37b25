"""Three answers: sure, which, nothing."""

from dataclasses import replace

import pytest

from offline_cache import verdict
from offline_cache.verdict import Evidence

CLEAR = Evidence(understood=0.95, score=4.0, lead=0.6, away=0.1)


def test_a_clear_first_is_sure():
    assert verdict.of(CLEAR) == "sure"


@pytest.mark.parametrize("lead", [0.0, 0.05, 0.09])
def test_with_the_second_close_behind_the_resident_is_asked(lead):
    assert verdict.of(replace(CLEAR, score=9.0, lead=lead)) == "which"


def test_what_fits_better_elsewhere_is_nothing_here():
    assert verdict.of(Evidence(understood=0.3, score=0.4, lead=0.05, away=2.0)) == "nothing"


def test_nothing_understood_is_nothing():
    assert verdict.of(replace(CLEAR, understood=0.0)) == "nothing"


def test_more_understood_never_makes_it_less_sure():
    known = verdict.calibration()
    for weights in (known.fits, known.right):
        chances = [verdict.chance(weights, replace(CLEAR, understood=share / 10)) for share in range(11)]
        assert chances == sorted(chances)
        assert verdict.chance(weights, CLEAR) > verdict.chance(weights, replace(CLEAR, away=1.5))
