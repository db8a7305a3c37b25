"""The whole platform in open form, out into files and into an empty platform; never a key or a password (ADR 0036)."""
