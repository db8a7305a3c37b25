"""Following a report by its number: slips are told at once, then the platform is asked, then what is known here."""

import pytest

from kiosk.shoot import SAMPLE_RECEIPT, SAMPLE_STORY, settle
from offline_cache.faults import StoreBroken
from offline_cache.records import NoStory, Opened, Step, Story
from ui.view_models.progress import steps_of


def typed(hand, digits):
    hand.go(lambda kiosk: kiosk.app.open("code", ""))
    for digit in digits:
        hand.press(f"key-{digit}")
    hand.press("key-act")


class Asked:
    """Stands where the platform is and counts the questions."""

    def __init__(self, hand, answer):
        self.numbers = []
        link = hand.kiosk.progress._link

        def ask(receipt):
            self.numbers.append(receipt)
            link.told.emit(receipt, answer)

        link.ask = ask


def test_the_story_of_a_report(hand):
    typed(hand, "417093568")
    assert hand.page == "story"
    shown = hand.texts()
    assert {"已下单", "已接单", "办理中", "办好了", "锦园3栋 路灯坏了", "师傅明天上午来换灯。"} <= set(shown)


def test_who_has_opened_what_was_said_is_shown_and_not_said_unasked(hand):
    typed(hand, SAMPLE_RECEIPT)
    assert "社区工作人员11月22日看过您说的话。" in hand.texts()
    assert "看过" not in "".join(hand.speaker.said[-1])


@pytest.mark.parametrize(
    ("opened", "fresh", "words"),
    [
        ((), True, "还没有人打开过您说的话。"),
        (
            (Opened("接单员", "2026-07-03T09:00:00+08:00"), Opened("接单员", "2026-07-05T09:00:00+08:00")),
            True,
            "社区工作人员7月5日看过您说的话。一共2次。",
        ),
        ((), False, None),
    ],
)
def test_nobody_several_and_not_known(hand, opened, fresh, words):
    steps = (Step("filed", "2026-07-01T09:00:00+08:00"),)
    Asked(hand, Story(SAMPLE_RECEIPT, "filed", steps, None, None, fresh=fresh, opened=opened))
    typed(hand, SAMPLE_RECEIPT)
    said = [text for text in hand.texts() if "您说的话" in text]
    assert said == ([words] if words else [])


def test_in_large_letters_it_is_asked_for_and_then_said(hand):
    typed(hand, SAMPLE_RECEIPT)
    hand.go(lambda kiosk: kiosk.app.bigger())
    hand.press("story-seen")
    assert "工作人员11月22日看过。" in hand.texts() and hand.speaker.said[-1] == ["工作人员11月22日看过。"]
    hand.press("story-person")
    assert hand.page == "person"


def test_a_slip_is_told_before_anything_is_asked(hand):
    asked = Asked(hand, NoStory("unknown"))
    typed(hand, "417093567")
    assert hand.page == "code" and not asked.numbers
    assert "这个号好像差一个数字，请再看看。" in hand.texts()
    assert hand.speaker.said[-1] == ["这个号好像差一个数字，请再看看。"]


def test_too_few_digits_are_told(hand):
    asked = Asked(hand, NoStory("unknown"))
    typed(hand, "41709")
    assert "还不到九个数字，请接着按。" in hand.texts() and not asked.numbers


@pytest.mark.parametrize(
    ("why", "words"),
    [("unknown", "没有找到这个号。请再看看，或者叫人。"), ("offline", "网还没通，这个号现在查不到。")],
)
def test_what_cannot_be_found_is_told_and_a_person_is_offered(hand, why, words):
    Asked(hand, NoStory(why))
    typed(hand, "417093568")
    assert words in hand.texts()
    hand.press("code-person")
    assert hand.page == "person"


def test_without_network_the_last_known_word_is_shown(hand):
    Asked(hand, NoStory("offline"))
    hand.kiosk.progress._ledger.story = lambda receipt: Story(
        receipt, "filed", (Step("filed", "2026-11-23T09:00:00+08:00"),), None, None, "noise", None, fresh=False
    )
    typed(hand, "417093568")
    assert hand.page == "story"
    assert any("这是上次知道的" in text for text in hand.texts())


def test_trying_numbers_at_random_is_paused(hand):
    asked = Asked(hand, NoStory("unknown"))
    for _ in range(5):
        hand.go(lambda kiosk: kiosk.app.open("code", ""))
        typed(hand, "417093568")
    assert "请歇一分钟再试，或者叫人。" in hand.texts()
    hand.go(lambda kiosk: kiosk.progress.digit("1"))
    assert hand.kiosk.progress.property("digits") == ""
    assert len(asked.numbers) == 5


def test_an_answer_that_comes_too_late_opens_nothing(hand):
    link = hand.kiosk.progress._link
    link.ask = lambda receipt: None
    typed(hand, "417093568")
    hand.press("home")
    hand.go(lambda kiosk: kiosk.app.end())
    link.told.emit("417093568", SAMPLE_STORY)
    settle(hand.kiosk)
    assert hand.page == "rest"


def test_what_is_done_may_be_rated_once(hand):
    rated = []
    hand.kiosk.progress._outbox.feedback = lambda about, word: rated.append((about, word))
    Asked(hand, Story("417093568", "done", (Step("filed", "2026-11-21T09:00:00+08:00"),), None, None))
    typed(hand, "417093568")
    assert hand.speaker.said[-1][-1] == "您看满意吗？"
    hand.press("story-unfixed")
    assert not hand.shows("story-good")
    hand.go(lambda kiosk: kiosk.progress.rate("good"))
    assert rated == [("417093568", "unfixed")]


def test_a_broken_outbox_is_no_story_and_no_crash(hand):
    def broken(receipt):
        raise StoreBroken("damaged", "outbox.db")

    hand.kiosk.progress._ledger.story = broken
    Asked(hand, NoStory("offline"))
    typed(hand, "417093568")
    assert "网还没通，这个号现在查不到。" in hand.texts()


@pytest.mark.parametrize(
    ("status", "stages"),
    [
        ("filed", ["now", "later", "later", "later"]),
        ("started", ["done", "done", "now", "later"]),
        ("done", ["done", "done", "done", "done"]),
    ],
)
def test_the_path_shows_what_was_is_and_comes(status, stages):
    story = Story("417093568", status, (Step("filed", "2026-11-21T09:00:00+08:00"),), None, None)
    assert [step.stage for step in steps_of(story)] == stages


@pytest.mark.parametrize("status", ["explained", "withdrawn", "merged", "reopened"])
def test_a_side_way_has_its_own_disc(status):
    history = (Step("filed", "2026-11-21"), Step("taken", "2026-11-22"), Step(status, "2026-11-23"))
    steps = steps_of(Story("417093568", status, history, None, None))
    assert status in [step.status for step in steps] and len(steps) <= 4


def test_who_goes_on_without_waiting_is_not_called_back(hand):
    """A slow network once took people from the page they were on to a story they had given up."""
    link = hand.kiosk.progress._link
    link.ask = lambda receipt: None
    typed(hand, "417093568")
    hand.press("home")
    link.told.emit("417093568", SAMPLE_STORY)
    settle(hand.kiosk)
    assert hand.page == "home"
