"""Ears, meaning and mouth, without Qt."""
