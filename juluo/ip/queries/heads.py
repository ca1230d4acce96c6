"""What posts and the page about the IP say of themselves to search engines and chats."""

from django.utils.translation import gettext as _

from juluo.core.addresses import address_of, root_of
from juluo.core.drawing.cards import Card
from juluo.core.heads import Head, Thing, card_address, graph, organization, trail
from juluo.core.models import Space
from juluo.ip.models import Bundle, Consultation, Persona, Post, Question, Room, Series, Workpiece
from juluo.ip.queries.bundles import BundleMet
from juluo.ip.queries.series import SeriesMet
from juluo.ip.rules.audience import first_words, is_walled
from juluo.ip.rules.markdown import excerpt


def card_of(post: Post) -> Card:
    return Card(subject=f"posts/{post.id}", title=post.title, note=first_words(post, 120), picture=post.cover)


def head_of_post(space: Space, post: Post) -> Head:
    """The head of a post's page: a posting in a discussion, by a person."""
    url = address_of(space, "ip:post", post.id)
    picture = card_address(space, card_of(post), "ip:post_card", post.id)
    description = first_words(post, 120)
    thing: Thing = {"@type": "DiscussionForumPosting", "headline": post.title, "url": url, "mainEntityOfPage": url}
    thing |= {"text": first_words(post, 5000), "image": [picture]}
    thing |= {"isAccessibleForFree": not is_walled(post)}
    thing |= {"author": {"@type": "Person", "name": post.author.name, "url": address_of(space, "ip:about")}}
    thing |= {"datePublished": post.published_at, "dateModified": post.updated_at}
    thing |= {"publisher": {"@id": f"{root_of(space)}/#organization"}}
    way = trail([(space.name, f"{root_of(space)}/"), (post.title, url)])
    things = [graph(thing, way, organization(space))]
    return Head(title=post.title, description=description, url=url, kind="article", picture=picture, things=things)


def card_of_series(series: Series) -> Card:
    return Card(subject=f"series/{series.pk}", title=series.title, note=series.summary)


def head_of_series(space: Space, met: SeriesMet) -> Head:
    """The head of a series' page: what it is about, and its parts by their addresses."""
    series, url = met.series, address_of(space, "ip:series", met.series.pk)
    picture = card_address(space, card_of_series(series), "ip:series_card", series.pk)
    parts = [{"@type": "DiscussionForumPosting", "headline": part.post.title, "position": part.number,
              "url": address_of(space, "ip:post", part.post.pk)} for part in met.parts]  # fmt: skip
    thing: Thing = {"@type": "CreativeWorkSeries", "name": series.title, "url": url, "hasPart": parts}
    thing |= {"publisher": {"@id": f"{root_of(space)}/#organization"}}
    way = trail([(space.name, f"{root_of(space)}/"), (series.title, url)])
    description = series.summary or series.title
    return Head(title=series.title, description=description, url=url, picture=picture,
                things=[graph(thing, way, organization(space))])  # fmt: skip


def head_of_series_list(space: Space) -> Head:
    """The head of the page that lists all series."""
    description = _("Posts of %(space)s that are read in order.") % {"space": space.name}
    return _head_of_list(space, _("Series"), description, address_of(space, "ip:series_list"))


def head_of_bundles(space: Space) -> Head:
    """The head of the page that lists all bundles."""
    description = _("Posts and series of %(space)s that are bought together.") % {"space": space.name}
    return _head_of_list(space, _("Bundles"), description, address_of(space, "ip:bundles"))


def card_of_room(room: Room) -> Card:
    return Card(subject=f"rooms/{room.pk}", title=room.name, note=excerpt(room.description, 120), picture=room.picture)


def head_of_room(space: Space, room: Room) -> Head:
    """The head of a room's page: what stands at its door."""
    url = address_of(space, "ip:room", room.pk)
    picture = card_address(space, card_of_room(room), "ip:room_card", room.pk)
    way = trail([(space.name, f"{root_of(space)}/"), (room.name, url)])
    description = excerpt(room.description, 120) or room.name
    return Head(title=room.name, description=description, url=url, picture=picture,
                things=[graph(way, organization(space))])  # fmt: skip


def card_of_consultation(offer: Consultation) -> Card:
    note = excerpt(offer.description, 120)
    return Card(subject=f"consultations/{offer.pk}", title=offer.title, note=note, picture=None)


def head_of_consultation(space: Space, offer: Consultation) -> Head:
    """The head of a consultation's page: a service by a person. Where it is, nobody is told."""
    url = address_of(space, "ip:consultation", offer.pk)
    picture = card_address(space, card_of_consultation(offer), "ip:consultation_card", offer.pk)
    thing: Thing = {"@type": "Service", "name": offer.title, "url": url}
    thing |= {"provider": {"@type": "Person", "name": offer.host.name}}
    way = trail([(space.name, f"{root_of(space)}/"), (offer.title, url)])
    description = excerpt(offer.description, 120) or offer.title
    return Head(title=offer.title, description=description, url=url, picture=picture,
                things=[graph(thing, way, organization(space))])  # fmt: skip


