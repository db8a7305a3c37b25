"""Catalogues in and out as HSDS, and the snapshot that travels with the program."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.utils import timezone

from central_platform.content.commands import content
from central_platform.content.export import document
from central_platform.content.models import Checked, Service, Term

ROOT = Path(__file__).resolve().parents[3]
CATALOGUE = ROOT / "assets/content/services.zh-CN.json"


def run(*words):
    return CliRunner().invoke(content, [str(word) for word in words], catch_exceptions=False)


def without_part_ids(entry):
    """An entry without the ids of parts that have no row of their own (phones, costs, attributes, …)."""
    if isinstance(entry, list):
        return [without_part_ids(part) for part in entry]
    if not isinstance(entry, dict):
        return entry
    kept = {key: without_part_ids(value) for key, value in entry.items()}
    if not {"name", "document", "byday"} & set(entry):
        kept.pop("id", None)
    return kept


def without_our_english(entry, wanted):
    """An exported entry without the English that the source leaves out and the import filled in."""
    given = {a["link_type"] for a in wanted["attributes"]}
    added = [a for a in entry["attributes"] if a["link_type"] not in given]
    assert {a["link_type"] for a in added} >= {"translation:en:steps", "translation:en:papers", "translation:en:fee"}
    place = entry["service_at_locations"][0]["location"]
    assert place.pop("alternate_name")
    added += place.pop("attributes")
    assert all(
        a["link_type"] in ("order", "phrases", "words") or a["link_type"].startswith("translation:en:") for a in added
    )
    return entry | {"attributes": [a for a in entry["attributes"] if a not in added]}


def test_the_catalogue_comes_out_as_it_went_in(demo, source):
    made = {entry["id"]: entry for entry in document()["contents"]}
    assert len(made) == 196
    for entry in source["contents"]:
        wanted = without_part_ids(entry)
        out = without_our_english(without_part_ids(made[entry["id"]]), wanted)
        for part in (*wanted["phones"], *out["phones"]):
            part.pop("id", None), part.pop("description", None)
        for part in (*wanted["languages"], *out["languages"]):
            part.pop("id", None)
        for part in wanted["schedules"]:
            part.pop("valid_from", None)
        assert out == wanted


def test_nothing_is_lost_on_the_way_out_and_in(demo, tmp_path):
    service = Service.objects.get(slug="yb-jumin")
    service.summary_zh, service.more_zh = "第一句。第二句。", ""
    service.window_zh, service.window_en = "", ""
    service.phrases = "我要交钱\n医保到期了"
    service.free, service.fee_zh = True, "今年不要钱"
    service.steps.add(service.steps.model(text_zh="完了。", text_en="Done.", sort_order=9))
    service.save_revision().publish()
    Checked.objects.create(service=service, at=timezone.now())
    file, again = tmp_path / "out.json", tmp_path / "again.json"
    assert run("export", file).exit_code == 0
    body = Service.objects.get(slug="yb-jumin").body()
    Service.objects.all().delete()
    assert json.loads(run("import", file, "--json").output) == {"new": 196, "changed": 0, "same": 0, "waiting": []}
    now = Service.objects.get(slug="yb-jumin").body()
    assert now == body
    assert run("export", again).exit_code == 0
    assert again.read_bytes() == file.read_bytes()


def test_tables_come_out_as_csv_and_one_goes_in(demo, tmp_path):
    assert run("export", "--csv", tmp_path / "tables").exit_code == 0
    assert len(list((tmp_path / "tables").glob("*.csv"))) == 13
    file = tmp_path / "tables" / "term.csv"
    text = file.read_text("utf-8-sig").splitlines()
    changed = text[1].replace(Term.objects.order_by("pk").first().meaning_zh, "大家一起出的钱")
    file.write_text("\n".join([text[0], changed]), "utf-8")
    assert json.loads(run("import", file, "--dry-run", "--json").output) == {"new": 0, "changed": 1, "same": 0}
    assert run("import", file).exit_code == 0 and Term.objects.filter(meaning_zh="大家一起出的钱").count() == 1
    file.write_text("\n".join([text[0], changed.replace("大家一起出的钱", "长" * 41)]), "utf-8")
    bad = run("import", file)
    assert bad.exit_code == 65 and "第2行" in bad.stderr


def test_thousands_of_phrases_come_out_and_in(demo, tmp_path):
    said = {}
    for service in Service.objects.all():
        said[service.slug] = [f"{service.name_zh}的第{number}种问法；有分号、“引号”，还有\\" for number in range(30)]
        Service.objects.filter(pk=service.pk).update(phrases="\r\n".join(said[service.slug]))
    assert sum(map(len, said.values())) > 5000
    file = tmp_path / "out.json"
    assert run("export", file).exit_code == 0
    assert json.loads(run("import", file, "--json").output)["same"] == 196
    Service.objects.all().delete()
    assert json.loads(run("import", file, "--json").output)["new"] == 196
    assert {service.slug: service.body()["phrases"] for service in Service.objects.all()} == said


def test_a_catalogue_that_is_silent_about_phrases_takes_none_away(demo, source, tmp_path):
    entry = source["contents"][0]
    assert "phrases" not in {attribute["link_type"] for attribute in entry["attributes"]}
    service = Service.objects.get(uid=entry["id"])
    service.phrases = "我要交钱"
    service.save_revision().publish()
    file = tmp_path / "new.json"
    file.write_text(json.dumps(source | {"contents": [entry | {"fees_description": "免费"}]}), "utf-8")
    assert json.loads(run("import", file, "--json").output)["changed"] == 1
    assert Service.objects.get(uid=entry["id"]).phrases == "我要交钱"


def test_phrases_that_were_taken_out_stay_out(demo, tmp_path):
    file = tmp_path / "out.json"
    Service.objects.filter(slug="yb-jumin").update(phrases="")
    run("export", file)
    Service.objects.filter(slug="yb-jumin").update(phrases="旧话")
    assert json.loads(run("import", file, "--json").output)["changed"] == 1
    assert Service.objects.get(slug="yb-jumin").phrases == ""


def test_a_phrase_that_is_a_story_is_refused(demo, source, tmp_path):
    entry = source["contents"][0]
    story = {"id": entry["id"], "link_type": "phrases", "value": "长" * 61}
    file = tmp_path / "new.json"
    file.write_text(json.dumps(source | {"contents": [entry | {"attributes": [*entry["attributes"], story]}]}), "utf-8")
    assert "最多60个字" in run("import", file).stderr


def test_a_second_import_changes_nothing(demo, head):
    before = head()
    assert "没变 196 项" in run("import", CATALOGUE).output
    assert head() == before


def test_a_changed_entry_is_published_and_keeps_its_history(demo, source, tmp_path, in_feed, head):
    entry = source["contents"][0]
    file = tmp_path / "new.json"
    changed = entry | {"fees_description": "免费", "application_process": "1. 到9号窗口。"}
    changed["cost_options"] = [entry["cost_options"][0] | {"amount": 0}]
    file.write_text(json.dumps(source | {"contents": [changed]}), "utf-8")
    before = head()
    assert json.loads(run("import", file, "--json").output)["changed"] == 1
    assert head() == before + 1
    fed = in_feed()["service", entry["id"]]
    assert (fed["free"], fed["window"]["en"], len(fed["steps"])) == (True, "Window 9", 1)
    service = Service.objects.get(uid=entry["id"])
    assert service.revisions.count() == 2
    assert service.steps.count() == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("not json", "不是 JSON"),
        ("[]", "不是服务目录"),
        ('{"contents": [{"id": "x", "name": "坏的"}]}', "第1项“坏的”"),
        ('{"contents": [7]}', "第1项"),
    ],
)
def test_a_bad_file_is_refused_in_words_and_changes_nothing(demo, tmp_path, head, text, said):
    before = head()
    file = tmp_path / "bad.json"
    file.write_text(text, "utf-8")
    result = run("import", file)
    assert result.exit_code == 65
    assert said in result.stderr
    assert head() == before


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": "长" * 41}, "有填错的地方"),
        ({"name": ""}, "有填错的地方"),
        ({"organization_id": "00000000-0000-0000-0000-000000000000"}, "不在文件里"),
        ({"id": "11111111-1111-1111-1111-111111111111"}, "已经有别的服务在用"),
    ],
)
def test_what_a_form_would_refuse_is_refused(demo, source, tmp_path, head, change, said):
    before = head()
    file = tmp_path / "one.json"
    file.write_text(json.dumps(source | {"contents": [source["contents"][0] | change]}), "utf-8")
    result = run("import", file)
    assert result.exit_code == 65
    assert said in result.stderr
    assert head() == before


def test_the_same_service_twice_is_refused(demo, source, tmp_path):
    file = tmp_path / "twice.json"
    file.write_text(json.dumps(source | {"contents": source["contents"][:1] * 2}), "utf-8")
    assert "有两项服务的id" in run("import", file).stderr


def test_packing_gives_the_snapshot_that_travels_with_the_program(demo, tmp_path):
    from offline_cache.packaged import SNAPSHOT_SHA256

    file = tmp_path / "snapshot.json.gz"
    assert run("pack", file).output.strip() == SNAPSHOT_SHA256
    assert file.read_bytes() == (ROOT / "assets/content/snapshot.json.gz").read_bytes()
