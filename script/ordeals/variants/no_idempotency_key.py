"""Each try sends a report under a ref of its own: the platform cannot tell a second try from a second report."""

import json
import uuid

from offline_cache import sealing
from offline_cache.exchange import Exchange

sent = Exchange.envelopes


def under_new_refs(self: Exchange, things: list[dict[str, str]]) -> object:
    own, anew = {}, []
    for thing in things:
        claim = json.loads(thing["signed"])
        ref = str(uuid.uuid4())
        own[ref] = claim["ref"]
        signed = self.who.key.sign("envelope", sealing.compact(claim | {"ref": ref}), self.who.device_id)
        anew.append(signed | {"sealed": thing["sealed"]})
    said = sent(self, anew)
    if isinstance(said, list):
        return [(thing, one | {"ref": own[one["ref"]]}) for thing, one in said]
    return said


Exchange.envelopes = under_new_refs  # type: ignore[method-assign, assignment]
