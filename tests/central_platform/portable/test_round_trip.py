"""Everything out, into an empty platform, and out again: the same bytes; and nothing that was not whole comes in."""

import json
import tarfile

import pytest
from click.testing import CliRunner
from django.contrib.auth.models import Group, User
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from central_platform.commands.cli import cli
from central_platform.content import trials
from central_platform.content.models import Checked, Notice, Place, Service, Trial
from central_platform.feed import keygen
from central_platform.feed.models import FeedFile
from central_platform.fleet.models import EnrolmentCode
from central_platform.open311.models import ApiKey
from central_platform.portable import tables, whole
from central_platform.reports import audit, opening, transitions
from central_platform.reports.models import AccessLog, Report, ReportPerson
from central_platform.staff import roles


def emptied():
    """What a platform is after its first migrate."""
    for model in (FeedFile, EnrolmentCode, *tables.models()):
        for many in model._meta.local_many_to_many:
            getattr(model, many.name).through._base_manager.all()._raw_delete("default")
        model._base_manager.all()._raw_delete("default")
    roles.ensure()


def bytes_of(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def lived_in(demo, device, settings, tmp_path):
    """A platform with a bit of everything: content with a draft and a picture, staff, an order with a story, a log."""
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"
    clerk = User.objects.create_user("clerk", password="a long enough password", first_name="李阿姨")
    clerk.groups.add(Group.objects.get(name="接单员"))
    device.offer(device.envelope(inside={"words": "灯不亮，请来电话", "contact": "13800000000"}))
    report = Report.objects.get()
    transitions.act(report, "take", clerk, reply="收到了")
    opening.open_person(report, clerk)
    service = Service.objects.get(slug="yb-jumin")
    service.name_zh = "还没发布的名字"
    service.save_revision(user=clerk)
    service.get_workflow().start(service, clerk)
    Checked.objects.create(service=service, by=clerk)
    poster = Notice.objects.first()
    poster.packaged, poster.kind = "", "poster"
    poster.image = Image.objects.create(title="图", description="一盏灯", file=get_test_image_file(size=(32, 24)))
    poster.save_revision(user=clerk).publish()
    ApiKey.make("市民热线")
    place = Place.objects.get(code="jy-3")
    place.hint_zh = "从东门进。"
    trials.start(place, "jinhe", clerk)
    return clerk


def test_out_in_and_out_again_gives_the_same_bytes(lived_in, tmp_path, settings):
    first, again = tmp_path / "first", tmp_path / "again.tar"
    whole.write(first)
    sealed = bytes(ReportPerson.objects.get().sealed)
    before = bytes_of(first)
    assert len([name for name in before if name.startswith("media/original_images/")]) == 1
    assert len([name for name in before if name.startswith("feed-media/")]) == 1
    for secret in (b"13800000000", lived_in.password.encode(), ApiKey.objects.get().key_hash.encode()):
        assert not [name for name, data in before.items() if secret in data]
    request = json.loads(before["open311.json"])[0]
    assert [event["action"] for event in request["extended_attributes"]["history"]] == ["file", "take"]
    assert len(json.loads(before["hsds.json"])["contents"]) == 196

    log = list(AccessLog.objects.values_list("seq", "hash"))
    emptied()
    settings.FEED_DIR, settings.MEDIA_ROOT = tmp_path / "feed2", tmp_path / "media2"
    whole.read(first)
    assert list(AccessLog.objects.values_list("seq", "hash")) == log, "the same key makes the same chain"
    assert opening.open_person(Report.objects.get(), lived_in).get("contact") == "13800000000"
    AccessLog.objects.order_by("seq").last().delete()
    assert bytes(ReportPerson.objects.get().sealed) == sealed
    assert not User.objects.get().has_usable_password()
    assert Service.objects.get(slug="yb-jumin").current_workflow_task_state.task.specific.get_actions
    own = Trial.objects.get().hall.publication
    assert own.slug != "main" and trials.tried(Trial.objects.get()).hint_zh == "从东门进。"
    assert all((settings.FEED_DIR / slug / "pointer.json").exists() for slug in ("main", own.slug))
    whole.write(again)
    with tarfile.open(again) as archive:
        archive.extractall(tmp_path / "unpacked", filter="data")
    assert bytes_of(tmp_path / "unpacked") == before

    emptied()
    settings.KEYS_DIR = tmp_path / "other keys"
    keygen.make()
    whole.read(again)
    assert isinstance(audit.verify(), audit.Whole), "with another key the log begins a chain of its own"
    assert list(AccessLog.objects.values_list("seq", "hash")) != log


def test_what_is_not_whole_stays_out(lived_in, tmp_path):
    target = tmp_path / "export"
    whole.write(target)
    run = CliRunner()
    assert "not empty" in run.invoke(cli, ["import", str(target)]).stderr
    assert run.invoke(cli, ["export", str(target)]).exit_code == 64
    emptied()
    for name, damage in (
        ("tables/content.service.jsonl", lambda data: data.replace(b"yb-jumin", b"yb-jumim")),
        ("list.json", lambda data: data.replace(b"linsheng export 1", b"linsheng export 9")),
        ("list.json", lambda data: b"[]"),
    ):
        file = target / name
        good = file.read_bytes()
        file.write_bytes(damage(good))
        done = run.invoke(cli, ["import", str(target)])
        assert done.exit_code == 65 and not Service.objects.exists()
        file.write_bytes(good)
    (target / "more.txt").write_text("?")
    assert "more.txt is not in list.json" in run.invoke(cli, ["import", str(target)]).stderr
    (target / "more.txt").unlink()

    orphan = target / "tables/content.step.jsonl"
    listed = json.loads((target / "list.json").read_text())
    orphan.write_bytes(orphan.read_bytes().replace(b'"service": ', b'"service": 9999', 1))
    listed["sha256"]["tables/content.step.jsonl"] = whole._hash(orphan)
    (target / "list.json").write_text(json.dumps(listed))
    done = run.invoke(cli, ["import", str(target)])
    assert "nothing was brought in" in done.stderr and not Service.objects.exists() and not User.objects.exists()


def test_every_table_leaves_or_has_a_reason_to_stay():
    from django.apps import apps

    stay = {
        "feed.Epoch", "feed.FeedFile", "feed.Duty",  # of this machine and its keys
        "fleet.EnrolmentCode", "fleet.Attempt",  # of the hour
    }  # fmt: skip
    ours = {model._meta.label for model in apps.get_models() if model.__module__.startswith("central_platform")}
    assert ours - set(tables.TABLES) == stay
