"""A visit: begun by a touch, led back and home, warned before it ends, and then nothing of it is left."""

import gc
import weakref

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLoggingCategory, QObject, QTimer, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication

from kiosk.qt import swept
from kiosk.rest import Rest, RestTimes
from kiosk.shoot import SCENES, look, settle

CANARY_PHONE = "13987654321"
CANARY_CODE = "417093568"


def test_any_touch_begins_a_visit(hand):
    assert hand.page == "rest"
    hand.press("begin")
    assert hand.page == "home"


def test_back_is_what_was_seen_before(hand):
    hand.press("begin")
    hand.press("tile-families")
    hand.press("kinds-seniors")
    hand.press("services-ll")
    hand.press("pager-next")
    assert hand.kiosk.app.property("leaf") == 1
    for leaf, page in ((0, "services"), (0, "kinds"), (0, "families"), (0, "home"), (0, "home")):
        hand.press("back")
        assert (hand.page, hand.kiosk.app.property("leaf")) == (page, leaf)


def test_home_is_one_press_from_everywhere(hand):
    for page, about in (("service", "ll-gaoling"), ("report-what", ""), ("code", ""), ("person", ""), ("sorry", "")):
        hand.go(lambda kiosk, page=page, about=about: kiosk.app.open(page, about))
        hand.press("home")
        assert hand.page == "home"


def test_what_is_gone_from_the_content_leads_to_a_kind_word(hand):
    hand.go(lambda kiosk: kiosk.app.open("service", "no-such-service"))
    assert hand.page == "sorry"


def test_size_colours_and_language_change_at_once_and_live(hand):
    hand.press("begin")
    hand.press("bigger")
    assert hand.kiosk.app.property("scale") == 1.5
    hand.press("theme")
    assert hand.kiosk.app.property("ground") == "night"
    hand.press("lang")
    assert "How can I help?" in hand.texts()
    hand.press("lang")
    assert "您想办什么事？" in hand.texts()


class Waiting:
    """Nobody touches anything while time passes."""

    def __init__(self, hand, speaking=False):
        self.at = 0.0
        self.hand = hand
        self.speaking = speaking
        times = RestTimes(idle=120, in_report=180, warning=60)
        self.rest = Rest(hand.kiosk.app, lambda: self.speaking, times, lambda: self.at)
        self.rest._timer.stop()

    def wait(self, seconds):
        self.at += seconds
        self.rest.tick()
        settle(self.hand.kiosk)


def test_it_asks_after_two_minutes_and_ends_a_minute_later(hand):
    hand.press("begin")
    waiting = Waiting(hand)
    waiting.wait(119)
    assert hand.page == "home"
    waiting.wait(1)
    assert hand.page == "still"
    waiting.wait(59)
    assert hand.page == "still"
    waiting.wait(1)
    assert hand.page == "rest"


def test_in_a_report_it_waits_three_minutes(hand):
    hand.go(lambda kiosk: kiosk.app.open("report-what", ""))
    waiting = Waiting(hand)
    waiting.wait(179)
    assert hand.page == "report-what"
    waiting.wait(1)
    assert hand.page == "still"


def test_a_touch_brings_the_page_back_as_it_was_without_end(hand):
    hand.go(lambda kiosk: kiosk.app.open("services", "ll"))
    hand.press("pager-next")
    waiting = Waiting(hand)
    for _ in range(25):
        waiting.wait(121)
        assert hand.page == "still"
        waiting.rest.touched()
        settle(hand.kiosk)
        assert (hand.page, hand.kiosk.app.property("leaf")) == ("services", 1)


def test_the_time_before_a_touch_is_no_silence_after_it(hand):
    hand.press("begin")
    waiting = Waiting(hand)
    waiting.at += 119  # nobody looked at the clock
    waiting.rest.touched()
    waiting.wait(119)
    assert hand.page == "home"


def test_the_clock_stands_still_while_it_speaks(hand):
    hand.press("begin")
    waiting = Waiting(hand, speaking=True)
    waiting.wait(1000)
    assert hand.page == "home"


def everything(kiosk):
    """All that is held anywhere a next visitor, or a program of his, could look."""
    window = kiosk.window
    found = [QGuiApplication.clipboard().text()]
    items = [window.contentItem()]
    while items:
        item = items.pop()
        items += item.childItems()
        meta = item.metaObject()
        for number in range(meta.propertyCount()):
            if meta.property(number).typeName() in ("QString", "QStringList"):
                found.append(str(item.property(meta.property(number).name())))
    for model in (
        kiosk.app,
        kiosk.voice,
        kiosk.finder,
        kiosk.report,
        kiosk.progress,
        kiosk.service,
        kiosk.correction,
        kiosk.person,
        kiosk.question,
        kiosk.place,
    ):
        found.append(deep(vars(model)))
        for number in range(model.metaObject().propertyCount()):
            fact = model.metaObject().property(number)
            if not fact.typeName().endswith("*"):
                found.append(str(model.property(fact.name())))
    return "\n".join(found)


