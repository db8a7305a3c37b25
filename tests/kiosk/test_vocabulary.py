"""What residents may well say comes out of the content, in one language at a time."""

import pytest

from kiosk import vocabulary
from offline_cache.catalogue import Catalogue
from ui.jobs import Lane


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory):
    return Catalogue(tmp_path_factory.mktemp("content"))


def test_names_other_names_and_phrases_in_chinese(catalogue):
    said = vocabulary.spoken(catalogue, "zh")
    service = catalogue.services()[0]
    place = catalogue.every_place()[0]
    for text in (service.name.zh, service.aliases[0], service.phrases[0], place.name.zh):
        assert text in said
    assert len(said) == len(set(said))
    assert all(vocabulary.HAN.search(text) for text in said)


def test_in_english_names_only_and_no_chinese(catalogue):
    said = vocabulary.spoken(catalogue, "en")
    assert catalogue.services()[0].name.en in said
    assert not any(vocabulary.HAN.search(text) for text in said)


def test_both_languages_are_taught_from_the_lane(catalogue, qtbot):
    class Pupil:
        known: dict = {}

        def know(self, lang, phrases):
            self.known[lang] = phrases

    lane, pupil = Lane(), Pupil()
    vocabulary.teach(pupil, catalogue, lane)
    qtbot.waitUntil(lambda: len(pupil.known) == 2, timeout=10_000)
    assert pupil.known["zh"] == vocabulary.spoken(catalogue, "zh")
    lane.close()
