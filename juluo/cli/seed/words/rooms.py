"""The rooms of 山野茶事, what was said in the first, and an hour with its owner."""

from juluo.ip.operations.consultations import OfferWords
from juluo.ip.operations.rooms import RoomWords

ROOMS = (
    (
        RoomWords(
            name="火边闲话",
            description="焙茶的晚上，大家在这里聊两句。问什么都行，不卖东西。",
            notice="这周聊：你家的水，泡出来是什么味道？",
        ),
        0,
    ),
    (
        RoomWords(
            name="霜降茶会",
            description="每周六晚上一起喝同一泡茶。买了茶会的人在这里碰头，会议链接也在里面。",
            audience="buyers",
            notice="周六 20:00 开始，请先备好盖碗和开水。",
            meeting_url="https://meet.example.com/shanye",
            hours=("6 19:00-23:00", "7 09:00-22:00"),
        ),
        4900,
    ),
)
MESSAGES = (
    ("我家是山泉水，泡出来比桶装水甜一点。", ""),
    ("北方自来水硬，茶汤总是发暗，有办法吗？", "先烧开放五分钟，再沸一次，会好不少。"),
    ("刚试了，真的亮了。谢谢！", "明晚再说说怎么存水。"),
)
CONSULTATION = OfferWords(
    title="一对一看茶",
    description="把你手边的茶拿到镜头前，我们一起看、一起泡，说说它从哪里来、怎么泡更好喝。",
    place="https://meet.example.com/kancha",
    host_role="茶人",
    time_zone="Asia/Shanghai",
    hours=("2 19:00-21:00", "4 19:00-21:00", "6 09:00-12:00"),
    minutes=40,
    pause=20,
)
CONSULTATION_PRICE = 19900
