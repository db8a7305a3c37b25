"""Which espeak-ng variants speak in training, which two choose the settings, and which ten are kept for the test."""

from __future__ import annotations

from demo_model.speech import BASE_VOICE

KEPT_OUT = ("m4", "f4", "m5", "Annie", "Michael", "ed", "grandpa", "victor", "Hugo", "adam")
"""Never heard in training nor when settings are chosen; every published figure is theirs."""

ASIDE = ("paul", "linda")
"""Not trained on either: settings (beams, prices, scales) are chosen by them."""

TRAINING = tuple(
    """
    Alex Alicia Andrea Andy AnxiousAndy Denis Diogo Gene Gene2 Henrique Jacky Lee Marco Mario Mike Nguyen
    RicishayMax RicishayMax2 RicishayMax3 Storm anika announcer antonio aunty belinda benjamin boris caleb david
    edward edward2 f1 f2 f3 f5 fast grandma gustave iven iven2 iven3 iven4 john kaukovalta klatt klatt2 klatt3 klatt4
    klatt5 klatt6 m1 m2 m3 m6 m7 m8 marcelo max michel miguel norbert pablo pedro quincy rob robert sandro shelby
    steph steph2 steph3 travis zac
    """.split()
)
"""Every other variant but the whispers, the croak and the robots, which no resident resembles."""

PLAIN_SHARE = 0.06
"""How often the voice speaks without a variant, as the kiosk's own mouth does."""

ACCENTS = {"zh": (("cmn-latn-pinyin", 1.0),), "en": (("en-us", 0.7), ("en-gb-x-rp", 0.2), ("en-us-nyc", 0.1))}
"""Base voices of a language and their share of the training."""


def named(lang: str, variant: str, base: str | None = None) -> str:
    """The espeak name of a variant in a language; "" is the plain voice."""
    voice = base or BASE_VOICE[lang]
    return f"{voice}+{variant}" if variant else voice
