"""The pictures by name."""

from collections.abc import Callable

from juluo.cli.seed.pictures import canvas as paint
from juluo.cli.seed.pictures import things
from juluo.cli.seed.pictures.canvas import Canvas

BOUGHS = (
    ([(560, 660), (580, 520), (540, 400), (600, 280)], 34),
    ([(556, 470), (430, 380), (360, 370)], 20),
    ([(566, 430), (700, 330), (800, 340)], 20),
)


def draw(name: str) -> bytes:
    """The picture `name` as PNG; the same name is the same bytes."""
    return SCENES[name]().png()


def morning() -> Canvas:
    """Ranges in the mist, a low sun."""
    sheet = Canvas("#f6e3c8", "#e9efe4", seed=3)
    sheet.disc((860, 300), 92, paint.SUN)
    for level, height, colour in ((470, 90, paint.MIST), (580, 110, "#a3b79f"), (690, 120, paint.MOSS)):
        sheet.ridge(level, height, colour)
        sheet.mist(level + 70, 90)
    sheet.ridge(830, 70, paint.PINE)
    return sheet


def terraces() -> Canvas:
    """Rows of tea on a slope."""
    sheet = Canvas("#dfe9ea", "#f3ecdf", seed=8)
    sheet.ridge(330, 80, paint.MIST)
    sheet.ridge(430, 70, "#a3b79f")
    for row in range(7):
        level = 470 + row * 68
        sheet.ridge(level, 26, (paint.MOSS, paint.PINE)[row % 2])
        for x in range(-20, 1240, 46):
            sheet.oval(
                (x + row % 2 * 23, level + 12 + sheet.chance.uniform(-8, 8)), 34, 24, (paint.LEAF, paint.MOSS)[row % 2]
            )
    return sheet


def old_tree() -> Canvas:
    """One old tree on a rock, the moon behind."""
    sheet = Canvas("#dfe6df", "#f1e8d8", seed=5)
    sheet.disc((640, 330), 220, paint.SNOW)
    sheet.ridge(720, 60, paint.MIST)
    sheet.shape([(120, 900), (300, 690), (520, 640), (760, 670), (980, 760), (1120, 900)], paint.INK)
    for path, width in BOUGHS:
        sheet.stroke(path, "#4a3527", width)
    for x, y in ((600, 250), (500, 300), (360, 350), (440, 260), (720, 280), (810, 320), (640, 200)):
        for _each in range(26):
            spot = (x + sheet.chance.gauss(0, 52), y + sheet.chance.gauss(0, 34))
            colour = sheet.chance.choice([paint.PINE, paint.MOSS, paint.LEAF])
            sheet.leaf(spot, 40, sheet.chance.uniform(0, 360), colour)
    return sheet


def fire() -> Canvas:
    """Charcoal under a bamboo basket: roasting."""
    sheet = Canvas("#3a2a24", "#6b3d22", seed=4)
    for _each in range(60):
        at = (sheet.chance.gauss(600, 170), 720 + sheet.chance.gauss(0, 22))
        sheet.oval(at, 34, 20, sheet.chance.choice(["#241a16", paint.RUST, paint.SUN, "#3b2a22", paint.AMBER]))
    for level, half in ((640, 250), (560, 230), (480, 215), (400, 230), (320, 250)):
        sheet.box((600 - half, level), (2 * half, 62), paint.GOLD, 14)
        for x in range(600 - half + 12, 600 + half - 20, 42):
            sheet.box((x, level + 8), (24, 46), paint.AMBER, 6)
    sheet.oval((600, 322), 250, 50, paint.TEA)
    for _each in range(130):
        spot = (sheet.chance.gauss(600, 100), 318 + sheet.chance.gauss(0, 14))
        sheet.leaf(spot, 36, sheet.chance.uniform(0, 360), sheet.chance.choice(["#3b2113", paint.CLAY, "#2b1a10"]))
    sheet.steam((600, 260), 170, "#d8c3a5")
    return sheet


def tasting() -> Canvas:
    """A long table with bowls in a row."""
    sheet = Canvas("#e8eee6", "#f3ecdf", seed=6)
    sheet.ridge(400, 60, paint.MIST)
    sheet.box((0, 520), (1200, 380), "#b98f64")
    sheet.box((0, 520), (1200, 14), "#8f6a47")
    for x, tea in ((190, paint.AMBER), (460, "#d8a04d"), (740, paint.RUST), (1010, "#e0c079")):
        things.bowl(sheet, (x, 600), 112, paint.PORCELAIN, tea)
    things.branch(sheet, (130, 470), 330, -38)
    return sheet


