"""What waits for a person: listed words however spelt, links and first words of newcomers, repeated words."""

import os
from datetime import timedelta
from pathlib import Path
from time import perf_counter

import pytest

from juluo.community.models import Case, Saying, Screening, WordList
from juluo.community.operations.cases import Decision, decide_case
from juluo.community.operations.screening import (
    Rules,
    forget_sayings,
    keep_word_list,
    remove_word_list,
    set_screening,
)
from juluo.community.queries.screening import screening, words_listed
from juluo.community.rules.sanctions import Measure
from juluo.community.rules.screening import Words, digest_of, has_link, words_of
from juluo.community.tests.factories import make_member, make_moderator
from juluo.core import clock
from juluo.core.models import FactRow, Member
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_in
from juluo.ip.models import Comment
from juluo.ip.operations.comments import edit_comment, write_comment
from juluo.ip.operations.messages import write_message
from juluo.ip.queries.comments import discussion_of
from juluo.ip.tests.factories import make_post
from juluo.ip.tests.test_rooms import make_open_room
from juluo.reach.models import Notification
from juluo.testing.jobs import run_tasks

SHARED = Path(os.environ.get("JULUO_SHARED", Path(__file__).parents[3] / "../shared")) / "data"
DATA = SHARED / "sensitive-words-zh"
SPELT = [
    "加微信", "加 微 信", "加*微*信", "加\u200b微\u200d信", "加微\n信", "加微【】信", "加微信！",
    "請加微信吧", "ＪＩＡ微信jiaweixin",
    "jia wei xin", "jiā wēi xìn", "JiaWeiXin", "j-i-a-w-e-i-x-i-n", "ｊｉａ　ｗｅｉ　ｘｉｎ", "jiа wеixin",
]  # fmt: skip
INNOCENT = ["as soon as possible", "pass the class", "微信", "加油", "jia weixinqi", "我们明天见", "", "。。。"]


@pytest.fixture
def listed():
    return Words(["加微信", "jiaweixin", "ass", "發票"])


@pytest.fixture
def later(space, settings):
    settings.JULUO_TEST_CLOCK = True
    yield clock.advance
    clock.reset()


@pytest.mark.parametrize("text", SPELT)
def test_a_listed_word_is_found_however_it_is_spelt(listed, text):
    assert listed.found_in(f"快来,{text} 送好礼") in {"加微信", "jiaweixin"}


@pytest.mark.parametrize("text", INNOCENT)
def test_what_only_looks_a_little_like_it_is_not(listed, text):
    assert listed.found_in(text) == ""


def test_both_scripts_are_one(listed):
    assert (listed.found_in("代开发票"), listed.found_in("代開發票"), listed.count) == ("發票", "發票", 4)


def test_the_same_words_have_the_same_digest_however_they_are_signed():
    assert digest_of("好茶,快来买！") == digest_of("好 茶 快来買") != digest_of("好茶")


@pytest.mark.parametrize(
    ("text", "found"), [("看 https://a.cn", True), ("ＷＷＷ．a.cn", True), ("去 a.top 看", True), ("3.5 克", False)]
)
def test_links_are_known_by_sight(text, found):
    assert has_link(text) is found


@pytest.mark.full
def test_real_lists_cost_next_to_nothing_for_each_message():
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(DATA.glob("*.txt"))]
    words = [word.strip(",，") for text in texts for word in words_of(text)]
    compiled = Words(words)
    message = "今天的茶汤很亮,入口有一点涩,回甘慢慢上来。下次试试九十度的水。" * 10
    compiled.found_in(message)

    begun = perf_counter()
    for _time in range(20):
        compiled.found_in(message)
    each = (perf_counter() - begun) / 20

    assert compiled.count > 1_000
    assert each < 0.02, "seconds for a message of 350 characters"
    found = sum(bool(compiled.found_in("·".join(word))) for word in words if len(word) > 1)
    assert found / len([word for word in words if len(word) > 1]) > 0.95


def test_twenty_thousand_words_cost_as_little_as_two():
    message = "今天的茶汤很亮,入口有一点涩,回甘慢慢上来。下次试试九十度的水。" * 10

    def cost(count):
        compiled = Words(f"词{number:05d}语" for number in range(count))
        begun = perf_counter()
        for _time in range(10):
            compiled.found_in(message)
        return perf_counter() - begun

    cost(2)
    assert cost(20_000) < 5 * cost(2)


def held_by(*words, **rules):
    set_screening(Rules(**rules))
    if words:
        keep_word_list("广告", "\n".join(words))


