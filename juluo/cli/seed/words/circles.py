"""The circles of the demo: what they are, and what is said in them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Group:
    """A circle: its words, how many belong to it, and for a trade their companies and jobs."""

    name: str
    kind: str
    about: str
    people: int
    place: str = ""
    is_private: bool = False
    inside: str = ""
    companies: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Said:
    """A topic: where ("" is the whole space), its words, what is replied, and which reply answered (from 1; 0 none)."""

    circle: str
    title: str
    text: str
    tags: tuple[str, ...] = ()
    replies: tuple[str, ...] = ()
    answered: int = 0
    pinned: bool = False


GROUPS = (
    Group("焙火小组", "interest", "看火、听火、等火。焙坏了也可以说。", 12),
    Group("炭焙", "interest", "只用炭的几个人。", 5, inside="焙火小组"),
    Group("杭州茶友", "chapter", "每月头一个周六下午围炉，自带一泡茶。", 9, place="浙江杭州"),
    Group("开茶馆的人", "trade", "进货、选器、留客，同行说同行的事。", 6,
          companies=(("半亩茶馆", "店主"), ("半亩茶馆", "泡茶师"), ("听松茶室", "合伙人"), ("一叶选品", "采购"))),
    Group("老茶样品会", "interest", "一泡一泡地拆样，只在里面说价。", 5, is_private=True),
)  # fmt: skip

PROPOSED = ("苏州茶友", "苏州", "想在平江路找个地方，一个月坐一次。")

TALK = (
    Said("焙火小组", "三分火和五分火，到底差在哪里？",
         "我只有一台小焙笼。\n\n- 三分火出来香是浮的\n- 五分火又怕过\n\n你们**看颜色**，还是听声音？", ("焙火", "入门"),
         ("我看干茶的边，起一圈淡黄就停。", "听。叶子不再沙沙响，是水走干净了。",
          "先焙一小撮，记下时间，第二天再尝。隔夜的香才算数。"),
         answered=3, pinned=True),
    Said("焙火小组", "退火那二十天，你们都放在哪儿？", "南方潮，锡罐和陶罐都试过，拿不准。", ("退火",),
         ("陶罐，口上压一层棉纸。", "放高处，别挨着墙。")),
    Said("杭州茶友", "这个月围炉带什么", "我带一泡岩茶。有人带白茶吗？", ("围炉",), ("带寿眉，能煮。",)),
    Said("开茶馆的人", "客人要 Wi-Fi 密码，不点茶，怎么办", "说重了伤人，不说又坐一下午。", ("留客",),
         ("我在密码纸背面写了一句：先喝一口，再上网。", "给一小杯，喝了的人多半会点。"), answered=2),
    Said("老茶样品会", "九八年那批熟普，两份样对不上", "一份有参香，一份只剩木味。我猜仓不同。", (),
         ("湿仓那份再醒半个月看看。",)),
    Said("", "第一次来，从哪里喝起？", "不懂茶，怕浪费好茶。", ("入门",),
         ("从焙火轻的喝起，不苦，也不挑水。", "先喝一种喝一个月，舌头会告诉你下一种。"), answered=2),
)  # fmt: skip

ANNOUNCED = ("焙火小组", "下周六开窑，来看火", "上午九点点炭，十一点出第一笼。\n\n自己带杯子。穿不怕烟的衣服。")
DATE = ("杭州茶友", "围炉", "平湖秋月旁，老地方")
