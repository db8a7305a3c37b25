"""How many things a page asks a resident to weigh: six at most.

A choice is a button of the page that leads somewhere of its own. Not counted, because nobody weighs them against
each other: the ten keys of the furniture (the same on every page, learnt once), the pager (more of the same), and the
keys of a keypad or keyboard (one instrument, used together to write one answer).
"""

from __future__ import annotations

from audit.glass import Glass

MOST_CHOICES = 6
NOT_CHOICES = ("pager-", "key-", "letter-", "check-next", "check-previous")


def check(glass: Glass) -> None:
    choices = [target for target in glass.own if not target.objectName().startswith(NOT_CHOICES)]
    if len(choices) > MOST_CHOICES:
        glass.say("choices", "page", f"{len(choices)}: {[glass.label(choice) for choice in choices]}")
