"""Exit codes (the same table as the kiosk's)."""

OK = 0
UNFINISHED = 2
DAMAGED = 3
USAGE = 64
BAD_INPUT = 65
AWAY = 69
IO = 74
DENIED = 77
CONFIG = 78
