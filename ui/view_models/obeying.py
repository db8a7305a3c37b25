"""What the whole kiosk does when it is told to, on whatever page: one place for all spoken commands of the furniture."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.view_models.app import AppViewModel
    from ui.view_models.voice import VoiceViewModel

OPENS = {
    "help": "help",
    "person": "person",
    "report": "report-what",
    "status": "code",
    "notice": "notice",
    "find": "families",
    "ways": "ways",
    "newcomer": "newcomer",
}


def obedience(app: AppViewModel, voice: VoiceViewModel, reply: Callable[[str], None]) -> dict[str, Callable[[], None]]:
    """Command name → what it does."""
    acts: dict[str, Callable[[], None]] = {name: _opens(app, page) for name, page in OPENS.items()}
    acts |= {
        "home": app.home,
        "back": app.back,
        "bigger": app.bigger,
        "smaller": app.smaller,
        "theme": app.changeColours,
        "lang": app.changeLanguage,
        "louder": lambda: voice.step_volume(+2),
        "quieter": lambda: voice.step_volume(-2),
        "slower": lambda: voice.step_rate(-1),
        "faster": lambda: voice.step_rate(+1),
        "again": voice.again,
        "pause": voice.pause,
        "resume": voice.resume,
        "read": app.readAsked.emit,
        "silver": lambda: app.enter("silver"),
        "normal": lambda: app.enter("normal"),
        "assisted": lambda: app.enter("assisted"),
        "words_only": app.toggleWordsOnly,
        "lower": app.toggleLow,
        "stay": app.stay,
        "finished": lambda: app.end(farewell=True),
        "who": lambda: reply("who"),
        "thanks": lambda: reply("thanks"),
    }
    return acts


def _opens(app: AppViewModel, page: str) -> Callable[[], None]:
    return lambda: app.open(page, "")
