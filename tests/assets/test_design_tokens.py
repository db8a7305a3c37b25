"""The design tokens as the web reads them: the same numbers the kiosk's Theme reads from the same file."""

import pytest

from assets import design_tokens


@pytest.mark.parametrize(
    ("role", "scale", "latin", "mm"),
    [("body", 1, False, 10.2), ("body", 2, False, 20.4), ("title", 2, False, 24.3), ("title", 2, True, 21.75)],
)
def test_text_grows_as_the_tokens_say(role, scale, latin, mm):
    assert design_tokens.em_mm(role, scale, latin) == pytest.approx(mm)


@pytest.mark.parametrize(
    ("name", "scale", "mm"), [("margin", 2, 10), ("navH", 1, 33), ("navH", 1.5, 42), ("navH", 2, 50)]
)
def test_measures_are_one_number_or_one_for_each_scale(name, scale, mm):
    assert design_tokens.measure_mm(name, scale) == mm


def test_every_theme_has_every_colour_in_css():
    names = [
        {part.split(":")[0].strip() for part in design_tokens.css_colours(theme).split(";") if part.strip()}
        for theme in ("paper", "night", "blue")
    ]
    assert names[0] == names[1] == names[2]
    assert {"--bg", "--onPlate", "--plate-0", "--plate-5"} <= names[0]
    assert "--bg: #FBF4E6;" in design_tokens.css_colours("paper")


def test_sizes_are_plain_numbers_for_css_to_multiply():
    assert "--em-answer: 13.0;" in design_tokens.css_text() or "--em-answer: 13;" in design_tokens.css_text()
    assert "--mm-topH: 46;" in design_tokens.css_measures(2)
