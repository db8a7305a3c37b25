"""Numbered changes, signed files and the scheduler: how content reaches the kiosks."""
