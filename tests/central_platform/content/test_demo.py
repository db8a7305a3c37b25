"""Loading the demo content: everything reaches the feed, once, and what staff changed stays."""

from central_platform.content import demo as demo_content
from central_platform.content.models import Service


def test_every_item_of_the_packaged_snapshot_is_in_the_feed_with_the_same_body(demo, in_feed, packaged):
    assert in_feed() == packaged


def test_a_second_load_adds_nothing_and_leaves_what_staff_changed(demo, head):
    service = Service.objects.get(slug="yb-jumin")
    service.name_zh = "交医保"
    service.save_revision().publish()
    before = head()
    assert demo_content.load() == 0
    assert head() == before
    assert Service.objects.get(slug="yb-jumin").name_zh == "交医保"


def test_every_item_has_a_history_to_go_back_to(demo):
    for service in Service.objects.all():
        assert service.latest_revision_id == service.live_revision_id is not None
    again = Service.objects.get(slug="yb-jumin").latest_revision.as_object()
    assert next(step.text_zh for step in again.steps.all()).startswith("带身份证到1号窗口")
