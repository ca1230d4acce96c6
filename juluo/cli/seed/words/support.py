"""What is given without buying, and what is said with it."""

from dataclasses import dataclass

PURPOSE = "茶卖茶的钱。这里给的，用来修后山的步道和请老师傅来讲课，年底在文章里交代去向。"
SIZES, LEAST, MOST = (600, 1800, 6600), 100, 50_000
WHY_BACK = "点错了金额"


@dataclass(frozen=True, slots=True)
class Given:
    """One tip of the demo; `about` is "post", "workpiece", or "" for the IP itself."""

    days_ago: int
    minor: int
    about: str = ""
    words: str = ""
    public: bool = False
    unnamed: bool = False
    thanks: str = ""
    returned: bool = False


GIVEN = (
    Given(
        9,
        1800,
        "",
        "跟着读了大半年，一直没买过茶，先请你们喝一杯。",
        public=True,
        thanks="这杯我们记着。来山上的时候，换我们请你。",
    ),
    Given(8, 600),
    Given(6, 6600, "post", "这篇把焙火讲明白了，我父亲也看完了。", public=True, unnamed=True),
    Given(5, 50_000, "", "手滑多按了一个零。", returned=True),
    Given(
        4,
        1800,
        "workpiece",
        "盖碗的盖子请一定别再烫手。",
        public=True,
        thanks="第三版的盖钮加高了四毫米，样品出来先给你看。",
    ),
    Given(2, 600, "post", "只跟你们说：最近过得不太好，读这些安静多了。"),
)
