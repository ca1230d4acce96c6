"""The crawler is shown to find holes: one of each kind is made here, and none of them exists in the product."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from uuid import UUID

import pytest
from django.db import connections
from django.http import Http404, HttpResponse, JsonResponse
from django.urls import path
from ninja import Router

from juluo.core.api.callers import everybody, members
from juluo.core.api.contract import JuluoApi
from juluo.core.api.schemas import Id, Input
from juluo.core.http import member_required, staff_required
from juluo.core.keys import make_key
from juluo.core.models import Member, Space
from juluo.core.spaces import acting_in, acting_space_id
from juluo.core.tasks import Task
from juluo.mall.models import Order, Product
from juluo.testing.isolation.asking import Asker
from juluo.testing.isolation.crawl import faults_of, warm
from juluo.testing.isolation.routes import api_routes, page_routes
from juluo.testing.isolation.work import faults_of_tasks
from juluo.urls.space import urlpatterns


def in_every_space(look):
    """Break both locks, as no code of the product can by accident: look in each space from a thread of its own."""

    def visit(space):
        try:
            with acting_in(space):
                return look()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as elsewhere:
        return [elsewhere.submit(visit, space).result() for space in Space.objects.all()]


def by_path(request, product_id):
    found = [name for names in in_every_space(lambda: list(Product.objects.filter(pk=product_id))) for name in names]
    if not found:
        raise Http404
    return HttpResponse(found[0].title)


def by_status(request, product_id):
    """Tells nothing but that the row exists somewhere."""
    if any(in_every_space(lambda: Product.objects.filter(pk=product_id).exists())):
        return HttpResponse(status=403)
    raise Http404


def by_slug(request, slug):
    return HttpResponse(str(any(in_every_space(lambda: Product.objects.filter(slug=slug).exists()))))


def by_query(request):
    wanted = request.GET.get("order", "")
    return HttpResponse(
        str(in_every_space(lambda: list(Order.objects.filter(pk=wanted).values_list("ref", flat=True))))
    )


def by_body(request):
    wanted = request.POST.get("member", "")
    if not wanted:
        return HttpResponse()
    return HttpResponse(
        str(in_every_space(lambda: list(Member.objects.filter(pk=wanted).values_list("name", flat=True))))
    )


def by_list(request):
    return JsonResponse({"members": in_every_space(lambda: list(Member.objects.values_list("name", flat=True)))})


def by_header(request):
    names = in_every_space(lambda: list(Product.objects.values_list("slug", flat=True)))
    return HttpResponse(headers={"X-Products": str(names)})


_remembered = {}


def by_cache(request):
    """Remembers what it showed without asking in which space."""
    if "shelf" not in _remembered:
        _remembered["shelf"] = list(Product.objects.values_list("title", flat=True))
    return JsonResponse(_remembered)


def by_change(request, product_id):
    if request.method == "POST":
        in_every_space(lambda: Product.objects.filter(pk=product_id).update(title="taken over"))
    raise Http404


def by_breaking(request, product_id):
    if any(in_every_space(lambda: Product.objects.filter(pk=product_id).exists())):
        raise LookupError
    raise Http404


@member_required
def for_members(request):
    return HttpResponse()


def for_nobody_knows_whom(request):
    return HttpResponse()


@staff_required("orders.read")
def for_staff(request):
    return HttpResponse()


@contextmanager
def seeded(view, address, audience="public"):
    """Put a view into the space's URL table; the crawler reads it from there."""
    pattern = path(address, view, name="seeded")
    urlpatterns.insert(0, pattern)
    try:
        [route] = page_routes([pattern])
        yield route if not audience else type(route)(**{**vars(route), "audience": audience})
    finally:
        urlpatterns.remove(pattern)
        _remembered.clear()


HOLES = [
    (by_path, "leak/<uuid:product_id>/", "told of the other space"),
    (by_status, "leak/<uuid:product_id>/", "answers 403 to a foreign id and 404 to a missing one"),
    (by_slug, "leak/<slug:slug>/", "answers 200 to a foreign id and 200 to a missing one"),
    (by_query, "leak/", "told of the other space"),
    (by_body, "leak/", "told of the other space"),
    (by_list, "leak/", "told of the other space"),
    (by_header, "leak/", "told of the other space"),
    (by_cache, "leak/", "told of the other space"),
    (by_change, "leak/<uuid:product_id>/", "changed mall_product of the other space"),
    (by_breaking, "leak/<uuid:product_id>/", "broke"),
]


