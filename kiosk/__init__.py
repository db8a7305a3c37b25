"""The machine in the hall: command line, wiring, settings, rest, health."""
