"""What contents brought, and how a member came, in the words of the studio."""

from django.urls import reverse
from django.utils.translation import gettext as _

from juluo.community.models import Entrance
from juluo.community.queries.doors import standing_entrance
from juluo.community.queries.ways import way_of
from juluo.core.models import Member
from juluo.core.ways import Trace, WayCard
from juluo.sharing.models import ShareLink
from juluo.sharing.queries.contents import studio_page_of, titles_of_contents
from juluo.sharing.queries.sources import brought_by, source_of


def entrance_for(content: str) -> Entrance:
    """The entrance that was chosen for the content while it is open, else the direct one."""
    chosen = way_of(content)
    return chosen if chosen and chosen.closed_at is None else standing_entrance(Entrance.Kind.DIRECT)


def card_of_way(content: str) -> WayCard:
    brought = brought_by(content)
    page = reverse("sharing_studio:way", args=[content])
    return WayCard(page, entrance_for(content).name, brought.last, brought.first)


def traces_of_source(member: Member) -> list[Trace]:
    """What the member saw first and read last before joining, and by whose links; nothing of those nobody saw come."""
    source = source_of(member)
    if source is None:
        return []
    titles = titles_of_contents({source.content, source.last_content}) | {"": ""}
    again = source.last_link_id == source.link_id
    traces = [
        _content(_("Saw first"), source.content, titles),
        _link(_("Came by a link of"), source.link),
        _content(_("Read last before joining"), source.last_content, titles),
        _link(_("Last link before joining"), None if again else source.last_link),
    ]
    return [trace for trace in traces if trace.value]


def _content(label: str, name: str, titles: dict[str, str]) -> Trace:
    return Trace(label, titles.get(name, name), studio_page_of(name), "content.write")


def _link(label: str, link: ShareLink | None) -> Trace:
    if link is None:
        return Trace(label, "")
    url = reverse("sharing_studio:link", args=[link.code])
    return Trace(label, f"{link.sharer.name} · {link.code}", url, "sharing.read")