def test_what_is_held_is_read_by_its_author_alone_until_somebody_lets_it_go(lin, mei):
    held_by("加微信")
    post, mod = make_post(mei), make_moderator()
    comment = write_comment(lin, post, "@Mei 加·微·信看茶")
    run_tasks()

    assert (comment.is_held, discussion_of(post).threads) == (True, [])
    case = Case.objects.get()
    assert (case.cause, case.why, case.author) == ("held", "word:加微信", lin)
    assert not Notification.objects.filter(kind__startswith="ip.", member=mei).exists()
    assert Notification.objects.filter(kind="community.words_held", member=mod).exists()
    decide_case(case, Decision(measure=Measure(kind="", reason="other")), by=mod)
    run_tasks()

    assert len(discussion_of(post).threads) == 1
    assert FactRow.objects.get(name="WordsShown").data["was_held"]
    assert Notification.objects.filter(kind="ip.comment_called", member=mei).exists()


def test_what_is_held_may_be_hidden_for_good(lin, mei):
    held_by("加微信")
    comment = write_comment(lin, make_post(mei), "加微信")
    case = Case.objects.get()
    decide_case(case, Decision(measure=Measure(kind="", reason="spam", words="广告"), hides=True), by=make_moderator())
    hidden = Comment.objects.get(pk=comment.pk)
    assert (hidden.is_held, hidden.hidden_because) == (False, "spam")


def test_rooms_and_changed_words_are_held_alike(lin, mei):
    held_by("加微信")
    assert write_message(lin, make_open_room(), "加微信").is_held
    comment = write_comment(lin, make_post(mei), "好茶")
    assert not comment.is_held
    assert edit_comment(comment, "好茶,加微信").is_held
    assert Case.objects.count() == 2


def test_what_those_who_look_after_the_talk_say_never_waits(mei):
    held_by("加微信")
    assert not write_comment(mei, make_post(mei), "谁让你加微信,就告诉我们").is_held


def test_a_space_that_set_nothing_holds_nothing(lin, mei):
    assert not write_comment(lin, make_post(mei), "加微信 https://a.cn").is_held
    assert Saying.objects.count() == 0


def test_links_and_first_words_of_newcomers_wait_and_others_pass(lin, mei, later):
    held_by(holds_links=True, first_posts=1, newcomer_days=3)
    post = make_post(mei)
    first = write_comment(lin, post, "大家好")
    assert (first.is_held, Case.objects.get().why) == (True, "first")
    decide_case(Case.objects.get(), Decision(measure=Measure(kind="", reason="other")), by=make_moderator())
    assert not write_comment(lin, post, "再说一句").is_held
    assert write_comment(lin, post, "看 https://a.cn").is_held
    later(timedelta(days=4))
    assert not write_comment(Member.objects.get(pk=lin.pk), post, "再看 https://b.cn").is_held


def test_long_words_said_again_and_again_wait_and_thanks_do_not(lin, mei):
    held_by(repeats=2)
    posts = [make_post(mei, f"第 {number} 篇") for number in range(3)]
    again = [write_comment(lin, post, "我的小店今天开张,欢迎大家来看看") for post in posts]
    assert [each.is_held for each in again] == [False, True, True]
    assert not any(write_comment(lin, post, "谢谢分享").is_held for post in posts)


def test_rules_and_lists_are_kept_once_and_compiled_anew_when_they_change(space):
    first = set_screening(Rules(templates=("minors_cn",)))
    assert set_screening(Rules(templates=("minors_cn",))).version == first.version
    assert words_listed(screening()).found_in("应 援 集 资") == "应援集资"
    kept = keep_word_list("广告", "加微信\n# 注\n\n加微信")
    assert keep_word_list("广告", "加微信\n# 注\n\n加微信", known=kept).pk == kept.pk
    assert words_listed(screening()).found_in("加微信") == "加微信"
    keep_word_list("广告", "加微信", on=False, known=kept)
    assert words_listed(screening()).found_in("加微信") == ""
    remove_word_list(kept)
    remove_word_list(kept)
    names = FactRow.objects.filter(name__startswith="WordList").values_list("name", flat=True)
    assert sorted(names) == ["WordListChanged", "WordListChanged", "WordListRemoved"]


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        (Rules(first_posts=21), "out_of_range"),
        (Rules(repeats=-1), "out_of_range"),
        (Rules(newcomer_days=366), "out_of_range"),
        (Rules(templates=("nothing",)), "unknown_list"),
    ],
)
def test_rules_that_make_no_sense_are_refused(space, rules, code):
    with pytest.raises(Refused, check=lambda refusal: refusal.code == code):
        set_screening(rules)
    assert not Screening.objects.exists()


def test_a_name_is_given_once_and_another_space_keeps_its_own(space, other_space, lin, mei):
    keep_word_list("广告", "加微信")
    with pytest.raises(Refused, check=lambda refusal: refusal.code == "name_taken"):
        keep_word_list("广告", "别的")
    with acting_in(other_space):
        assert WordList.objects.count() == 0
        keep_word_list("广告", "好茶")
    assert not write_comment(lin, make_post(mei), "好茶").is_held


def test_digests_are_forgotten_after_a_month(lin, mei, later):
    held_by(repeats=2)
    write_comment(make_member("An"), make_post(mei), "好茶")
    assert forget_sayings() == 0
    later(timedelta(days=32))
    assert (forget_sayings(), Saying.objects.count()) == (1, 0)
