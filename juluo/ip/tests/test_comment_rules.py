"""What may stand in a comment, and whom it calls."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juluo.ip.rules.mentions import MOST, called, callings
from juluo.ip.rules.plain import told_plainly
from juluo.testing.pages_read import PageRead


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("一\n二\n\n三", "<p>一<br>二</p><p>三</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("<img src=x onerror=alert(1)>", "<p>&lt;img src=x onerror=alert(1)&gt;</p>"),
        ("javascript:alert(1)", "<p>javascript:alert(1)</p>"),
        ("看https://a.cn/x看", '<p>看<a href="https://a.cn/x" rel="nofollow ugc noopener">https://a.cn/x</a>看</p>'),
        ('https://a.cn/"onclick="x', '<p><a href="https://a.cn/" rel="nofollow ugc noopener">https://a.cn/</a>"onclick="x</p>'),
        ("**不是** [标记](x)", "<p>**不是** [标记](x)</p>"),
    ],
)  # fmt: skip
def test_plain_text_is_told_as_it_was_written(text, html):
    assert told_plainly(text) == html


PIECES = ["<", ">", '"', "'", "&", "https://", "a.cn", "\n", "script", "="]


@given(st.text() | st.lists(st.sampled_from(PIECES)).map("".join))
def test_no_text_becomes_more_than_paragraphs_and_links(text):
    elements = PageRead(told_plainly(text)).elements

    assert {each.tag for each in elements} <= {"p", "br", "a"}
    assert {name for each in elements for name in each.attrs} <= {"href", "rel"}
    links = [each.attrs.get("href", "https://") for each in elements if each.tag == "a"]
    assert all(link.startswith(("http://", "https://")) for link in links)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("@小林你好", ["xiaolin"]),
        ("谢谢@小林", ["xiaolin"]),
        ("@小林子 @小林", ["zi", "xiaolin"]),
        ("@Ann Lee, hi", ["ann lee"]),
        ("@ann你好", ["ann"]),
        ("mail x@ann.com", []),
        ("@小王", []),
        ("@nobody", []),
        ("@", []),
    ],
)
def test_a_name_is_found_wherever_it_ends(text, who):
    known = {"小林": ["xiaolin"], "小林子": ["zi"], "ann": ["ann"], "ann lee": ["ann lee"], "小王": ["one", "two"]}
    assert called(callings(text), known) == who


def test_a_comment_calls_few_people():
    text = " ".join(f"@n{number}" for number in range(50))
    assert len(called(callings(text), {f"n{number}": [number] for number in range(50)})) == MOST


@given(st.text())
def test_any_text_can_be_searched_for_names(text):
    assert all(0 < len(name) <= 48 for names in callings(text) for name in names)
