"""Receipt numbers: the check digit, the way they are shown, and what a person may type for one. Pure."""

from __future__ import annotations

DIGITS = 9
GROUP = 3

# H. M. Damm's totally anti-symmetric quasigroup of order 10 (dissertation, Marburg 2004):
# it notices every single wrong digit and every swap of two neighbours.
_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)


def check_digit(digits: str) -> str:
    """The Damm digit that belongs behind `digits`; with it appended the sum over all is 0."""
    interim = 0
    for digit in digits:
        interim = _DAMM[interim][int(digit)]
    return str(interim)


def valid(code: str) -> bool:
    """True for nine ASCII digits whose last one is right. Knows nothing of who leased the number."""
    return len(code) == DIGITS and code.isascii() and code.isdigit() and check_digit(code) == "0"


def grouped(code: str) -> str:
    """The number as shown and read: "417 093 568". Also takes a number half typed."""
    return " ".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def typed(text: str) -> str:
    """What a person typed, without the blanks and hyphens people put between groups."""
    return "".join(char for char in text if char not in " -　\t\n")
