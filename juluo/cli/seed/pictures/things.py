"""Things of the tea table, each drawn around a point."""

import math

from juluo.cli.seed.pictures import canvas as paint
from juluo.cli.seed.pictures.canvas import Canvas, Point


def bowl(sheet: Canvas, at: Point, wide: float, colour: str, inside: str) -> None:
    """A bowl seen a little from above, its foot below."""
    x, y = at
    rim, depth = wide * 0.24, wide * 0.78
    side = [(x + wide * math.cos(turn), y + depth * math.sin(turn)) for turn in _half()]
    sheet.box((x - wide * 0.36, y + depth * 0.86), (wide * 0.72, depth * 0.2), colour, 10)
    sheet.shape(side, colour)
    sheet.oval(at, wide, rim, colour)
    sheet.oval((x, y + 3), wide * 0.93, rim * 0.86, paint.SNOW)
    sheet.oval((x, y + 8), wide * 0.86, rim * 0.7, inside)


def gaiwan(sheet: Canvas, at: Point, wide: float, colour: str) -> None:
    """A lidded bowl on its saucer."""
    x, y = at
    sheet.oval((x, y + wide * 0.92), wide * 1.3, wide * 0.2, colour)
    sheet.oval((x, y + wide * 0.89), wide * 1.18, wide * 0.15, paint.SNOW)
    side = [(x + wide * math.cos(turn), y + wide * 0.9 * math.sin(turn)) for turn in _half()]
    sheet.shape(side, colour)
    sheet.oval((x, y), wide * 1.04, wide * 0.18, paint.SNOW)
    lid = [(x + wide * 0.88 * math.cos(turn), y - wide * 0.5 * math.sin(turn)) for turn in _half()]
    sheet.shape(lid, colour)
    sheet.oval((x, y), wide * 0.88, wide * 0.12, colour)
    sheet.oval((x, y - wide * 0.52), wide * 0.2, wide * 0.09, colour)


def teapot(sheet: Canvas, at: Point, wide: float, colour: str) -> None:
    x, y = at
    spout = [(0.7, 0.1), (1.15, -0.1), (1.4, -0.42)]
    sheet.stroke([(x + wide * right, y + wide * down) for right, down in spout], colour, wide * 0.2)
    ring = [(x - wide * 0.95 + wide * 0.42 * math.cos(turn / 9), y - wide * 0.02 + wide * 0.42 * math.sin(turn / 9))
            for turn in range(12, 48)]  # fmt: skip
    sheet.stroke(ring, colour, wide * 0.12)
    sheet.oval(at, wide, wide * 0.68, colour)
    sheet.box((x - wide * 0.45, y + wide * 0.5), (wide * 0.9, wide * 0.18), colour, 12)
    sheet.oval((x, y - wide * 0.6), wide * 0.5, wide * 0.13, paint.INK)
    sheet.oval((x, y - wide * 0.64), wide * 0.5, wide * 0.13, colour)
    sheet.disc((x, y - wide * 0.8), wide * 0.12, colour)


def cake(sheet: Canvas, at: Point, radius: float, wrapper: str) -> None:
    """A pressed cake of tea, half out of its paper."""
    sheet.disc((at[0] + 14, at[1] + 18), radius, "#cdb991")
    sheet.disc(at, radius, wrapper)
    for turn in range(0, 360, 12):
        edge = (
            at[0] + radius * 0.98 * math.cos(math.radians(turn)),
            at[1] + radius * 0.98 * math.sin(math.radians(turn)),
        )
        sheet.stroke([at, edge], paint.PAPER, 2)
    sheet.disc(at, radius * 0.8, paint.TEA)
    for _each in range(240):
        way, far = sheet.chance.uniform(0, math.tau), radius * 0.72 * math.sqrt(sheet.chance.random())
        spot = (at[0] + far * math.cos(way), at[1] + far * math.sin(way))
        colour = sheet.chance.choice([paint.CLAY, paint.AMBER, "#4f2c18", "#7d4a2a"])
        sheet.leaf(spot, radius * 0.13, sheet.chance.uniform(0, 360), colour)
    sheet.disc(at, radius * 0.11, "#3b2113")


def tin(sheet: Canvas, corner: Point, size: Point, colour: str) -> None:
    """A tin with a label that has a mountain on it."""
    (x, y), (wide, high) = corner, size
    sheet.box((x, y), (wide, high), colour, 18)
    sheet.box((x - 6, y - high * 0.06), (wide + 12, high * 0.2), colour, 14)
    sheet.box((x - 6, y + high * 0.13), (wide + 12, 5), paint.INK)
    label = (x + wide * 0.16, y + high * 0.32)
    sheet.box(label, (wide * 0.68, high * 0.5), paint.PAPER, 8)
    foot, middle = label[1] + high * 0.4, x + wide / 2
    outline = [(-0.24, 0.0), (-0.06, 0.22), (0.04, 0.1), (0.12, 0.17), (0.24, 0.0)]
    peak = [(middle + wide * right, foot - high * up) for right, up in outline]
    sheet.shape(peak, paint.MOSS)
    sheet.disc((middle + wide * 0.15, label[1] + high * 0.12), wide * 0.06, paint.SUN)


def branch(sheet: Canvas, at: Point, length: float, angle: float) -> None:
    """A twig with two rows of leaves and a bud."""
    turn = math.radians(angle)
    tip = (at[0] + length * math.cos(turn), at[1] + length * math.sin(turn))
    sheet.stroke([at, tip], paint.CLAY, 7)
    for step in range(1, 6):
        part = step / 6
        knot = (at[0] + (tip[0] - at[0]) * part, at[1] + (tip[1] - at[1]) * part)
        for side in (-1, 1):
            colour = sheet.chance.choice([paint.MOSS, paint.PINE, paint.LEAF])
            sheet.leaf(knot, length * 0.3 * (1.15 - part * 0.5), angle + side * 48, colour)
    sheet.leaf(tip, length * 0.24, angle, paint.LEAF)


def _half() -> list[float]:
    """Angles of the lower half of a circle, from right to left."""
    return [math.pi * step / 40 for step in range(41)]