def gaiwan_of(colour: str, top: str, bottom: str) -> Callable[[], Canvas]:
    def scene() -> Canvas:
        sheet = Canvas(top, bottom, seed=7)
        sheet.disc((860, 300), 170, paint.SNOW)
        sheet.box((0, 690), (1200, 210), "#b98f64")
        things.gaiwan(sheet, (560, 480), 230, colour)
        things.bowl(sheet, (940, 640), 92, colour, paint.AMBER)
        sheet.steam((560, 330), 190)
        return sheet

    return scene


def pot() -> Canvas:
    sheet = Canvas("#efe3d0", "#d9c3a3", seed=9)
    sheet.box((0, 660), (1200, 240), paint.INK)
    things.teapot(sheet, (560, 520), 250, paint.CLAY)
    things.bowl(sheet, (980, 620), 84, paint.SNOW, paint.RUST)
    sheet.steam((930, 380), 160)
    return sheet


def cake_in(wrapper: str) -> Callable[[], Canvas]:
    def scene() -> Canvas:
        sheet = Canvas("#f3ecdf", "#e2d3b8", seed=11)
        things.cake(sheet, (600, 450), 330, wrapper)
        things.branch(sheet, (150, 820), 300, -52)
        return sheet

    return scene


def tin_of(colour: str) -> Callable[[], Canvas]:
    def scene() -> Canvas:
        sheet = Canvas("#e8eee6", "#f3ecdf", seed=12)
        sheet.ridge(620, 50, paint.MIST)
        sheet.box((0, 740), (1200, 160), "#b98f64")
        things.tin(sheet, (430, 270), (340, 500), colour)
        for x, y, turn in ((180, 800, -20), (930, 790, 200), (1010, 820, 160), (250, 830, -70), (860, 830, 30)):
            sheet.leaf((x, y), 90, turn, paint.PINE)
        return sheet

    return scene


def cloth() -> Canvas:
    """A folded cloth with a woven edge."""
    sheet = Canvas("#efe6d6", "#dccdb2", seed=13)
    for number, colour in enumerate((paint.CELADON, "#bcd0c2", "#cfdccf")):
        sheet.box((260 + number * 40, 500 - number * 110), (620, 210), colour, 26)
        for x in range(300 + number * 40, 850 + number * 40, 26):
            sheet.box((x, 520 - number * 110), (5, 170), paint.SNOW)
    sheet.box((300, 640), (620, 70), paint.PINE, 18)
    return sheet


def portrait() -> Canvas:
    """The one who speaks here: a hat, a collar, mountains."""
    sheet = Canvas("#f6e3c8", "#dfe9e0", seed=14)
    sheet.ridge(620, 100, paint.MIST)
    sheet.ridge(740, 90, paint.MOSS)
    sheet.shape([(330, 900), (400, 690), (520, 620), (680, 620), (800, 690), (870, 900)], paint.PINE)
    sheet.box((545, 520), (110, 130), "#d9a982", 40)
    sheet.oval((600, 430), 125, 150, "#e3b58e")
    sheet.shape([(475, 420), (490, 300), (600, 250), (710, 300), (725, 420), (690, 350), (510, 350)], paint.INK)
    sheet.shape([(330, 350), (600, 170), (870, 350), (600, 320)], paint.GOLD)
    sheet.shape([(520, 640), (600, 740), (680, 640), (600, 668)], paint.PAPER)
    return sheet


SCENES: dict[str, Callable[[], Canvas]] = {
    "morning": morning,
    "terraces": terraces,
    "old-tree": old_tree,
    "fire": fire,
    "tasting": tasting,
    "gaiwan-ink": gaiwan_of(paint.NIGHT, "#e8eee6", "#cfdccf"),
    "gaiwan-celadon": gaiwan_of(paint.CELADON, "#f3ecdf", "#e8d9bd"),
    "pot": pot,
    "cake-white": cake_in(paint.SNOW),
    "cake-gold": cake_in("#e0c079"),
    "tin-green": tin_of(paint.PINE),
    "tin-rust": tin_of(paint.RUST),
    "tin-gold": tin_of(paint.GOLD),
    "cloth": cloth,
    "portrait": portrait,
}
