"""The commands of `central-platform`, one file a subject."""
