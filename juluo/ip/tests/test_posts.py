import threading

import pytest
from django.db import connection, transaction

from juluo.core.acting import Actor, acting_as
from juluo.core.models import FactRow, Space
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_in
from juluo.ip.models import Post
from juluo.ip.operations.posts import PostWords, edit_post, publish_post, unpublish_post, write_post
from juluo.ip.tests.factories import make_draft, make_post


def facts_about(post):
    return list(FactRow.objects.filter(subject_id=post.id).order_by("id").values_list("name", flat=True))


def pages_version():
    return Space.objects.get(slug="shanye").pages_version


def test_a_draft_becomes_readable_by_publishing_and_not_before(mei):
    post, before = make_draft(mei), pages_version()
    assert not Post.objects.published().exists()

    publish_post(post)
    publish_post(post)

    assert Post.objects.published().get() == post
    assert pages_version() == before + 1
    assert facts_about(post) == ["PostWritten", "PostPublished"]


def test_a_post_taken_back_is_a_draft_again(mei):
    post = make_post(mei)

    unpublish_post(post)
    unpublish_post(post)

    assert not Post.objects.published().exists()
    assert facts_about(post) == ["PostWritten", "PostPublished", "PostUnpublished"]


def test_what_staff_do_stands_in_the_audit_log(mei):
    with acting_as(Actor(mei.id, staff=True)):
        post = make_post(mei)

    said = FactRow.objects.filter(by_staff=True, subject_id=post.id).values_list("name", "actor_id")
    assert set(said) == {("PostWritten", mei.id), ("PostPublished", mei.id)}


def test_editing_names_what_changed_and_renews_pages_once_readable(mei):
    post = make_post(mei)
    before, written = pages_version(), post.updated_at

    edited = edit_post(post, PostWords(title="立冬", text=post.text))
    edit_post(post, PostWords(title="  立冬 ", text=post.text))

    assert (edited.title, edited.updated_at > written) == ("立冬", True)
    assert FactRow.objects.get(name="PostChanged").data == {"post_id": str(post.id), "changed": ["title"]}
    assert pages_version() == before + 1


def test_editing_a_draft_renews_no_page(mei):
    post, before = make_draft(mei), pages_version()
    edit_post(post, PostWords(title="立冬", text="写到一半"))
    assert pages_version() == before


@pytest.mark.parametrize(
    ("title", "text", "field"),
    [("", "x", "title"), ("x", " \n", "text"), ("t" * 121, "x", "title"), ("\0", "x", "title")],
)
def test_a_post_without_words_is_refused(mei, title, text, field):
    with pytest.raises(Refused) as refusal:
        write_post(mei, PostWords(title=title, text=text))
    assert refusal.value.field == field
    assert not Post.objects.exists()


def test_publishing_twice_at_once_is_publishing_once(space, mei):
    post, together = make_draft(mei), threading.Barrier(2)

    def run():
        with acting_in(space):
            together.wait()
            publish_post(post)
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert facts_about(post) == ["PostWritten", "PostPublished"]


def test_writing_rolled_back_leaves_nothing(mei):
    with transaction.atomic():
        make_post(mei)
        transaction.set_rollback(True)

    assert not Post.objects.exists()
    assert not FactRow.objects.filter(name="PostWritten").exists()
