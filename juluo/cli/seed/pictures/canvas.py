"""A sheet of paper and the few strokes that the pictures need. Sizes are in units of a sheet 1200 wide."""

import math
import random
from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageDraw, ImageFilter

type Point = tuple[float, float]

WIDTH, HEIGHT = 1200, 900
KEPT = (960, 720)
FINE = 1.2
"""Drawn larger and shrunk: smooth edges."""

PAPER, SUN, GOLD = "#f3ecdf", "#d9774a", "#c9a063"
INK, PINE, MOSS, LEAF, MIST = "#26332c", "#2f4b3c", "#5d7a5f", "#8aa67c", "#c9d3c2"
CLAY, RUST, TEA, AMBER, SNOW = "#8a5a44", "#a5502f", "#6b3d22", "#c4803c", "#fbf8f1"
NIGHT, CELADON, PORCELAIN = "#1f2a33", "#a9c4b4", "#e9ece6"


class Canvas:
    def __init__(self, top: str, bottom: str, *, seed: int = 1) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - drawing, not secrets
        self.image = _gradient(top, bottom)
        self.draw = ImageDraw.Draw(self.image)

    def disc(self, at: Point, radius: float, colour: str) -> None:
        self.oval(at, radius, radius, colour)

    def oval(self, at: Point, wide: float, high: float, colour: str) -> None:
        box = [(at[0] - wide) * FINE, (at[1] - high) * FINE, (at[0] + wide) * FINE, (at[1] + high) * FINE]
        self.draw.ellipse(box, fill=colour)

    def shape(self, points: Sequence[Point], colour: str) -> None:
        self.draw.polygon([(x * FINE, y * FINE) for x, y in points], fill=colour)

    def stroke(self, points: Sequence[Point], colour: str, width: float) -> None:
        self.draw.line([(x * FINE, y * FINE) for x, y in points], fill=colour, width=round(width * FINE), joint="curve")
        for end in (points[0], points[-1]):
            self.disc(end, width / 2, colour)

    def box(self, corner: Point, size: Point, colour: str, radius: float = 0) -> None:
        x, y = corner[0] * FINE, corner[1] * FINE
        area = [x, y, x + size[0] * FINE, y + size[1] * FINE]
        self.draw.rounded_rectangle(area, radius * FINE, fill=colour)

    def ridge(self, level: float, height: float, colour: str) -> None:
        """A mountain range across the sheet, its feet below it."""
        shift, waves = self.chance.random() * 9, [(0.9, 0.55), (2.3, 0.3), (5.1, 0.15)]
        points = [
            (x, level - height * sum(part * math.sin(shift + often * x / 190) for often, part in waves))
            for x in range(0, WIDTH + 12, 12)
        ]
        self.shape([(0, HEIGHT), *points, (WIDTH, HEIGHT)], colour)

    def mist(self, level: float, thickness: float) -> None:
        """A soft white band."""
        veil = Image.new("L", self.image.size, 0)
        band = ImageDraw.Draw(veil)
        for _each in range(9):
            x, y = self.chance.uniform(0, WIDTH) * FINE, (level + self.chance.uniform(-0.4, 0.4) * thickness) * FINE
            wide = self.chance.uniform(180, 420) * FINE
            band.ellipse([x - wide, y - thickness * FINE / 3, x + wide, y + thickness * FINE / 3], fill=150)
        veil = veil.filter(ImageFilter.GaussianBlur(24 * FINE))
        self.image.paste(Image.new("RGB", self.image.size, SNOW), mask=veil)

    def leaf(self, at: Point, length: float, angle: float, colour: str) -> None:
        """A tea leaf, pointing at `angle` (degrees)."""
        turn, points = math.radians(angle), []
        for step in range(41):
            part = step / 20 if step <= 20 else (40 - step) / 20  # noqa: PLR2004 - there and back
            side = 1 if step <= 20 else -1  # noqa: PLR2004 - there and back
            along, across = part * length, side * math.sin(math.pi * part) * length * 0.19
            points.append((along, across))
        self.shape([_turned(at, point, turn) for point in points], colour)

    def steam(self, at: Point, height: float, colour: str = SNOW) -> None:
        for shift in (-34, 0, 34):
            rise = [(at[0] + shift + 14 * math.sin(step / 3 + shift), at[1] - step * height / 16) for step in range(17)]
            self.stroke(rise, colour, 5)

    def png(self) -> bytes:
        small = self.image.resize(KEPT, Image.Resampling.LANCZOS)
        encoded = BytesIO()
        small.save(encoded, "PNG", compress_level=0)
        return encoded.getvalue()


def _turned(at: Point, point: Point, turn: float) -> Point:
    x, y = point
    return at[0] + x * math.cos(turn) - y * math.sin(turn), at[1] + x * math.sin(turn) + y * math.cos(turn)


def _gradient(top: str, bottom: str) -> Image.Image:
    line = Image.linear_gradient("L").resize((round(WIDTH * FINE), round(HEIGHT * FINE)))
    size = line.size
    return Image.composite(Image.new("RGB", size, bottom), Image.new("RGB", size, top), line)
