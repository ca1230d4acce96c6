"""What open circles say of themselves to search engines and chats. Private ones say nothing."""

from juluo.community.models import Circle
from juluo.core.addresses import address_of, root_of
from juluo.core.heads import Head, card_address, graph, organization, trail
from juluo.core.models import Space
from juluo.ip.queries.heads import card_of_space
from juluo.ip.rules.markdown import excerpt


def head_of_circle(space: Space, circle: Circle) -> Head:
    """The head of an open circle's page: its name and what it is for, never what is said inside."""
    url = address_of(space, "community:circle", circle.pk)
    way = trail([(space.name, f"{root_of(space)}/"), (circle.name, url)])
    return Head(
        title=circle.name, description=excerpt(circle.about, 120) or circle.name, url=url,
        picture=card_address(space, card_of_space(space, None), "front:card"),
        things=[graph(way, organization(space))],
    )  # fmt: skip
