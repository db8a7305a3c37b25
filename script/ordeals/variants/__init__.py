"""Known-bad variants: each module takes one protection away and then runs the real program (`python -m ordeals.variants.X run`)."""
