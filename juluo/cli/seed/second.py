"""A second space, small: what is here must never be seen there."""

from juluo.community.operations.founding import found_space
from juluo.core.models import Member, Space, User
from juluo.core.spaces import acting_in
from juluo.ip.operations.posts import PostWords, publish_post, write_post
from juluo.mall.operations.catalog import ProductText, VariantDraft, publish_product, write_product

SLUG = "xiguan"


def make_second() -> bool:
    """Make the second space, with one post and one product; False if it is there already."""
    if Space.objects.filter(slug=SLUG).exists():
        return False
    owner = User.objects.create_user("second@demo.example", name="西关阿吴")
    with acting_in(found_space(slug=SLUG, name="西关陶事", owner=owner)):
        member = Member.objects.get(user=owner)
        publish_post(write_post(member, PostWords(title="开窑", text="第一窑出了十二只碗，留下九只。")))
        draft = VariantDraft(sku="WAN-1", price_minor=12800, currency="CNY", on_hand=9)
        text = ProductText(title="西关饭碗", slug="xiguan-wan", summary="柴窑，落灰自然。")
        publish_product(write_product(text, [draft]))
    return True
