"""How words sound: their phones, asked from espeak-ng alone and inside sentences, homographs by pypinyin's phrases."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from pypinyin import Style, lazy_pinyin

from demo_model.speech import BASE_VOICE, pronounce, say

Lexicon = dict[str, tuple[tuple[str, ...], ...]]
"""The pronunciations of each word, the commonest first."""

BRITISH = "en-gb-x-rp"
HEARD_AT_LEAST = 3
"""Times a form must occur within sentences to become a pronunciation of its word."""
FORMS = 3
"""Pronunciations a word may have."""


def mandarin(words: Iterable[str]) -> Lexicon:
    """As espeak reads the hanzi, and as the kiosk's mouth says them: 银行 is "yin xing" to espeak, "yin hang" to people."""
    voice = BASE_VOICE["zh"]
    lexicon = {}
    for word in words:
        written = pronounce(word, voice)
        read_aloud = pronounce(" ".join(lazy_pinyin(word, style=Style.TONE3)), voice)
        lexicon[word] = tuple(dict.fromkeys(form for form in (written, read_aloud) if form))
    return {word: forms for word, forms in lexicon.items() if forms}


def english(words: Sequence[str], sentences: Sequence[str]) -> Lexicon:
    """As espeak says the word alone, and the reduced forms it uses in sentences (the, to, a), in both accents."""
    forms: dict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
    known = frozenset(words)
    for voice, weight in ((BASE_VOICE["en"], 2), (BRITISH, 1)):
        for word in words:
            forms[word][pronounce(word, voice)] += HEARD_AT_LEAST * weight
        for sentence in sentences:
            spoken = say(sentence, voice).words
            if [sentence[w.offset : w.offset + w.length] for w in spoken] != sentence.split():
                continue  # espeak runs some words together: nothing to learn from this one
            for word in spoken:
                name = sentence[word.offset : word.offset + word.length]
                if name in known and word.phones:
                    forms[name][word.phones] += 1
    return {
        word: tuple(form for form, times in forms[word].most_common(FORMS) if form and times >= HEARD_AT_LEAST)
        for word in words
    }
