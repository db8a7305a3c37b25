"""The English mode of a kiosk: nothing in the demo content is left in Chinese."""

import json
import re

import pytest

from central_platform.content import english
from central_platform.content.models import Location, Notice, Paper, Service, Step

CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]")


def texts(body, path=""):
    """(where, Text) of every Text inside a feed body."""
    if isinstance(body, dict):
        if set(body) == {"zh", "en"}:
            yield path, body
        else:
            for name, value in body.items():
                yield from texts(value, f"{path}.{name}")
    elif isinstance(body, list):
        for number, value in enumerate(body):
            yield from texts(value, f"{path}[{number}]")


@pytest.fixture
def published(demo, in_feed):
    return [(f"{kind} {where}", text) for (kind, _), body in in_feed().items() for where, text in texts(body)]


def test_every_text_of_the_demo_has_english(published):
    assert len(published) > 2000
    assert [(where, text["zh"]) for where, text in published if text["zh"] and not text["en"]] == []


def test_no_english_text_holds_chinese_characters(published):
    assert [(where, text["en"]) for where, text in published if CHINESE.search(text["en"])] == []


def test_windows_keep_their_number(published):
    for where, text in published:
        assert re.findall(r"(\d+)号窗口", text["zh"]) == re.findall(r"[Ww]indow (\d+)", text["en"]), (where, text)


def test_telephone_numbers_and_ages_are_the_same_in_both(published):
    for where, text in published:
        for number in re.findall(r"1[12]\d(?!\d)|\d+(?=岁)|\d+(?=元)|\d{5}", text["zh"]):
            assert number in text["en"], (where, text)


@pytest.mark.parametrize("model", [Service, Step, Paper, Location, Notice])
def test_every_english_text_fits_its_column(demo, model):
    for row in model.objects.all():
        for field in model._meta.concrete_fields:
            if field.name.endswith("_en") and field.max_length:
                assert len(getattr(row, field.name)) <= field.max_length, (field.name, row)


def test_the_phrasebook_holds_nothing_that_no_service_says(source):
    whole = json.dumps(source, ensure_ascii=False)
    assert [zh for zh in english.phrasebook() if zh not in whole] == []
