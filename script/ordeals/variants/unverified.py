"""No signature is verified, on either side: what is signed is believed, whoever has signed it."""

import os

if os.environ.get("PLATFORM_DATA_DIR"):
    from central_platform import crypto

    crypto.verify = lambda kind, thing, public: thing.get("signed") if isinstance(thing, dict) else None
else:
    from offline_cache import sealing

    def opened(kind: str, thing: object, public: bytes) -> dict[str, object]:
        signed = thing.get("signed") if isinstance(thing, dict) else None
        return sealing.parsed(signed if isinstance(signed, str) else "")

    def opened_by(kind: str, thing: object, signers: object) -> dict[str, object]:
        return opened(kind, thing, b"")

    sealing.opened, sealing.opened_by = opened, opened_by
