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
TONE = "像在茶桌边说话：不用最字，不催人。"
TIMELINE = [
    "2016年春 回到外婆的老屋，草比茶高",
    "2018年秋 焙出第一批水仙，送给朋友喝",
    "2021年 立下规矩：每泡茶写清哪座山、哪一天、谁做的",
    "2026年 茶桌边坐满四十个人，于是有了这里",
]
CONTACT = "茶友小栈 021-5555-0199，每天 10:00–18:00"
_HERE = Path(__file__).parent
ORIGIN = (_HERE / "origin.md").read_text(encoding="utf-8")
STORY_TITLE, STORY = (_HERE / "story.md").read_text(encoding="utf-8").removeprefix("# ").split("\n", 1)
COVENANT = (_HERE / "covenant.md").read_text(encoding="utf-8")
