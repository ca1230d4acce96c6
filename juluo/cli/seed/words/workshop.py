"""What is being made with members: their wishes, what was decided, and the versions."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wish:
    """`state` is where it stands now; `reason` why it was decided so; `others` how many wish for it, too."""

    title: str
    text: str
    others: int
    state: str = "new"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A version: what changed, its qualities, and what a piece costs in fen."""

    days_ago: int
    number: str
    state: str
    changes: str
    qualities: tuple[tuple[str, int], ...]
    cost: int


MET = Wish(
    "一个人出门也能好好喝茶", "出差时只能用保温杯闷，越闷越苦。", 14, "making", "我们也常在路上。先做一只杯，再说茶。"
)
WISHES = (
    MET,
    Wish("小包装，五克一泡", "一个人喝不完一饼。", 9, "no", "小包装会多出三倍的铝箔和纸盒。我们改卖五十克的小饼。"),
    Wish("把焙火的火候写在包装上", "", 6, "later", "要先把炭焙的记录补全，明年春茶开始写。"),
    Wish("茶席可以带孩子去吗？", "孩子会安静的，大多时候。", 3),
    Wish("出一期专讲水的", "我家的水泡什么都发涩。", 5, "considered"),
)
TITLE, SUMMARY = "随身一人杯", "杯口宽一点，盖子能当茶碟，背包侧袋放得下。"
VERSIONS = (
    Draft(30, "0.1", "retired", "第一只手拉坯。好看，但放不进侧袋，盖子会响。",
          (("手感", 58), ("隔热", 41), ("不漏", 35)), 7_200),
    Draft(12, "0.2", "trial", "- 口径收了 6 毫米\n- 盖沿加一圈软木，不再响\n- 双层壁，开水倒进去也拿得住",
          (("手感", 76), ("隔热", 83), ("不漏", 70)), 8_850),
)  # fmt: skip
DIARY = "一只杯子换一个问题"
ROUND, TASK = "带 0.2 出一次门", "装一次开水，放进包里走半天，再泡一泡你平常的茶。"
CRITERIA = ("好拿", "不烫", "不漏")
SAMPLE = "一只 0.2，顺丰到付免了，用完留着。"
ANSWERS = (
    ((4, 5, 3), "杯口刚好，盖子拧紧还是渗了一点。"),
    ((5, 4, 4), ""),
    ((4, 4, 3), "颜色再深一点就不显茶渍。"),
    ((3, 5, 4), ""),
    ((5, 5, 5), "已经不想还了。"),
    ((4, 3, 2), "躺着放会漏。"),
)
