import pytest
from hypothesis import given
from hypothesis import strategies as st

from juluo.ip.rules.markdown import before_wall, excerpt, told

MEDIA = "/@shanye/media/01890000-0000-7000-8000-000000000000/full"


def test_markdown_becomes_html():
    assert told("# 焙火\n\n**三分**火，*七分*等。\n\n1. 醒茶\n2. 再焙") == (
        "<h2>焙火</h2>\n<p><strong>三分</strong>火，<em>七分</em>等。</p>\n<ol>\n<li>醒茶</li>\n<li>再焙</li>\n</ol>\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[click](javascript:alert(1))",
        "[click](data:text/html;base64,PHNjcmlwdD4=)",
        "<a href='javascript:alert(1)'>x</a>",
        "<style>p{display:none}</style>",
        "![x](https://example.com/spy.png)",
        "![x](/media/../admin)",
        '![" onerror="alert(1)](https://example.com/spy.png)',
        "[x](<vbscript:msgbox>)",
        "&lt;script&gt;",
    ],
)
def test_nothing_that_harms_gets_through(text):
    html = told(text)
    assert "<script" not in html
    assert "<img" not in html
    assert "<style" not in html
    assert 'href="javascript' not in html
    assert 'href="data' not in html


@given(st.text(alphabet="<>\"'&;:/()[]!#*_`~ \nabcjsx=:", max_size=80))
def test_no_text_makes_an_element_we_do_not_allow(text):
    html = told(text)
    assert not {"<script", "<img", "<style", "<iframe", "<svg", "<form"} & {
        html[at : at + 7].rstrip(" >") for at in range(len(html))
    }


def test_a_picture_of_our_own_is_shown():
    assert told(f"![一碗茶]({MEDIA})") == f'<p><img src="{MEDIA}" alt="一碗茶" loading="lazy"></p>\n'


def test_links_are_marked_as_written_by_people():
    assert told("[茶山](https://example.com/)") == (
        '<p><a href="https://example.com/" rel="nofollow ugc noopener">茶山</a></p>\n'
    )


def test_a_block_stays_where_it_stands():
    text = "Before.\n::product[bowl]\nAfter.\n\n::product[gone]\n\n::nobody[knows]"

    assert told(text, {("product", "bowl"): "<b>CARD</b>"}) == "<p>Before.</p>\n<b>CARD</b><p>After.</p>\n"


@pytest.mark.parametrize(
    "text", ["`::product[bowl]`", "```\n::product[bowl]\n```", "> ::product[bowl]", "- ::product[bowl]"]
)
def test_a_block_in_code_or_quote_is_only_text(text):
    assert "CARD" not in told(text, {("product", "bowl"): "CARD"})
    assert "::product[bowl]" in told(text)


def test_an_excerpt_has_no_marks():
    text = "# 焙火\n\n**三分**火，[七分](https://example.com)等。\n\n::product[bowl]\n\n再说。"
    assert excerpt(text) == "焙火 三分火，七分等。 再说。"
    assert excerpt(text, 4) == "焙火…"


@pytest.mark.parametrize("text", ["free\n\n::wall\n\npaid", "free\r\n\r\n::wall\r\n\r\npaid", "free\n  ::wall\t"])
def test_the_wall_stands_on_a_line_of_its_own_whatever_ends_the_line(text):
    assert before_wall(text) == "free"
