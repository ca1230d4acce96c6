"""Posts for tests, made by the verbs."""

from juluo.core.models import Member
from juluo.ip.models import Post
from juluo.ip.operations.posts import PostWords, publish_post, write_post


def make_draft(author: Member, title: str = "霜降之后", text: str = "今年第一炉炭焙刚出。") -> Post:
    return write_post(author, PostWords(title=title, text=text))


def make_post(author: Member, title: str = "霜降之后", text: str = "今年第一炉炭焙刚出。") -> Post:
    return publish_post(make_draft(author, title, text))
