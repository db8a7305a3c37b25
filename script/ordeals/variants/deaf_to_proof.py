"""The platform does not look at what a kiosk proves: a restore nobody told it of stays unnoticed."""

from central_platform.feed.keys import Keyring

Keyring.ours = lambda self, kind, thing: None  # type: ignore[method-assign]
