"""What there is in the space beside its posts."""

from ninja import Router, Schema

from juluo.core.api.callers import ApiRequest, everybody
from juluo.ip.queries.here import places_here

router = Router(tags=["space"])


class PlaceOut(Schema):
    """A list with something in it. `unread` is how many rooms hold news for the caller, null for all other lists."""

    key: str
    label: str
    url: str
    unread: int | None


@router.get("/places", auth=everybody, response=list[PlaceOut], summary="List what there is here")
def places(request: ApiRequest) -> list[PlaceOut]:
    """Only lists in which the caller finds something."""
    return [
        PlaceOut(key=each.key, label=str(each.label), url=request.build_absolute_uri(each.url), unread=each.unread)
        for each in places_here(request.space, request.member)
    ]
