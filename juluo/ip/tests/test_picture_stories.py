"""Stories told in pictures: in order, with words, and as many for everyone as staff say."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from juluo.core.entitlements import grant, revoke
from juluo.core.media import keep_picture
from juluo.core.models import FactRow
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_in
from juluo.ip.models import Audience, Post, PostPicture
from juluo.ip.operations.pictures import add_pictures, free_pictures, order_pictures, remove_picture, show_pictures
from juluo.ip.operations.playing import put_embed
from juluo.ip.operations.posts import PostWords, publish_post, write_post
from juluo.ip.tests.factories import make_post
from juluo.testing.digest import changes, digest

API = "/api/v1/studio/posts"
COLOURS = ("red", "green", "blue", "white")


@pytest.fixture(autouse=True)
def media_root(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def drawn(colour="red", kind="PNG"):
    content = BytesIO()
    Image.new("RGB", (40, 50), colour).save(content, kind)
    return content.getvalue()


def sent(colour="red"):
    return SimpleUploadedFile("p.png", drawn(colour))


def story(author, colours=COLOURS, audience=Audience.BUYERS):
    words = PostWords(title="一炉火", text="前。\n\n::wall\n\n后。", audience=audience)
    post = publish_post(write_post(author, words))
    return post, add_pictures(post, [sent(each) for each in colours], by=author)


def test_staff_make_a_story_arrange_it_and_readers_swipe_it(client_of, mei):
    post, staff = make_post(mei), client_of(mei)
    staff.post(f"/studio/posts/{post.pk}/pictures/", {"pictures": [sent("red"), sent("green"), sent("red")]})
    first, second = post.pictures.order_by("place")
    at = f"/studio/posts/{post.pk}/pictures/{second.pk}/"
    staff.post(at, {"caption": "水开了", "alt": "一壶水"})
    staff.post(f"{at}move/", {"earlier": "1"})
    staff.post(f"{at}move/", {"earlier": "1"})

    assert [each.pk for each in post.pictures.order_by("place")] == [second.pk, first.pk]
    page = client_of().get(f"/posts/{post.pk}/").text
    assert page.index(f"pictures/{second.pk}/full") < page.index(f"pictures/{first.pk}/full")
    assert all(words in page for words in ("水开了", 'alt="一壶水"', 'width="40"', 'height="50"', "1/2"))
    assert client_of().get(f"/posts/{post.pk}/pictures/{second.pk}/full")["Content-Type"] == "image/webp"

    staff.post(f"{at}removal/")
    staff.post(f"/studio/posts/{post.pk}/pictures/{first.pk}/removal/")
    assert (Post.objects.get().kind, PostPicture.objects.count()) == ("article", 0)
    assert FactRow.objects.filter(name="PicturesChanged", by_staff=True).count() == 5


def test_the_wall_counts_pictures_and_a_refund_closes_them_again(client_of, mei, lin, wu, other_space):
    post, pictures = story(mei)
    free_pictures(post, 2)
    with acting_in(other_space):
        grant(wu, f"post:{post.pk}", reason="gift")

    def seen(who):
        return [client_of(who).get(f"/posts/{post.pk}/pictures/{each.pk}/full").status_code for each in pictures]

    page = client_of().get(f"/posts/{post.pk}/").text
    assert [f"pictures/{each.pk}/" in page for each in pictures] == [True, True, False, False]
    assert "media/" not in "".join(line for line in page.splitlines() if "story" in line)
    for who in (None, lin, wu):
        assert seen(who) == [200, 200, 404, 404]
    grant(lin, f"post:{post.pk}", reason="order")
    assert seen(lin) == [200] * 4
    revoke(reason="order")
    assert seen(lin) == [200, 200, 404, 404]


def test_a_closed_picture_is_asked_for_anew_and_the_api_tells_no_more_than_the_page(client_of, mei, lin):
    post, pictures = story(mei)
    told = client_of(lin).get(f"/api/v1/posts/{post.pk}")
    assert (len(told.json()["shown"]["pictures"]), told.json()["shown"]["picture_count"]) == (1, 4)
    assert str(pictures[2].pk) not in told.text

    grant(lin, f"post:{post.pk}", reason="order")
    closed = client_of(lin).get(f"/posts/{post.pk}/pictures/{pictures[3].pk}/full")
    assert closed["Cache-Control"] == "private, no-cache"
    etag = {"If-None-Match": closed["ETag"]}
    assert client_of(lin).get(f"/posts/{post.pk}/pictures/{pictures[3].pk}/full", headers=etag).status_code == 304
    assert client_of(lin).get(f"/api/v1/posts/{post.pk}/pictures/{pictures[3].pk}/small").status_code == 200
    revoke(reason="order")
    assert client_of(lin).get(f"/posts/{post.pk}/pictures/{pictures[3].pk}/full", headers=etag).status_code == 404


def test_a_picture_belongs_to_its_own_post(client_of, mei):
    post, _pictures = story(mei, ["red"], Audience.EVERYONE)
    _other, theirs = story(mei, ["green"], Audience.EVERYONE)
    assert client_of().get(f"/posts/{post.pk}/pictures/{theirs[0].pk}/full").status_code == 404
    assert client_of(mei).post(f"/studio/posts/{post.pk}/pictures/{theirs[0].pk}/removal/").status_code == 404


@pytest.mark.parametrize("content", [b"<svg onload=alert(1)>", b"<!doctype html>", b"", b"PK\x03\x04", drawn()[:60]])
def test_one_bad_picture_adds_none(client_of, mei, content):
    post, staff = make_post(mei), client_of(mei)
    PostPicture.objects.all().delete()
    files = [SimpleUploadedFile("b.png", content)]
    answer = staff.post(f"/studio/posts/{post.pk}/pictures/", {"pictures": files})
    told = staff.post(f"{API}/{post.pk}/pictures", content, content_type="image/png")
    assert (answer.status_code, 'id="id_pictures_error"' in answer.text) == (422, True)
    assert told.status_code in {413, 422}
    assert not PostPicture.objects.exists()


def test_what_is_no_order_or_number_is_refused(client_of, mei):
    post, pictures = story(mei, ["red", "green"])
    staff, ids = client_of(mei), [str(each.pk) for each in pictures]
    before = digest()
    for body, pointer in (([ids[0]], "#/picture_ids"), ([*ids, ids[0]], "#/picture_ids"), (["x"], "#/picture_ids/0")):
        answer = staff.put(f"{API}/{post.pk}/pictures/order", {"picture_ids": body}, content_type="application/json")
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)
    for count in (-1, 61, "1", None):
        answer = staff.put(f"{API}/{post.pk}/pictures/free", {"count": count}, content_type="application/json")
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "#/count")
    assert staff.post(f"/studio/posts/{post.pk}/pictures/free/", {"count": "99"}).status_code == 422
    with pytest.raises(Refused):
        free_pictures(post, 61)
    assert changes(before, digest()) == []


def test_the_same_again_changes_nothing(mei):
    post, pictures = story(mei, ["red", "green"])
    before = digest()
    add_pictures(post, [sent("green")], by=mei)
    order_pictures(post, [each.pk for each in pictures])
    free_pictures(post, 1)
    assert changes(before, digest()) == []
    remove_picture(pictures[0])
    remove_picture(pictures[0])
    assert FactRow.objects.filter(name="PicturesChanged").count() == 2


def test_a_post_that_plays_shows_no_pictures_and_a_story_has_an_end(mei):
    playing = put_embed(make_post(mei), "https://vimeo.com/76979871")
    with pytest.raises(Refused) as refused:
        add_pictures(playing, [sent()], by=mei)
    assert refused.value.code == "plays_something"
    post, picture = make_post(mei), keep_picture(sent(), alt="", member=mei)
    PostPicture.objects.bulk_create(
        PostPicture(post=post, media=keep_picture(sent((at, 0, 0)), alt="", member=mei), place=at) for at in range(60)
    )
    with pytest.raises(Refused) as refused:
        show_pictures(post, [picture])
    assert refused.value.code == "too_many"


def test_the_api_makes_a_story(client_of, mei):
    post, staff = make_post(mei), client_of(mei)
    for colour in ("red", "green"):
        made = staff.post(f"{API}/{post.pk}/pictures", drawn(colour), content_type="image/png")
        assert made.status_code == 201
    ids = [each["id"] for each in made.json()["pictures"]]
    at = f"{API}/{post.pk}/pictures"
    staff.put(f"{at}/order", {"picture_ids": ids[::-1]}, content_type="application/json")
    staff.put(f"{at}/{ids[0]}", {"caption": "火", "alt": "一炉火"}, content_type="application/json")
    told = staff.put(f"{at}/free", {"count": 2}, content_type="application/json").json()

    assert told == staff.get(f"{API}/{post.pk}/shown").json()
    assert [(each["caption"], each["alt"]) for each in told["pictures"]] == [("", "霜降之后"), ("火", "一炉火")]
    assert staff.delete(f"{at}/{ids[0]}").json()["picture_count"] == 1


def test_a_story_costs_the_same_with_one_picture_and_with_four(client_of, mei, lin):
    browser, counts = client_of(lin), []
    for colours in (["red"], COLOURS):
        post, _pictures = story(mei, colours, Audience.MEMBERS)
        browser.get(f"/posts/{post.pk}/")
        with CaptureQueriesContext(connection) as queries:
            browser.get(f"/posts/{post.pk}/")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12