def deep(value):
    """Every field of every dataclass, also those that keep out of repr."""
    if isinstance(value, dict):
        return " ".join(f"{key}={deep(item)}" for key, item in value.items())
    if isinstance(value, (list, tuple)):
        return " ".join(map(deep, value))
    if hasattr(value, "__dataclass_fields__"):
        return " ".join(f"{name}={deep(getattr(value, name))}" for name in value.__dataclass_fields__)
    return str(value)


@pytest.fixture
def personal_visit(hand):
    """Somebody left a phone number, filed a report, looked up a number and searched for something."""
    kiosk = hand.kiosk
    hand.go(lambda k: k.app.open("report-what", ""))
    for act, about in (("category", "streetlight"), ("place", "jy"), ("unknown", "jy-3"), ("sentence", "0")):
        hand.go(lambda k, act=act, about=about: k.report.choose(act, about))
    hand.go(lambda k: k.app.open("report-phone", ""))
    for digit in CANARY_PHONE:
        hand.go(lambda k, digit=digit: k.report.digit(digit))
    hand.go(lambda k: k.app.open("code", ""))
    for digit in CANARY_CODE:
        hand.go(lambda k, digit=digit: k.progress.digit(digit))
    hand.go(lambda k: k.progress.find())
    hand.go(lambda k: k.question.ask("孙子打人"))
    QGuiApplication.clipboard().setText(CANARY_PHONE)
    canaries = (CANARY_PHONE, CANARY_CODE, "孙子打人", "路灯不亮", "jy-3")
    held = everything(kiosk)
    for canary in canaries[:3]:
        assert canary in held, "the search for leftovers must be able to find something"
    return canaries


def test_nothing_of_a_visit_is_left(hand, personal_visit):
    hand.go(lambda kiosk: kiosk.app.end())
    held = everything(hand.kiosk)
    assert not [canary for canary in personal_visit if canary in held]
    app, voice = hand.kiosk.app, hand.kiosk.voice
    assert (app.property("scale"), app.property("ground"), app.property("lang")) == (1.0, "paper", "zh")
    assert (voice.property("volume"), voice.property("rate"), voice.property("caption")) == (5, "normal", "")


def test_settings_of_a_visit_end_with_it(hand):
    hand.press("begin")
    for name in ("bigger", "theme", "lang"):
        hand.press(name)
    hand.go(lambda kiosk: kiosk.app.enter("assisted"))
    hand.go(lambda kiosk: kiosk.voice.setVolume(8))
    hand.go(lambda kiosk: kiosk.app.end())
    app = hand.kiosk.app
    facts = [app.property(name) for name in ("scale", "ground", "lang", "entrance")]
    assert facts == [1.0, "paper", "zh", "silver"]
    assert hand.kiosk.voice.property("volume") == 5


def test_what_a_visit_left_in_a_ring_is_taken_away_when_it_ends(hand, qtbot):
    class Left:
        """Something that only a search for garbage finds."""

    left = Left()
    left.itself = left
    gone = weakref.ref(left)
    del left
    gc.disable()
    try:
        hand.press("begin")
        hand.kiosk.app.end()
        qtbot.waitUntil(lambda: gone() is None)
    finally:
        gc.enable()


def test_no_page_changes_by_itself_before_the_visit_is_over(hand):
    """Every clock that runs goes off, but that of the visit: what is shown and asked stays. 叫人 says that nobody came."""
    changed = []
    for name in SCENES.keys() - {"rest", "person"}:
        look(hand.kiosk, "p", "paper", 1, "zh")
        SCENES[name](hand.kiosk)
        before = hand.page, hand.texts()
        for part in vars(hand.kiosk).values():
            for clock in part.findChildren(QTimer) if isinstance(part, QObject) and part is not hand.kiosk.rest else ():
                if clock.isActive():
                    clock.timeout.emit()
        settle(hand.kiosk)
        if (hand.page, hand.texts()) != before:
            changed.append(name)
    assert changed == []


@pytest.fixture
def told_by_qml():
    """QML tells of its heap in the log of Qt, and only when it was asked to before it began."""
    told = []
    QLoggingCategory.setFilterRules("qt.qml.gc.allocatorStats=true")
    before = qInstallMessageHandler(lambda kind, where, words: told.append(words))
    yield told
    qInstallMessageHandler(before)
    QLoggingCategory.setFilterRules("")


def test_a_visit_leaves_nothing_in_the_heap_of_qml(told_by_qml, hand):
    after = []
    for _ in range(3):
        for page in ("home", "families", "letters", "report-what", "code", "help", "sound") * 3:
            hand.go(lambda kiosk, page=page: kiosk.app.open(page, ""))
        hand.go(lambda kiosk: kiosk.app.end())
        for _ in range(2):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            swept(hand.kiosk.engine)
        left = [int(words.split()[-1]) for words in told_by_qml if "Regular item memory after GC" in words]
        after.append(left[-1])
    assert after[2] - after[1] < 500, after
