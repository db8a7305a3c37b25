"""Puts the pictures of every page together on one sheet a look, each with the name of its scene: `sheets.py FROM TO`."""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

PAPER, INK = "#FFFFFF", "#1C1712"
FONT = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
WIDTH, GAP, NAME = 2160, 24, 34
LYING, UPRIGHT = 5, 8
"""Pictures in a row."""
COLOURS = 128
"""The design is flat, and a repository should stay small."""


def sheet(pictures: list[Path]) -> Image.Image:
    """All pictures in rows, in the order of the scenes."""
    wide, high = Image.open(pictures[0]).size
    across = LYING if wide > high else UPRIGHT
    width = (WIDTH - (across + 1) * GAP) // across
    height = width * high // wide
    rows = -(-len(pictures) // across)
    page = Image.new("RGB", (WIDTH, GAP + rows * (height + NAME + GAP)), PAPER)
    draw, font = ImageDraw.Draw(page), ImageFont.truetype(FONT, 22)
    for number, file in enumerate(pictures):
        x = GAP + number % across * (width + GAP)
        y = GAP + number // across * (height + NAME + GAP)
        draw.text((x, y), file.name.split("-portrait")[0].split("-landscape")[0], INK, font)
        page.paste(Image.open(file).convert("RGB").resize((width, height), Image.Resampling.LANCZOS), (x, y + NAME))
    return page.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)


def main() -> None:
    taken, to = map(Path, sys.argv[1:])
    for folder in sorted(path for path in taken.iterdir() if path.is_dir()):
        pictures = sorted(folder.glob("*.png"), key=lambda file: file.stat().st_mtime_ns)
        sheet(pictures).save(to / f"pages-{folder.name}.png", optimize=True)


if __name__ == "__main__":
    main()
