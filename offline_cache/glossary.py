"""Which hard words a text uses, and which one somebody asks the meaning of. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from offline_cache.records import Heard, Term

_ASKS = (
    re.compile(
        r"^(?:那个|这个)?(?P<word>.+?)(?:的意思|这个词|这三个字|这两个字)?(?:到底|究竟)?(?:是|算)?(?:个|一个)?(?:什么|啥子|啥)(?:个)?(?:意思|东西|名堂)?$"
    ),
    re.compile(r"^(?:什么|啥子|啥)(?:叫|是|叫做|叫个)(?:做)?(?P<word>.+)$"),
    re.compile(r"^(?:怎么|咋个|咋)(?:讲|理解|解释)(?P<word>.+)$"),
    re.compile(r"^(?:解释|讲)(?:一下|一哈|下)?(?P<word>.+)$"),
    re.compile(r"^what (?:is|are|does|do) (?:the |an? )?(?P<word>.+?)(?: mean)?$"),
)
_POLITE = re.compile(
    r"^(?:请问|我想问|问一下|我问|想问|你说|麻烦|请|一下|哈|呃|嗯|那|excuse me|please)+|(?:呀|啊|嘛|呢|吧|哦|哟|喃|的|了|please)+$"
)
_MARKS = re.compile(r"[^\w\u4e00-\u9fff]+")


def used(terms: Iterable[Term], texts: Iterable[str]) -> tuple[Term, ...]:
    """The terms that stand in Chinese texts, in the order in which they are met; of two at one place the longer."""
    by_form = {form: term for term in terms for form in term.called}
    if not by_form:
        return ()
    longest_first = sorted(map(re.escape, by_form), key=len, reverse=True)
    met = re.compile("|".join(longest_first)).findall("\n".join(texts))
    return tuple({by_form[form].id: by_form[form] for form in met}.values())


def words_asked(ways: Sequence[Heard]) -> tuple[str, ...]:
    """The words whose meaning a question may ask for, likeliest first: "统筹是什么意思" → 统筹; none of other questions."""
    texts = [_bare(way.text) for way in sorted(ways, key=lambda way: -way.score)]
    met = (pattern.match(text) for text in texts for pattern in _ASKS)
    return tuple(dict.fromkeys(one["word"].strip() for one in met if one))


def named(terms: Iterable[Term], words: Sequence[str]) -> Term | None:
    """The term that is called by one of the words, the first of them that is known."""
    by_name = {name: term for term in terms for name in (*map(_bare, term.called), _bare(term.word.en))}
    return next((by_name[word] for word in words if word in by_name), None)


def _bare(text: str) -> str:
    """Without marks, polite words and capitals."""
    bare = " ".join(_MARKS.sub(" ", unicodedata.normalize("NFKC", text).lower()).split())
    return _POLITE.sub("", bare).strip()
