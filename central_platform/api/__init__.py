"""The HTTP surface kiosks speak to."""
