"""Whatever claims to be newer is believed, whoever has signed it."""

import json

from central_platform.feed.keys import Keyring

ours = Keyring.ours


def unverified(self: Keyring, kind: str, thing: object) -> object:
    try:
        said = json.loads(thing["signed"])  # type: ignore[index]
    except (KeyError, TypeError, ValueError):
        return None
    wanted = "head" if kind == "pointer" else "outcome"
    return said if isinstance(said, dict) and wanted in said else None


Keyring.ours = unverified  # type: ignore[method-assign, assignment]
