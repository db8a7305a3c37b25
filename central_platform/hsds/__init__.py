"""The catalogue for other systems: an HSDS 3.x API, read-only, public, nothing of a resident in it."""
