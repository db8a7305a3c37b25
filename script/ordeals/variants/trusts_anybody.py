"""Whatever answers counts, signed or not: a page of a portal, another platform, a status code. Nothing that was once
taken for delivered is doubted when the platform's epoch is another one."""

from offline_cache import exchange, ledger, sealing
from offline_cache.platform_client import Answered


def opened(kind: str, thing: object, keys: object) -> dict[str, object]:
    return sealing.parsed(thing["signed"])  # type: ignore[index]


def envelopes(self: exchange.Exchange, things: list[dict[str, str]]) -> object:
    answered = self._post("envelopes", {"envelopes": things})
    if not isinstance(answered, Answered):
        return answered
    outcome = "stored" if answered.status == 200 else "refused"
    claims = [sealing.parsed(thing["signed"]) for thing in things]
    return [
        (thing, claim | {"epoch": 1, "outcome": outcome, "why": None})
        for thing, claim in zip(things, claims, strict=True)
    ]


def says_revoked(self: exchange.Exchange, body: bytes) -> bool:
    return True


sealing.opened_by = opened  # type: ignore[assignment]
exchange.Exchange.envelopes = envelopes  # type: ignore[method-assign, assignment]
exchange.Exchange._says_revoked = says_revoked  # type: ignore[method-assign]
ledger.Ledger.offer_again = lambda self, epoch: 0  # type: ignore[method-assign, assignment]
