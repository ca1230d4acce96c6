"""Players of other hosts: which addresses are taken, what of them is kept, and that no other page may frame them."""

import socket

import pytest

from juluo.core.refusals import Refused
from juluo.ip.models import Post
from juluo.ip.operations.playing import put_embed
from juluo.ip.rules.embeds import HOSTS, Embed, embed_at, embed_of
from juluo.ip.tests.factories import make_post
from juluo.testing.digest import changes, digest

TAKEN = {
    "https://www.bilibili.com/video/BV1xx411c7mD/?spm_id_from=333&t=9": "bilibili:BV1xx411c7mD",
    "https://m.bilibili.com/video/BV1xx411c7mD": "bilibili:BV1xx411c7mD",
    "https://player.bilibili.com/player.html?bvid=BV1xx411c7mD&autoplay=1": "bilibili:BV1xx411c7mD",
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ&list=x": "youtube:dQw4w9WgXcQ",
    "https://youtu.be/dQw4w9WgXcQ?si=tracking": "youtube:dQw4w9WgXcQ",
    "https://www.youtube.com/shorts/dQw4w9WgXcQ": "youtube:dQw4w9WgXcQ",
    "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ": "youtube:dQw4w9WgXcQ",
    "https://v.qq.com/x/page/d3043rklaks.html": "tencent:d3043rklaks",
    "https://v.qq.com/x/cover/mzc00200abc/d3043rklaks.html": "tencent:d3043rklaks",
    "https://vimeo.com/76979871": "vimeo:76979871",
    "https://player.vimeo.com/video/76979871?h=1": "vimeo:76979871",
    "https://v.youku.com/v_show/id_XNDYxMzM2MDI0NA==.html": "youku:XNDYxMzM2MDI0NA==",
    "https://music.163.com/song?id=186016&userid=7": "netease:186016",
}
REFUSED = [
    "http://youtu.be/dQw4w9WgXcQ", "https://127.0.0.1/watch?v=dQw4w9WgXcQ", "https://localhost/", "https://[::1]/",
    "https://169.254.169.254/latest/meta-data", "https://10.0.0.1/", "https://2130706433/", "https://0x7f.1/",
    "https://youtube.com@127.0.0.1/watch?v=dQw4w9WgXcQ", "https://user:pw@www.youtube.com/watch?v=dQw4w9WgXcQ",
    "https://www.youtube.com:8443/watch?v=dQw4w9WgXcQ", "https://www.youtube.com:/watch?v=dQw4w9WgXcQ",
    "https://www.youtube.com.evil.example/watch?v=dQw4w9WgXcQ", "https://evilyoutube.com/watch?v=dQw4w9WgXcQ",
    "https://www.youtube.com./watch?v=dQw4w9WgXcQ", "https://www.yоutube.com/watch?v=dQw4w9WgXcQ",
    "https://evil.example\\@www.youtube.com/watch?v=dQw4w9WgXcQ", "https:www.youtube.com/watch?v=dQw4w9WgXcQ",
    "https://evil.example#@www.youtube.com/watch?v=dQw4w9WgXcQ", "//www.youtube.com/watch?v=dQw4w9WgXcQ",
    "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ftp://vimeo.com/76979871", "vimeo.com/76979871",
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ&v=abcdefghijk", "https://www.youtube.com/watch?v=%22onload%3D%22aa",
    "https://www.youtube.com/watch?v=../../../aaa", "https://www.youtube.com/redirect?q=https://evil.example",
    "https://www.youtube.com/embed/dQw4w9WgXcQ/../../x", "https://vimeo.com/76979871/settings", "https://b23.tv/abc",
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ\n", "https://www.youtube.com/watch\t?v=dQw4w9WgXcQ x", "x" * 501, " ",
]  # fmt: skip


@pytest.mark.parametrize("link", TAKEN)
def test_of_an_address_only_the_key_is_kept(link):
    embed = embed_at(link)
    assert str(embed) == TAKEN[link]
    assert embed_of(str(embed)) == embed
    assert embed.frame.startswith(f"{embed.host.frame_host}/")
    assert embed_at(embed.frame if embed.name != "netease" else embed.page) == embed


@pytest.mark.parametrize("link", [each for each in REFUSED if not each.endswith("\n")])
def test_any_other_address_is_refused_beside_the_field_and_nothing_is_fetched(client_of, mei, monkeypatch, link):
    post, staff = make_post(mei), client_of(mei)
    before = digest()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_asked: pytest.fail("Something was looked up."))

    page = staff.post(f"/studio/posts/{post.pk}/embed/", {"link": link})
    told = staff.put(f"/api/v1/studio/posts/{post.pk}/embed", {"link": link}, content_type="application/json")

    assert (page.status_code, 'id="id_link_error"' in page.text) == (422, True)
    assert (told.status_code, told.json()["errors"][0]["pointer"]) == (422, "#/link")
    assert changes(before, digest()) == []


def test_only_the_page_that_needs_it_may_frame_only_its_host(client_of, mei):
    post, other = make_post(mei), make_post(mei, "别的")
    put_embed(post, "https://youtu.be/dQw4w9WgXcQ")

    for _time in range(2):  # the second is kept
        policy = client_of().get(f"/posts/{post.pk}/")["Content-Security-Policy"]
        assert "frame-src https://www.youtube-nocookie.com;" in f"{policy};"
        assert "frame-ancestors 'none'" in policy
        assert "frame-src" not in client_of().get(f"/posts/{other.pk}/")["Content-Security-Policy"]
    page = client_of().get(f"/posts/{post.pk}/").text
    assert 'href="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ" target="player"' in page
    assert "<iframe" in page
    assert 'src="https://www.youtube-nocookie.com' not in page


def test_a_host_that_is_allowed_no_more_shows_nothing(client_of, mei, settings):
    post = put_embed(make_post(mei), "https://vimeo.com/76979871")
    settings.JULUO_EMBEDS = ["bilibili", "nonsense"]

    assert "vimeo" not in client_of().get(f"/posts/{post.pk}/").text
    with pytest.raises(Refused) as refused:
        embed_at("https://vimeo.com/76979871")
    assert refused.value.code == "unknown_host"
    assert embed_of("bilibili:<script>") is None


def test_the_same_address_again_changes_nothing_and_a_recording_gives_way(mei):
    post = put_embed(make_post(mei), "https://vimeo.com/76979871")
    before = digest()
    put_embed(post, "https://player.vimeo.com/video/76979871")
    assert changes(before, digest()) == []
    put_embed(post, "https://music.163.com/song?id=186016")
    assert (Post.objects.get().kind, Post.objects.get().embed) == ("audio", "netease:186016")


@pytest.mark.parametrize("name", HOSTS)
def test_every_frame_is_https_without_a_port(name):
    embed = Embed(name, "KEY")
    assert embed.frame.startswith("https://")
    assert embed.host.frame_host.count(":") == 1
