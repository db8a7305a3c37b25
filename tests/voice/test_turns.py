"""When a turn is over: the table of silences, and the ways people break it."""

from __future__ import annotations

import pytest

from voice.turns import LIMIT_S, Moment, TurnTaking

BLOCK_S = 0.1
LAG_BLOCKS = 3
"""The recogniser knows a word this much later than it was said."""


def play(turn: TurnTaking, script, to_end: float = 40.0):
    """Plays (seconds, loud, words, whole command) parts, then silence; the reason and the second at which it ended."""
    blocks = []
    for seconds, loud, words, whole in script:
        blocks += [(loud, words, whole)] * round(seconds / BLOCK_S)
    words, whole = "", False
    late = [("", False)] * LAG_BLOCKS + [(words, whole) for _, words, whole in blocks]
    for number in range(round(to_end / BLOCK_S)):
        loud = blocks[number][0] if number < len(blocks) else False
        words, whole = late[min(number, len(late) - 1)]
        over = turn.hear(Moment(BLOCK_S, loud, words, whole))
        if over:
            return over, round(turn.now, 1)
    return None, turn.now


def said(words, seconds=1.0, whole=False):
    return (seconds, True, words, whole)


def pause(seconds, words="", whole=False):
    return (seconds, False, words, whole)


@pytest.mark.parametrize(
    ("turn", "slow", "silence", "together"),
    [
        ("question", False, 0.3, True),
        ("question", False, 1.0, True),
        ("question", False, 1.8, True),
        ("question", False, 2.1, True),
        ("question", False, 2.5, False),
        ("command", False, 1.8, True),
        ("command", False, 2.5, False),
        ("words", False, 2.3, True),
        ("words", False, 2.8, False),
        ("question", True, 3.3, True),
        ("words", True, 3.3, True),
        ("words", True, 3.8, False),
    ],
)
def test_a_pause_inside_a_sentence_stays_one_turn(turn, slow, silence, together):
    taking = TurnTaking(turn, slow)
    script = [pause(0.5), said("我要"), pause(silence, "我要"), said("我要办居住证", 1.5)]
    over, at = play(taking, script)
    assert over == "silence"
    assert (at > 1.5 + silence + 1.5) is together


@pytest.mark.parametrize(
    ("turn", "slow", "wait_s"), [("question", False, 2.2), ("words", False, 2.5), ("words", True, 3.5)]
)
def test_the_turn_ends_its_pause_after_the_last_word(turn, slow, wait_s):
    over, at = play(TurnTaking(turn, slow), [pause(0.5), said("路灯坏了", 2.0)])
    assert over == "silence"
    assert at == pytest.approx(2.5 + wait_s, abs=0.15)


@pytest.mark.parametrize("slow", [False, True])
def test_a_whole_command_needs_no_long_pause(slow):
    over, at = play(TurnTaking("question", slow), [pause(0.5), said("对", 0.4, True)])
    assert over == "command"
    assert at == pytest.approx(0.9 + 0.8, abs=0.15)


def test_a_command_that_goes_on_is_no_command_yet():
    script = [pause(0.3), said("帮助", 0.5, True), pause(0.4, "帮助", True), said("帮助我办居住证", 1.5)]
    over, at = play(TurnTaking("question"), script)
    assert over == "silence"
    assert at > 2.7 + 2.0


def test_somebody_who_makes_a_sound_has_not_ended():
    humming = [pause(0.3), said("我要"), (2.0, True, "我要", False), said("我要办", 0.5)]
    over, at = play(TurnTaking("question"), humming)
    assert over == "silence"
    assert at == pytest.approx(3.8 + 2.2, abs=0.15)


def test_noise_without_words_keeps_no_turn_open_for_ever():
    over, at = play(TurnTaking("question"), [pause(0.3), said("我要"), (60.0, True, "我要", False)], 60.0)
    assert over == "silence"
    assert at < 6.5


def test_noise_after_a_command_does_not_hold_it_for_long():
    over, at = play(TurnTaking("question"), [pause(0.3), said("返回", 0.5, True), (60.0, True, "返回", True)], 60.0)
    assert over == "command"
    assert at < 2.5


def test_nobody_speaks():
    over, at = play(TurnTaking("question"), [])
    assert (over, round(at)) == ("silent", 10)


def test_a_cough_is_nobody_speaking_but_a_sentence_not_understood_is_somebody():
    assert play(TurnTaking("question"), [pause(2.0), (0.4, True, "", False)])[0] == "silent"
    assert play(TurnTaking("question"), [pause(2.0), (2.5, True, "", False)])[0] == "silence"


def test_who_begins_in_the_tenth_second_is_heard():
    over, at = play(TurnTaking("question"), [pause(9.9), said("我要办居住证", 2.0)])
    assert over == "silence"
    assert at > 11.9


@pytest.mark.parametrize("turn", ["question", "words"])
def test_the_longest_turn(turn):
    """Somebody who never stops: new words every second."""
    taking, over = TurnTaking(turn), None
    while over is None:
        over = taking.hear(Moment(BLOCK_S, True, "话" * (int(taking.now) + 1)))
    assert (over, round(taking.now)) == ("limit", LIMIT_S[turn])


def test_wait_gives_five_more_seconds():
    taking = TurnTaking("question")
    for number in range(60):
        if number == 30:
            taking.wait()
        over = taking.hear(Moment(BLOCK_S, number < 10, "我要"))
        assert over is None, f"ended at {taking.now:.1f} s"
    for _ in range(30):
        over = over or taking.hear(Moment(BLOCK_S, False, "我要"))
    assert over == "silence"
    assert taking.now >= 8.0


def test_wait_before_the_first_word_counts_too():
    taking = TurnTaking("question")
    over = None
    while over is None:
        if abs(taking.now - 9.0) < 0.05:
            taking.wait()
        over = taking.hear(Moment(BLOCK_S, False, ""))
    assert (over, round(taking.now)) == ("silent", 14)


def test_the_sound_counts_from_the_first_word():
    taking = TurnTaking("question")
    play(taking, [pause(3.0), said("我要", 1.0)])
    assert taking.began_at == pytest.approx(2.9, abs=0.25)
