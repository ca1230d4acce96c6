"""Who is looked for to taste with the house, what they are asked, and what some of them answered."""

from juluo.community.rules.questions import Kind, Question, Row

NAME = "试茶人招募"
WELCOME = "欢迎来试茶。我们每月寄三泡茶，请说真话：好喝说好喝，不好喝也说。"
LED_TO = "/rooms/"
PLACES = 3
ADMIT_AT, DECLINE_BELOW = 8, 0

QUESTIONS = (
    Question(
        key="why", kind=Kind.TEXT, text="为什么想来试茶？", help="三两句就好，说真话。", required=True
    ),
    Question(
        key="often", kind=Kind.CHOICE, text="多久喝一次茶？", required=True,
        rows=(
            Row(text="每天", points=4), Row(text="每周几次", points=3), Row(text="偶尔", points=1),
            Row(text="不喝茶", points=-5),
        ),
    ),
    Question(
        key="gives", kind=Kind.CHOICES, text="愿意做哪些事？", help="至少要愿意写试茶笔记。",
        rows=(
            Row(text="写试茶笔记", points=3, must=True), Row(text="拍照", points=1), Row(text="来茶山", points=2),
        ),
    ),
    Question(
        key="years", kind=Kind.NUMBER, text="喝茶几年了？",
        rows=(Row(low=1, high=4, points=1), Row(low=5, points=3)),
    ),
    Question(
        key="region", kind=Kind.REGION, text="茶寄到哪个地区？", required=True,
        rows=(Row(text="华东", quota=2), Row(text="华南", quota=2), Row(text="华北"), Row(text="其他地区")),
    ),
)  # fmt: skip

APPLICANTS = (
    ("苏禾", 12, {"why": "家里三代做茶，想认真写写别人家的茶。", "often": "每天", "gives": ["写试茶笔记", "来茶山"],
                "years": 20, "region": "华东"}),
    ("孟川", 9, {"why": "刚开始喝茶，想有人带着喝。", "often": "每周几次", "gives": ["写试茶笔记", "拍照"],
               "years": 1, "region": "华南"}),
    ("叶知秋", 6, {"why": "喜欢看你们的制茶日记，想把喝到的写下来。", "often": "每天", "gives": ["写试茶笔记"],
                "years": 6, "region": "华东"}),
    ("韩梅", 3, {"why": "朋友说这里的茶好，想试试。", "often": "偶尔", "gives": ["拍照"], "years": 2,
              "region": "华北"}),
    ("罗大山", 1, {"why": "开茶馆，想找能长期合作的茶。", "often": "每天", "gives": ["来茶山"], "years": 15,
                "region": "华南"}),
)  # fmt: skip
"""A name, how many days ago they applied, and what they answered."""

QUESTION = "试茶笔记是必备的，你愿意写吗？写得不长也没关系。"
INVITED = "老茶客推荐来的朋友"