def head_of_question(space: Space, question: Question) -> Head:
    """The head of a published question: what was asked, never what was answered."""
    url, description = address_of(space, "ip:question", question.pk), excerpt(question.text, 120) or question.title
    picture = card_address(space, card_of_space(space, None), "front:card")
    asked: Thing = {"@type": "Question", "name": question.title, "text": excerpt(question.text, 5000)}
    thing: Thing = {"@type": "QAPage", "url": url, "mainEntity": asked, "isAccessibleForFree": question.is_free}
    way = trail([(space.name, f"{root_of(space)}/"), (question.title, url)])
    return Head(title=question.title, description=description, url=url, kind="article", picture=picture,
                things=[graph(thing, way, organization(space))])  # fmt: skip


def head_of_questions(space: Space) -> Head:
    url, picture = address_of(space, "ip:questions"), card_address(space, card_of_space(space, None), "front:card")
    description = _("What people asked %(space)s, and what was answered.") % {"space": space.name}
    return Head(
        title=_("Questions"), description=description, url=url, picture=picture, things=[graph(organization(space))]
    )


def card_of_bundle(bundle: Bundle) -> Card:
    return Card(subject=f"bundles/{bundle.pk}", title=bundle.title, note=bundle.summary)


def head_of_bundle(space: Space, met: BundleMet) -> Head:
    """The head of a bundle's page: what it is about, and what stands in it by title."""
    bundle, url = met.bundle, address_of(space, "ip:bundle", met.bundle.pk)
    picture = card_address(space, card_of_bundle(bundle), "ip:bundle_card", bundle.pk)
    parts = [{"@type": "CreativeWork", "name": each.title} for each in met.contents]
    thing: Thing = {"@type": "Collection", "name": bundle.title, "url": url, "hasPart": parts}
    way = trail([(space.name, f"{root_of(space)}/"), (bundle.title, url)])
    things = [graph(thing, way, organization(space))]
    description = bundle.summary or bundle.title
    return Head(title=bundle.title, description=description, url=url, picture=picture, things=things)


def card_of_space(space: Space, someone: Persona | None) -> Card:
    """The card of every page that has none of its own."""
    title = someone.name if someone else space.name
    note, picture = (someone.tagline, someone.portrait) if someone else ("", None)
    return Card(subject="home", title=title, note=note, picture=picture)


def head_of_home(space: Space, someone: Persona | None) -> Head:
    """The head of the home page: who is behind all of it."""
    return _head_of_space(space, someone, f"{root_of(space)}/")


def head_of_about(space: Space, someone: Persona | None) -> Head:
    return _head_of_space(space, someone, address_of(space, "ip:about"))


def _head_of_space(space: Space, someone: Persona | None, url: str) -> Head:
    picture = card_address(space, card_of_space(space, someone), "front:card")
    said = (someone.tagline or excerpt(someone.origin, 120)) if someone else ""
    description = said or _("The community and the mall of %(space)s.") % {"space": space.name}
    site = {"@type": "WebSite", "name": space.name, "url": f"{root_of(space)}/", "inLanguage": space.language}
    things = [graph(organization(space, description=description), site)]
    return Head(title=someone.name if someone else space.name, description=description, url=url, picture=picture,
                things=things)  # fmt: skip


def head_of_decisions(space: Space) -> Head:
    """The head of the page that says what became of what members asked for."""
    url = address_of(space, "ip:decisions")
    way = trail([(space.name, f"{root_of(space)}/"), (_("What was decided"), url)])
    description = _("What members asked for, what was decided, and why.")
    return Head(title=_("What was decided"), description=description, url=url,
                things=[graph(way, organization(space))])  # fmt: skip


def card_of_workpiece(workpiece: Workpiece) -> Card:
    return Card(subject=f"workshop/{workpiece.pk}", title=workpiece.title, note=workpiece.summary)


def head_of_workshop(space: Space) -> Head:
    """The head of the page that lists what is being made."""
    url = address_of(space, "ip:workshop")
    way = trail([(space.name, f"{root_of(space)}/"), (_("Workshop"), url)])
    description = _("What is being made here, step by step, together with those it is for.")
    return Head(title=_("Workshop"), description=description, url=url, things=[graph(way, organization(space))])


def head_of_workpiece(space: Space, workpiece: Workpiece) -> Head:
    """The head of a workpiece's page."""
    url = address_of(space, "ip:workpiece", workpiece.pk)
    picture = card_address(space, card_of_workpiece(workpiece), "ip:workpiece_card", workpiece.pk)
    description = workpiece.summary or workpiece.title
    thing: Thing = {"@type": "CreativeWork", "name": workpiece.title, "url": url, "description": description}
    thing |= {"publisher": {"@id": f"{root_of(space)}/#organization"}}
    way = trail([(space.name, f"{root_of(space)}/"), (_("Workshop"), address_of(space, "ip:workshop")),
                 (workpiece.title, url)])  # fmt: skip
    return Head(title=workpiece.title, description=description, url=url, picture=picture,
                things=[graph(thing, way, organization(space))])  # fmt: skip


def _head_of_list(space: Space, title: str, description: str, url: str) -> Head:
    way = trail([(space.name, f"{root_of(space)}/"), (title, url)])
    picture = card_address(space, card_of_space(space, None), "front:card")
    return Head(title=title, description=description, url=url, picture=picture,
                things=[graph(way, organization(space))])  # fmt: skip
