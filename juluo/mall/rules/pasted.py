"""Splitting a pasted address, "张三 13800138000 浙江省杭州市西湖区文三路 1 号" in whatever order, into its fields.

It guesses and never refuses: what it does not recognise stays in the street, and the buyer sees every field before
anything is ordered.
"""

import re
import unicodedata
from dataclasses import dataclass

_PROVINCES = (
    "北京", "天津", "上海", "重庆", "河北", "山西", "辽宁", "吉林", "黑龙江", "江苏", "浙江", "安徽", "福建", "江西",
    "山东", "河南", "湖北", "湖南", "广东", "海南", "四川", "贵州", "云南", "陕西", "甘肃", "青海", "台湾", "内蒙古",
    "广西", "西藏", "宁夏", "新疆", "香港", "澳门",
)  # fmt: skip
_CITIES = {"北京", "天津", "上海", "重庆"}
_FULL = {
    "内蒙古": "内蒙古自治区", "广西": "广西壮族自治区", "西藏": "西藏自治区", "宁夏": "宁夏回族自治区",
    "新疆": "新疆维吾尔自治区", "香港": "香港特别行政区", "澳门": "澳门特别行政区",
} | {each: f"{each}市" for each in _CITIES}  # fmt: skip
_REGION = re.compile(
    rf"(?:中国\s*)?({'|'.join(_PROVINCES)})(?:省|市(?!场|民|政)|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区)?"
)
_CITY = re.compile(r"[^\s市]{1,9}?(?:自治州|地区|盟|市(?![场民政]))")
_DISTRICT = re.compile(r"[^\s路街道号村]{1,9}?(?:自治县|自治旗|新区|区(?!间)|县|旗|市(?![场民政]))")
_PHONE = re.compile(r"(?<![\d-])(?:\+?(?:0{0,2}86)[\s-]*)?(1[3-9]\d[\s-]?\d{4}[\s-]?\d{4})(?![\d])")
_LANDLINE = re.compile(r"(?<![\d-])(0\d{2,3}[\s-]\d{7,8}|\+(?!86)\d[\d \-]{6,17}\d)(?!\d)")
_POSTCODE = re.compile(r"(?<!\d)(?:邮编|邮政编码)?[\s:]*(\d{6})(?![\d号室幢栋弄])")
_LABELS = re.compile(
    r"(收货人|收件人|联系人|姓名|手机号码?|联系电话|电话号码?|电话|手机|所在地区|省市区|地区|详细地址|收货地址|收件地址|地址|"
    r"邮政编码|邮编)\s*[:]\s*"
)
_END_OF_NAME = re.compile(rf"[,;\n\t|]|\s{{2,}}|(?=\d)|(?=\s*\+)|(?=\s*(?:{_LABELS.pattern}))")
_NAME_LABELS = {"收货人", "收件人", "联系人", "姓名"}
_CUT = re.compile(r"[,;|\n\t/、]+|(?<![A-Za-z])\s+|\s+(?![A-Za-z])")
"""Between pieces; the words of a Latin name stay together."""
_LONGEST_NAME, _LONGEST = 20, 1000
_MARKS = " \t\n,，;；:：|/、。．-"
_STREET = re.compile(r"[省市区县路街道号村镇乡弄幢栋楼室]")
_TITLED = re.compile(r"(?:先生|女士|小姐|老师|收)$")


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was recognised, each field "" if it was not."""

    name: str = ""
    phone: str = ""
    region: str = ""
    city: str = ""
    line: str = ""
    postcode: str = ""


def split_pasted(text: str) -> Pasted:
    """Split a pasted address. Full-width digits, "+86", labels, and any order of the parts are understood."""
    plain = unicodedata.normalize("NFKC", text[:_LONGEST]).replace("\u200b", "")
    name, plain = _labelled_name(plain)
    phone, plain = _taken(_PHONE, plain) if _PHONE.search(plain) else _taken(_LANDLINE, plain)
    plain = _LABELS.sub(" ", plain)
    before, region, after = _parted(plain)
    postcode, after = _taken(_POSTCODE, after)
    if not postcode:
        postcode, before = _taken(_POSTCODE, before)
    if not name:
        name, before, after = _name_in(before, after)
    city, line = _city_and_line(region, after if region else f"{before} {after}")
    return Pasted(
        name=name,
        phone=re.sub(r"(?<=\d)[\s-](?=\d)", "", phone) if phone.startswith("1") else phone,
        region=_FULL.get(region, f"{region}省") if region else "",
        city=city,
        line=line,
        postcode=postcode,
    )


def _labelled_name(text: str) -> tuple[str, str]:
    """The name behind "收货人:", up to the next label, mark or number."""
    for found in _LABELS.finditer(text):
        if found[1] in _NAME_LABELS:
            rest = _END_OF_NAME.split(text[found.end() :], maxsplit=1)[0]
            name = rest.strip(_MARKS)
            if 0 < len(name) <= _LONGEST_NAME:
                return name, f"{text[: found.start()]} {text[found.end() + len(rest) :]}"
    return "", text


def _taken(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    """What the pattern finds, and the text with a gap in its place."""
    found = pattern.search(text)
    if found is None:
        return "", text
    return found[1].strip(), f"{text[: found.start()]} \n {text[found.end() :]}"


def _parted(text: str) -> tuple[str, str, str]:
    """What stands before the province, the province in short, and what stands behind it."""
    found = _REGION.search(text)
    return (text[: found.start()], found[1], text[found.end() :]) if found else (text, "", "")


def _name_in(before: str, after: str) -> tuple[str, str, str]:
    """The name: the last short piece before the address, else the shortest behind it that is no street."""
    for piece in reversed(_CUT.split(before)):
        if name := _as_name(piece):
            return name, before.replace(piece, " ", 1), after
    pieces = [each for each in _CUT.split(after) if _as_name(each)]
    last = pieces[-1:] if len(_CUT.split(after.strip(_MARKS))) > 1 else []
    return (_as_name(last[0]), before, _without(after, last[0])) if last else ("", before, after)


def _as_name(piece: str) -> str:
    """The piece as a name, without "收"; "" if it reads like a street or a number."""
    name = piece.strip(_MARKS)
    name = re.sub(r"[(（]收[)）]$|收$", "", name)
    if not 1 < len(name) <= _LONGEST_NAME or re.search(r"\d", name):
        return ""
    return "" if _STREET.search(name) and not _TITLED.search(name) else name


def _without(text: str, piece: str) -> str:
    at = text.rfind(piece)
    return f"{text[:at]} {text[at + len(piece) :]}"


def _city_and_line(region: str, rest: str) -> tuple[str, str]:
    """City and district together, as the form asks for them, and the street."""
    rest = " ".join(rest.split()).strip(_MARKS)
    parts: list[str] = []
    for pattern in (_CITY, _DISTRICT):
        if region in _CITIES and pattern is _CITY:
            rest = rest.removeprefix(f"{region}市").strip(_MARKS).removeprefix("市辖区").strip(_MARKS)
            continue
        if (region or parts) and (found := pattern.match(rest)):
            parts.append(found[0])
            rest = rest[found.end() :].strip(_MARKS)
    return "".join(parts), rest
