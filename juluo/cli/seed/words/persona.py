"""Who 山野茶事 is."""

from pathlib import Path

SLUG = "shanye"
NAME = "山野茶事"
OWNER = "林一"

TAGLINE = "把一座山的四季，慢慢泡给你喝"
BELIEFS = [
    "茶先是植物，然后才是商品",
    "说得清楚来处的茶，才拿出来卖",
    "一泡茶好不好，喝的人说了算",
    "卖得慢一点，走得久一点",
]
_HERE = Path(__file__).parent
ORIGIN = (_HERE / "origin.md").read_text(encoding="utf-8")
STORY_TITLE, STORY = (_HERE / "story.md").read_text(encoding="utf-8").removeprefix("# ").split("\n", 1)
COVENANT = (_HERE / "covenant.md").read_text(encoding="utf-8")
