"""Who is there. Names are made up; the first three share most."""

from dataclasses import dataclass

SHARERS = ("陈半夏", "周以宁", "赵小满")
FRIENDS = (
    "何野", "林夏", "阿慈", "许知夏", "程砚", "苏眠", "顾南", "叶知秋", "江枫", "沈一舟", "唐果", "白露", "宋清越",
    "温如", "方糖", "陆遥", "孟晚", "梁溪", "夏木", "郑好", "蒋小川", "余音", "谢朗", "韩松", "秦岭", "姚远", "石头",
    "冯春生", "杜若", "钟意", "鲁直", "段青", "魏然", "霍去尘", "袁野", "乔木", "简宁",
)  # fmt: skip
STREETS = (
    ("浙江省", "杭州市", "满觉陇路 18 号"),
    ("福建省", "福州市", "三坊七巷 6 号"),
    ("上海市", "上海市", "武康路 120 弄 3 号"),
    ("江苏省", "苏州市", "平江路 52 号"),
    ("广东省", "广州市", "东山口 9 号"),
    ("北京市", "北京市", "五道营胡同 33 号"),
    ("四川省", "成都市", "玉林西路 27 号"),
    ("云南省", "昆明市", "翠湖北路 4 号"),
)


@dataclass(frozen=True)
class Login:
    email: str
    password: str


OWNER_LOGIN = Login("owner@demo.example", "shanye-owner-demo")
MEMBER_LOGIN = Login("member@demo.example", "shanye-member-demo")
"""For the demo only: anybody who has read this knows them."""
