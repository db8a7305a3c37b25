"""How the work goes: what was filed, what became of it, where residents get stuck. Counts only, nobody in them."""
