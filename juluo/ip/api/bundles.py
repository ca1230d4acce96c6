"""Bundles: posts and series that are bought together, and what staff put into them."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from juluo.core.api.callers import ApiRequest, everybody, permission
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.schemas import Input, Line
from juluo.core.http import get_or_404
from juluo.ip.api.posts import StepOut
from juluo.ip.models import Bundle
from juluo.ip.operations.bundles import fill_bundle, make_bundle, name_bundle
from juluo.ip.operations.series import SERIES_TITLE_LENGTH, SUMMARY_LENGTH
from juluo.ip.queries.bundles import BundleMet, Content, bundle_met_by, bundles_of_staff, bundles_shown
from juluo.ip.rules.bundles import MOST_ITEMS

router = Router(tags=["bundles"])
_may_write = permission("content.write")


class BundleOut(Schema):
    """Posts and series that are bought together."""

    id: UUID
    title: str
    summary: str
    made_at: datetime

    @classmethod
    def of(cls, bundle: Bundle) -> Self:
        return cls(id=bundle.pk, title=bundle.title, summary=bundle.summary, made_at=bundle.made_at)


class ContentOut(Schema):
    """Something published that stands in it, named by the right that opens it ("post:ID"); `opened` for the caller."""

    right: str
    title: str
    url: str
    opened: bool

    @classmethod
    def of(cls, request: ApiRequest, content: Content) -> Self:
        url = request.build_absolute_uri(content.url)
        return cls(right=content.right, title=content.title, url=url, opened=content.opened)


class MetBundleOut(BundleOut):
    """A bundle as the caller meets it: what stands in it, and what opens it; `step` is null for whoever bought it."""

    contents: list[ContentOut]
    step: StepOut | None

    @classmethod
    def met(cls, request: ApiRequest, met: BundleMet) -> Self:
        contents = [ContentOut.of(request, each) for each in met.contents]
        step = StepOut.of(request, met.step) if met.step else None
        return cls(**BundleOut.of(met.bundle).dict(), contents=contents, step=step)


class StudioBundleOut(BundleOut):
    """A bundle as staff see it: with the rights of all that stands in it, drafts too."""

    rights: list[str]

    @classmethod
    def of(cls, bundle: Bundle) -> Self:
        standing = sorted((each for each in bundle.items.all() if each.left_at is None), key=lambda each: each.position)
        return cls(**BundleOut.of(bundle).dict(), rights=[each.right for each in standing])


class BundleIn(Input):
    title: Annotated[Line, Field(max_length=SERIES_TITLE_LENGTH)]
    summary: Annotated[str, Field(max_length=SUMMARY_LENGTH)] = ""


class ContentsIn(Input):
    rights: Annotated[
        list[Annotated[Line, Field(max_length=120)]],
        Field(max_length=MOST_ITEMS, description='What it holds, like "post:ID" and "series:ID", in order.'),
    ]


@router.get("/bundles", auth=everybody, response=Listed[BundleOut], summary="List bundles")
def bundles(request: ApiRequest, asked: PageAsked) -> object:
    """Those in which something published stands, the latest made first."""
    return listed(request, bundles_shown(), asked, BundleOut.of)


@router.get("/bundles/{uuid:bundle_id}", auth=everybody, response=MetBundleOut, summary="Read a bundle")
def bundle(request: ApiRequest, bundle_id: UUID) -> MetBundleOut:
    """What stands in it, and what the caller pays for it."""
    return MetBundleOut.met(request, bundle_met_by(get_or_404(bundles_shown(), id=bundle_id), request.member))


@router.get("/studio/bundles", auth=_may_write, response=Listed[StudioBundleOut], summary="List all bundles")
def all_bundles(request: ApiRequest, asked: PageAsked) -> object:
    """Every bundle, the latest made first."""
    return listed(request, bundles_of_staff().prefetch_related("items"), asked, StudioBundleOut.of)


@router.post("/studio/bundles", auth=_may_write, response={201: StudioBundleOut}, summary="Make a bundle")
def make(request: ApiRequest, said: BundleIn) -> Status[StudioBundleOut]:
    """It is empty, and on sale once `PUT /studio/rights/bundle:ID/sale` says its price."""
    del request
    return Status(201, StudioBundleOut.of(make_bundle(said.title, summary=said.summary)))


@router.put("/studio/bundles/{uuid:bundle_id}", auth=_may_write, response=StudioBundleOut, summary="Name a bundle")
def name(request: ApiRequest, bundle_id: UUID, said: BundleIn) -> StudioBundleOut:
    """Replace its title and its summary."""
    del request
    return StudioBundleOut.of(name_bundle(_known(bundle_id), said.title, summary=said.summary))


@router.put(
    "/studio/bundles/{uuid:bundle_id}/contents", auth=_may_write, response=StudioBundleOut, summary="Fill a bundle"
)
def fill(request: ApiRequest, bundle_id: UUID, said: ContentsIn) -> StudioBundleOut:
    """Let it hold what these rights open, in this order; what is not named leaves it, and who paid keeps it."""
    del request
    return StudioBundleOut.of(fill_bundle(_known(bundle_id), said.rights))


def _known(bundle_id: UUID) -> Bundle:
    return get_or_404(Bundle.objects.all(), id=bundle_id)
