"""Remembers no start: it never says that it was cut off, and never takes to safe mode."""

from kiosk import starts
from kiosk.__main__ import main

if __name__ == "__main__":
    starts.Starts.begin = lambda self: starts.Start()
    main()
