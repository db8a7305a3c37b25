"""叫人 works without a network: it rings until somebody touches the screen, says where and whom to phone, and counts."""

from PySide6.QtCore import QCoreApplication


def test_it_rings_until_a_touch(hand):
    hand.press("begin")
    hand.press("person")
    assert hand.page == "person" and hand.speaker.ringing
    assert {"请稍等，有人来", "1号窗口", "028-5550-0102"} <= set(hand.texts())
    hand.kiosk.guard.touched.emit()
    assert not hand.speaker.ringing


def test_nobody_speaks_over_the_bell(hand):
    hand.press("begin")
    said = len(hand.speaker.said)
    hand.press("person")
    assert len(hand.speaker.said) == said
    assert hand.kiosk.voice.property("caption") == "请稍等，有人来。"


def test_leaving_stops_the_bell(hand):
    hand.go(lambda kiosk: kiosk.app.open("person", ""))
    assert hand.speaker.ringing
    hand.go(lambda kiosk: kiosk.app.home())
    assert not hand.speaker.ringing


def test_the_call_is_kept_for_the_staff(hand):
    calls = []
    hand.kiosk.person._outbox.call = lambda **about: calls.append(about)
    hand.go(lambda kiosk: kiosk.app.open("person", ""))
    hand.press("call-again")
    assert calls == [{"entrance": "silver", "lang": "zh"}] * 2
    assert hand.kiosk.person.property("calls") == 2


def test_after_a_minute_it_says_to_phone(hand):
    hand.go(lambda kiosk: kiosk.app.open("person", ""))
    assert hand.kiosk.person._patience.interval() == 60_000
    hand.go(lambda kiosk: kiosk.person._patience.timeout.emit())
    assert "现在没人" in hand.texts()
    assert "028-5550-0102" in hand.texts()
    assert not hand.speaker.ringing, "nobody can phone beside a bell"
    assert hand.speaker.said[-1] == ["现在没人。请打电话，号码在屏幕上。"]
    hand.press("call-again")
    assert hand.speaker.ringing and "请稍等，有人来" in hand.texts()


def test_in_danger_it_rings_on(hand):
    hand.go(lambda kiosk: kiosk.app.open("danger", "sick"))
    hand.speaker.finished.emit()
    assert hand.speaker.ringing
    hand.go(lambda kiosk: kiosk.person._patience.timeout.emit())
    assert hand.speaker.ringing


def test_practice_rings_nobody(hand):
    calls = []
    hand.kiosk.person._outbox.call = lambda **about: calls.append(about)
    hand.go(lambda kiosk: kiosk.app.practise(True))
    hand.press("practice-person")
    QCoreApplication.processEvents()
    assert not calls and not hand.speaker.ringing
