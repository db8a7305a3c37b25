"""A catalogue brought into an empty platform."""

import json
import time

from click.testing import CliRunner
from django.db import transaction

from central_platform.content import demo as demo_content
from central_platform.content.commands import content
from central_platform.content.models import Category, Family, Service

LOAD_CPU_SECONDS = 5  # of the processor: a busy machine is not a slow load


def run(source, tmp_path):
    file = tmp_path / "catalogue.json"
    file.write_text(json.dumps(source), "utf-8")
    return CliRunner().invoke(content, ["import", str(file)], catch_exceptions=False)


def test_an_import_into_an_empty_platform_makes_the_kinds_it_needs(publication, source, tmp_path, in_feed):
    assert "新添 196 项" in run(source, tmp_path).output
    assert Category.objects.count() == 21
    assert Family.objects.get().code == "other"
    assert sum(kind == "service" for kind, _ in in_feed()) == 196


def test_an_inactive_service_is_kept_back(publication, source, tmp_path, in_feed):
    entry = source["contents"][0] | {"status": "inactive"}
    run(source | {"contents": [entry]}, tmp_path)
    assert not Service.objects.get().live
    assert ("service", entry["id"]) not in in_feed()


def test_english_that_came_with_a_catalogue_is_kept_and_unknown_chinese_stays_without(publication, source, tmp_path):
    entry = source["contents"][0]
    told = {"id": entry["id"], "link_type": "translation:en:fee", "value": "Ask at the window"}
    papers = [paper | {"document": "月亮票"} for paper in entry["required_documents"][:1]]
    entry = entry | {"attributes": [*entry["attributes"], told], "required_documents": papers}
    assert run(source | {"contents": [entry]}, tmp_path).exit_code == 0
    body = Service.objects.get().body()
    assert body["fee"]["en"] == "Ask at the window"
    assert body["papers"] == [{"zh": "月亮票", "en": ""}]
    assert body["eligibility"]["en"] == "Residents without employee insurance"


def test_it_is_quick(publication):
    started = time.process_time()
    demo_content.load()
    assert time.process_time() - started < LOAD_CPU_SECONDS


def test_half_a_load_is_no_load(publication, monkeypatch):
    monkeypatch.setattr(demo_content, "_services", lambda: 1 / 0)
    try:
        with transaction.atomic():
            demo_content.load()
    except ZeroDivisionError:
        pass
    assert not Family.objects.exists()