def test_a_hole_in_a_page_is_found(world, asker, askers_over_there):
    """One world for all of them: to fill two spaces takes longer than to ask."""
    unseen = []
    for view, address, fault in HOLES:
        with seeded(view, address) as route:
            warm(world, askers_over_there, [route])
            if not any(each.endswith(fault) for each in faults_of(world, asker("member"), [route])):
                unseen.append(view.__name__)
    assert unseen == []


def unguarded(request):
    return HttpResponse("the books")


def test_an_address_that_lets_the_wrong_people_in_is_found(world, asker):
    for role, audience, fault in (
        ("guest", "member", "let a guest in"),
        ("guest", "staff:ledger.read", "let a guest in"),
        ("member", "staff:ledger.read", "let a member in who is no staff"),
    ):
        with seeded(unguarded, "leak/", audience) as route:
            found = faults_of(world, asker(role), [route])
        assert any(each.endswith(fault) for each in found), role


def test_an_address_that_says_for_whom_it_is_by_no_word_is_found(world, asker):
    with seeded(for_nobody_knows_whom, "leak/", audience="") as route:
        assert f"{route.name} is unclassified" in faults_of(world, asker("guest"), [route])


@pytest.mark.parametrize(("view", "audience"), [(for_members, "member"), (for_staff, "staff:orders.read")])
def test_guards_are_read_from_the_code(view, audience):
    with seeded(view, "fine/", audience="") as route:
        assert route.audience == audience


def test_a_sound_address_is_not_blamed(world, asker):
    with seeded(for_members, "fine/", audience="") as route:
        assert faults_of(world, asker("guest"), [route]) == []
        assert faults_of(world, asker("member"), [route]) == []


router = Router()


class Asked(Input):
    order_id: Id
    lines: list["Inner"]


class Inner(Input):
    member_id: Id


Asked.model_rebuild()


@router.post("/nested", auth=members)
def nested(request, asked: Asked):
    wanted = asked.lines[0].member_id
    return in_every_space(lambda: list(Member.objects.filter(pk=wanted).values_list("name", flat=True)))


@router.get("/orders/{uuid:order_id}", auth=everybody)
def one(request, order_id: Id):
    return in_every_space(lambda: list(Order.objects.filter(pk=order_id).values_list("ref", flat=True)))


@router.get("/orders", auth=everybody)
def some(request, order_id: Id):
    return in_every_space(lambda: list(Order.objects.filter(pk=order_id).values_list("ref", flat=True)))


@router.get("/nobody")
def closed(request):
    return {}


@pytest.fixture
def leaky_api():
    api = JuluoApi()
    api.add_router("", router)
    pattern = path("leaky/v1/", api.urls)
    urlpatterns.insert(0, pattern)
    yield {route.path.rsplit("/v1", 1)[1]: route for route in api_routes(api, "/leaky/v1")}
    urlpatterns.remove(pattern)


def test_a_hole_in_an_operation_is_found(world, asker, leaky_api):
    for address in ("/nested", "/orders/{order_id}", "/orders"):
        found = faults_of(world, asker("staff"), [leaky_api[address]])
        assert any(each.endswith("told of the other space") for each in found), address


def test_an_operation_without_an_audience_is_found_and_closed(world, asker, leaky_api):
    route = leaky_api["/nobody"]
    assert faults_of(world, asker("staff"), [route]) == [f"{route.name} is unclassified"]
    assert asker("staff").ask("GET", route.path).status_code == 403


def test_a_task_that_reaches_into_another_space_is_found(world):
    def tell(product_id: UUID) -> None:
        if not any(in_every_space(lambda: Product.objects.filter(pk=product_id).exists())):
            raise Product.DoesNotExist

    def change(product_id: UUID) -> None:
        in_every_space(lambda: Product.objects.filter(pk=product_id).update(title="taken over"))

    tasks = [Task(function, in_transaction=False) for function in (tell, change)]

    assert [fault.split(" ", 1)[1] for fault in faults_of_tasks(world, tasks)] == [
        f"does {tasks[0].name} with a foreign id and DoesNotExist with a missing one",
        "changed the other space",
    ]
    assert acting_space_id() == world.ours.id


def test_a_key_of_another_space_opens_nothing_here(world, wu):
    with acting_in(world.theirs):
        _key, token = make_key(wu, name="theirs", scopes=["orders.read"])
    stranger = Asker("key", "/@shanye", headers={"Authorization": f"Bearer {token}"})
    assert stranger.ask("GET", "/api/v1/keys").status_code == 401
