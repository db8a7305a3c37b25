"""No child is asked whether it lives: one that is stopped is believed for ever."""

from kiosk import helpers
from kiosk.__main__ import main

if __name__ == "__main__":
    helpers.Child._ping = lambda self: None
    main()
