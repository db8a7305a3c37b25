"""From trained sounds and the words of the content to a model folder: the quick half, run again whenever words change."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from demo_model import content, folder, graph, lexicon, ngrams, report, vocabulary_en, vocabulary_zh, voices
from demo_model.acoustic import Acoustic

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Choices:
    """What was chosen for a language with the voices aside: n-grams kept, prices of `[unk]`, decoder settings."""

    arcs: int
    settings: folder.Settings


CHOSEN = {
    "zh": Choices(arcs=71_000, settings=folder.Settings(graph.Prices(word=1.5, unknown=1.0, phone=2.5, pairs=0.5))),
    "en": Choices(
        arcs=8_000,
        settings=folder.Settings(
            graph.Prices(word=0.5, unknown=1.0, phone=2.5, pairs=0.5),
            acoustic_scale=0.6,
            prior_power=1.0,
            silence_prior=0.3,
        ),
    ),
}


def build(lang: str, acoustic: Acoustic, out: Path) -> None:
    """The model folder `out` with today's content."""
    texts = content.read(lang)
    vocabulary = (vocabulary_zh if lang == "zh" else vocabulary_en).build(texts)
    spoken = _spoken(lang, vocabulary, acoustic)
    everyday = {word: often for word, often in vocabulary.everyday.items() if word in spoken}
    sentences = [said for said in vocabulary.sentences if spoken.keys() >= set(said[0])]
    model = ngrams.learn(sentences, everyday, CHOSEN[lang].arcs)
    facts = {
        "lang": lang,
        "made": datetime.now(UTC).date().isoformat(),
        "trained_voices": len(voices.TRAINING) + 1,
        "voices_kept_out": list(voices.KEPT_OUT),
        "phones": len(acoustic.phones),
    }
    readme = report.readme(lang, len(spoken), {})
    folder.write(out, acoustic, spoken, sentences, model, CHOSEN[lang].settings, facts, readme)


def note_figures(place: Path, lang: str, figures: Mapping[str, object]) -> None:
    """Write what was measured into the folder's demo.json and README."""
    file = place / "demo.json"
    facts = json.loads(file.read_text(encoding="utf-8")) | {"figures": figures}
    file.write_text(json.dumps(facts, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (place / "README").write_text(report.readme(lang, facts["words"], figures), encoding="utf-8")


def _spoken(lang: str, vocabulary: vocabulary_zh.Vocabulary, acoustic: Acoustic) -> lexicon.Lexicon:
    """The words' pronunciations, without those that need a phone no voice ever spoke in training."""
    if lang == "zh":
        wanted = lexicon.mandarin(vocabulary.everyday)
    else:
        wanted = lexicon.english(list(vocabulary.everyday), [" ".join(words) for words, _ in vocabulary.sentences])
    known = frozenset(acoustic.phones)
    spoken = {word: tuple(form for form in forms if known.issuperset(form)) for word, forms in wanted.items()}
    if lost := [word for word, forms in spoken.items() if not forms]:
        log.warning("%d words need sounds the training never heard: %s", len(lost), " ".join(lost[:20]))
    return {word: forms for word, forms in spoken.items() if forms}
