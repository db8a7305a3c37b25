"""Finding a service without a microphone or a keyboard: pictures, or first letters; and what when it is gone."""

from offline_cache.catalogue import Catalogue


def test_the_talk_key_is_never_dead(hand):
    hand.press("begin")
    hand.press("speak")
    assert hand.page == "families"
    assert hand.speaker.said[-1] == ["现在不能说话，请用手按。"]
    times = len(hand.speaker.said)
    hand.press("speak")
    assert hand.speaker.said[times:] == [["现在不能说话，请用手按。"]]


def test_every_service_is_reached_by_pictures(hand, data_dir):
    catalogue = Catalogue(data_dir)
    reached = set()
    for family in catalogue.families():
        for kind in catalogue.categories(family.id):
            reached |= {service.id for service in catalogue.services(kind.id)}
    assert reached == {service.id for service in catalogue.services()}
    assert len(reached) == 196


def test_family_kind_service(hand):
    hand.press("begin")
    hand.press("hero")
    hand.press("kinds-seniors")
    hand.press("services-ll")
    row = next(item.objectName() for item in hand.items() if item.objectName().startswith("service-"))
    hand.press(row)
    assert hand.page == "service"


def test_at_most_six_rows_a_leaf_and_all_are_on_some_leaf(hand, data_dir):
    hand.go(lambda kiosk: kiosk.app.open("services", "ll"))
    seen = []
    while True:
        rows = [item.objectName() for item in hand.items() if item.objectName().startswith("service-")]
        assert 1 <= len(rows) <= 6
        seen += rows
        if not hand.shows("pager-next"):
            break
        hand.press("pager-next")
    assert len(seen) == len(set(seen)) == len(Catalogue(data_dir).services("ll"))


def test_first_letters_find(hand):
    hand.go(lambda kiosk: kiosk.app.open("letters", ""))
    for letter in "GLJT":
        hand.press(f"letter-{letter}")
    assert any("高龄津贴" in text for text in hand.texts())
    hand.press("letter-erase")
    assert hand.kiosk.finder.property("letters") == "GLJ"


def test_what_is_gone_leads_on(hand):
    hand.go(lambda kiosk: kiosk.app.open("service", "no-such-service"))
    assert hand.page == "sorry"
    hand.press("sorry-pictures")
    assert hand.page == "families"
