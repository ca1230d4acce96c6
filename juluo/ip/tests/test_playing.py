"""Sound and film of a post: put there by staff, played by who reads the post to its end, and by nobody else."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from juluo.core.entitlements import grant, revoke
from juluo.core.models import FactRow, Recording
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_in
from juluo.core.tests.recordings import film, m4a, mp3, wav
from juluo.ip.models import Audience, Post
from juluo.ip.operations.playing import put_embed, put_recording, take_player_off
from juluo.ip.operations.posts import PostWords, discard_post, edit_post, publish_post, unpublish_post, write_post
from juluo.ip.tests.factories import make_draft, make_post
from juluo.testing.digest import changes, digest

API = "/api/v1/studio/posts"
BODY = film(payload=b"canary-of-the-film" * 40)


@pytest.fixture(autouse=True)
def media_root(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def sent(content=BODY, name="film.mp4"):
    return SimpleUploadedFile(name, content)


def files_in(root):
    return [path for path in root.rglob("*.*") if path.is_file()]


def filmed(author, audience=Audience.BUYERS, content=BODY):
    words = PostWords(title="一炉火", text="免费的一段。\n\n::wall\n\n收费的一段。", audience=audience)
    return put_recording(publish_post(write_post(author, words)), sent(content), by=author)


def body(answer):
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    answer.close()
    return content


def test_staff_send_a_film_and_readers_watch_it_in_ranges(client_of, mei):
    post = make_post(mei)
    answer = client_of(mei).post(f"/studio/posts/{post.pk}/recording/", {"recording": sent()})
    assert answer.status_code == 302

    page = client_of().get(f"/posts/{post.pk}/").text
    part = client_of().get(f"/posts/{post.pk}/recording", headers={"Range": "bytes=0-9"})

    assert f'src="/@shanye/posts/{post.pk}/recording"' in page
    assert "1:30" in page
    assert (part.status_code, body(part)) == (206, BODY[:10])
    assert (part["Content-Type"], part["Cache-Control"]) == ("video/mp4", "public, max-age=3600")
    assert "visitor" not in part.cookies
    assert Post.objects.get().kind == "video"
    assert FactRow.objects.get(name="RecordingPut").by_staff


def test_the_same_file_again_changes_nothing_and_another_takes_its_place(mei, media_root):
    post = put_recording(make_post(mei), sent(), by=mei)
    before = digest()
    put_recording(post, sent(name="other.mp4"), by=mei)
    assert changes(before, digest()) == []

    put_recording(post, sent(mp3()), by=mei)

    assert (Recording.objects.get().content_type, Post.objects.get().kind) == ("audio/mpeg", "audio")
    assert [path.suffix for path in files_in(media_root)] == [".mp3"]


def test_what_is_taken_off_or_thrown_away_leaves_no_file(mei, media_root):
    post = take_player_off(put_recording(make_post(mei), sent(), by=mei))
    assert (post.kind, Recording.objects.count(), files_in(media_root)) == ("article", 0, [])
    before = digest()
    take_player_off(post)
    assert changes(before, digest()) == []

    discard_post(put_recording(make_draft(mei), sent(), by=mei))
    assert (Recording.objects.count(), files_in(media_root)) == (0, [])


def test_a_recording_that_another_post_plays_stays(mei, media_root):
    post, other = put_recording(make_post(mei), sent(), by=mei), make_post(mei)
    Post.objects.filter(pk=other.pk).update(recording=post.recording, kind="video")
    take_player_off(post)
    assert (Recording.objects.count(), len(files_in(media_root))) == (1, 1)


@pytest.mark.parametrize(
    ("content", "name"), [(b"<svg onload=alert(1)>" + b" " * 99, "a.svg"), (b"<!doctype html>" + b" " * 99, "a.mp3"),
                          (BODY[:-9], "a.mp4"), (b"", "a.wav"), (b"PK\x03\x04" + bytes(99), "a.m4a")],
)  # fmt: skip
def test_what_cannot_be_played_is_refused_beside_the_field_and_changes_nothing(
    client_of, mei, media_root, content, name
):
    post, browser = make_post(mei), client_of(mei)
    before = digest()
    answer = browser.post(f"/studio/posts/{post.pk}/recording/", {"recording": sent(content, name)})
    assert (answer.status_code, 'id="id_recording_error"' in answer.text) == (422, True)
    assert (changes(before, digest()), files_in(media_root)) == ([], [])


def test_a_file_that_is_too_heavy_is_refused_by_page_and_api(client_of, mei, media_root, settings):
    settings.JULUO_SOUND_LIMIT = settings.JULUO_FILM_LIMIT = 5_000
    post, staff = make_post(mei), client_of(mei)
    before = digest()
    page = staff.post(f"/studio/posts/{post.pk}/recording/", {"recording": sent(wav(3))})
    told = staff.put(f"{API}/{post.pk}/recording", wav(3), content_type="audio/wav")
    heavy = staff.put(f"{API}/{post.pk}/embed", b"{" + b" " * 2_000_000, content_type="application/json")

    assert (page.status_code, 'id="id_recording_error"' in page.text) == (422, True)
    assert (told.status_code, told.json()["code"]) == (413, "too_heavy")
    assert heavy.status_code == 413
    assert (changes(before, digest()), files_in(media_root)) == ([], [])


def refused_to(client_of, readers, paths):
    """The statuses that these readers get at these addresses; nobody gets a byte of the canary."""
    found = set()
    for who in readers:
        for path in paths:
            answer = client_of(who).get(path, headers={"Range": "bytes=0-5"})
            found.add(answer.status_code)
            assert b"canary" not in body(answer)
    return found


def test_only_who_reads_the_post_to_its_end_gets_the_file(client_of, mei, lin, wu, hao, other_space):
    """The canary: guest, member, other space, guessed id, before and after a refund; and a control that plays."""
    post, free = filmed(mei), filmed(mei, Audience.EVERYONE)
    at, api = f"/posts/{post.pk}/recording", f"/api/v1/posts/{post.pk}/recording"
    with acting_in(other_space):
        theirs = filmed(wu, Audience.EVERYONE, film(payload=b"theirs" * 99))
        grant(wu, f"post:{post.pk}", reason="gift")
    paths = [at, api, f"/posts/{theirs.pk}/recording", f"/posts/{post.recording_id}/recording"]
    assert body(client_of().get(f"/posts/{free.pk}/recording")) == BODY
    assert refused_to(client_of, [None, lin, hao, wu], paths) == {404}

    grant(lin, f"post:{post.pk}", reason="order")
    assert (body(client_of(lin).get(at)), body(client_of(lin).get(api))) == (BODY, BODY)
    revoke(reason="order")
    assert refused_to(client_of, [None, lin, hao, wu], paths) == {404}


def test_a_right_that_ended_ends_for_a_browser_that_kept_the_file_too(client_of, mei, lin):
    post = filmed(mei)
    at = f"/posts/{post.pk}/recording"
    grant(lin, f"post:{post.pk}", reason="order")
    answer = client_of(lin).get(at)
    assert (body(answer), answer["Cache-Control"]) == (BODY, "private, no-cache")
    kept = {"If-None-Match": answer["ETag"]}
    assert client_of(lin).get(at, headers=kept).status_code == 304
    revoke(reason="order")
    assert client_of(lin).get(at, headers=kept).status_code == 404


def test_staff_hear_a_draft_and_nobody_else_does(client_of, mei, lin):
    post = filmed(mei)
    unpublish_post(post)
    assert client_of(mei).get(f"/posts/{post.pk}/recording").status_code == 404
    assert body(client_of(mei).get(f"/studio/posts/{post.pk}/recording/")) == BODY
    assert client_of(lin).get(f"/studio/posts/{post.pk}/recording/").status_code == 404


def test_nothing_of_a_closed_film_shows_on_pages_feeds_and_previews(client_of, mei, lin):
    post, second = filmed(mei), make_post(mei, "另一篇")
    second = edit_post(second, PostWords(title="另一篇", text="::wall\n后面", audience="buyers"))
    put_embed(second, "https://youtu.be/canary-key1")
    places = ["/", "/feed.xml", "/search/?q=canary", "/api/v1/posts", f"/posts/{post.pk}/", f"/posts/{second.pk}/",
              f"/api/v1/posts/{post.pk}", f"/api/v1/posts/{second.pk}"]  # fmt: skip

    def leaks(who):
        return [at for at in places for mark in (f"{post.pk}/recording", "canary-key1", str(post.recording_id))
                if mark in client_of(who).get(at).text.replace("q=canary", "")]  # fmt: skip

    assert leaks(None) == leaks(lin) == []
    assert "youtube" not in client_of(lin).get(f"/posts/{second.pk}/")["Content-Security-Policy"]
    grant(lin, f"post:{post.pk}", reason="x")
    grant(lin, f"post:{second.pk}", reason="x")
    assert set(leaks(lin)) >= {f"/posts/{post.pk}/", f"/posts/{second.pk}/", f"/api/v1/posts/{second.pk}"}


def test_the_api_puts_a_recording_and_takes_it_off(client_of, mei, lin):
    post, staff = make_post(mei), client_of(mei)
    put = staff.put(f"{API}/{post.pk}/recording", m4a(), content_type="audio/mp4").json()
    told = client_of().get(f"/api/v1/posts/{post.pk}").json()

    assert (put["kind"], put["recording"]["content_type"], put["recording"]["seconds"]) == ("audio", "audio/mp4", 90)
    assert told["kind"] == "audio"
    assert told["shown"] == put
    assert body(client_of().get(put["recording"]["url"].partition("/@shanye")[2])) == m4a()
    refused = staff.put(f"{API}/{post.pk}/recording", b"no sound", content_type="audio/mpeg")
    assert (refused.status_code, refused.json()["code"]) == (422, "not_a_recording")
    assert client_of(lin).put(f"{API}/{post.pk}/recording", m4a(), content_type="audio/mp4").status_code == 403
    assert staff.delete(f"{API}/{post.pk}/player").json()["kind"] == "article"


def test_what_is_rolled_back_leaves_the_post_as_it_was(mei):
    post = make_post(mei)
    before = digest()
    with transaction.atomic():
        put_recording(post, sent(), by=mei)
        transaction.set_rollback(True)
    assert changes(before, digest()) == []


def test_a_post_that_shows_pictures_plays_nothing(mei, media_root):
    post = make_post(mei)
    Post.objects.filter(pk=post.pk).update(kind="pictures")
    for verb in (lambda: put_recording(post, sent(), by=mei), lambda: put_embed(post, "https://vimeo.com/7697987")):
        with pytest.raises(Refused) as refused:
            verb()
        assert refused.value.code == "shows_pictures"
    assert files_in(media_root) == []


def test_a_post_that_plays_costs_no_query_more(client_of, mei, lin, django_assert_max_num_queries):
    post, browser = filmed(mei, Audience.MEMBERS), client_of(lin)
    browser.get(f"/posts/{post.pk}/")
    with django_assert_max_num_queries(12):
        browser.get(f"/posts/{post.pk}/")
