"""Loads the known-bad variant named by KNOWN_BAD into every Python process that has this folder on its path.

A variant is the real program with one protection taken away, for an ordeal that must notice. The program itself has no
switch for it.
"""

import importlib
import os

importlib.import_module(os.environ["KNOWN_BAD"])
