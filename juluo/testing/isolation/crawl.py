"""Asking each route with foreign and with missing ids: the answers must not differ, and tell and change nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from juluo.core.models import Member
from juluo.testing.isolation.asking import Answer, Asker, answer_of
from juluo.testing.isolation.filler import Filling
from juluo.testing.isolation.inputs import form_body, json_body, query
from juluo.testing.isolation.routes import FIXED, Route
from juluo.testing.isolation.world import World, missing_like, named_values
from juluo.testing.turns import ALL, in_turn

_ROUNDS = 3
"""How many of the rows that a name may mean are tried in queries and bodies; in paths all are."""

_BROKEN = 500
_OK = 200
_NO_SUCH_METHOD = 405
_SHUT_TO_MEMBERS = {403, 404, 405}
_SHUT = {302, 401, 403}
_WORDS = {"name", "reason", "prefix"}
_OPEN = {"public", "login", "provider"}


@dataclass(frozen=True)
class Question:
    """What is asked of a route, and the values that stand in it for rows."""

    path: str
    content: Any
    sent: frozenset[str]


def faults_of(world: World, asker: Asker, routes: Sequence[Route], few: int = ALL) -> list[str]:
    """Ask everything and name each fault: a different answer, a canary, a wrong audience, a change over there.

    With `few` each address is asked about that many rows of those that a name may mean, at a shut door only whether it
    is shut, and what is one row's own page is not asked for others beside its path.
    """
    before = world.digest()
    found = [fault for route in routes for fault in _faults_of_route(world, asker, route, few)]
    after = world.digest()
    return found + [
        f"{asker.role} changed {table} of the other space" for table in after if after[table] != before[table]
    ]


def warm(world: World, askers: Sequence[Asker], routes: Sequence[Route]) -> None:
    """Let people of the other space read their own pages first, so that whatever a process keeps is kept."""
    for asker, route in product(askers, routes):
        if "GET" in route.methods and route.audience not in {"login", "provider"}:
            for values in _paths(world.their_rows, route):
                asker.ask("GET", route.at(values)).close()


def _faults_of_route(world: World, asker: Asker, route: Route, few: int) -> Iterator[str]:
    if not route.audience:
        yield f"{route.name} is unclassified"
    knocks = few != ALL and _is_shut(route, asker)
    for method in route.methods:
        for foreign, missing in _pairs(world, route, method, 1 if knocks else few):
            first = _answer(asker, route, method, missing)
            if first.status == _NO_SUCH_METHOD:
                break
            if knocks and first.status in _SHUT:
                break
            yield from _compared(world, asker, route, method, (foreign, missing, first))
        world.mend()


def _compared(
    world: World,
    asker: Asker,
    route: Route,
    method: str,
    asked: tuple[Question, Question, Answer],
) -> Iterator[str]:
    """Ask for the missing id before and after the foreign one: the first may have changed something of our own."""
    foreign, missing, first = asked
    where = f"{method} {route.name} as {asker.role}"
    answer = _answer(asker, route, method, foreign)
    if max(answer.status, first.status) >= _BROKEN:
        yield f"{where} broke"
    if world.their_tokens.search(answer.everything):
        yield f"{where} told of the other space"
    if _differ(answer, first) and _differ(answer, _answer(asker, route, method, missing)):
        yield f"{where} answers {answer.status} to a foreign id and {first.status} to a missing one"
    yield from _let_in(where, route, asker, answer.status)


def _let_in(where: str, route: Route, asker: Asker, status: int) -> Iterator[str]:
    if asker.role == "guest" and route.audience not in _OPEN and status == _OK:
        yield f"{where} let a guest in"
    if asker.role == "member" and route.audience.startswith("staff:") and status not in _SHUT_TO_MEMBERS:
        yield f"{where} let a member in who is no staff"


def _differ(one: Answer, other: Answer) -> bool:
    return (one.status, one.text) != (other.status, other.text)


def _answer(asker: Asker, route: Route, method: str, question: Question) -> Answer:
    response = asker.ask(method, question.path, question.content, as_json=route.body is not None)
    return answer_of(response, question.sent)


def _is_shut(route: Route, asker: Asker) -> bool:
    """Whether this asker is refused before any id is looked at."""
    if asker.role == "guest":
        return route.audience not in _OPEN
    return asker.role == "member" and route.audience.startswith("staff:")


def _pairs(world: World, route: Route, method: str, few: int) -> Iterator[tuple[Question, Question]]:
    """Pairs of questions that differ only in whose ids they carry: in the path; or beside it, under a path of ours."""
    ours = next(iter(_paths(world.our_rows, route)))
    for foreign in in_turn([*_paths(world.their_rows, route)], route.name, few):
        missing = {name: missing_like(value) for name, value in foreign.items()}
        own = _content(route, method, _Chosen(world.our_rows, 0))
        if foreign:
            yield _question(route, foreign, own, foreign.values()), _question(route, missing, own, missing.values())
    if few != ALL and method == "GET" and ours:
        return
    for turn in range(min(few, _ROUNDS) or _ROUNDS):
        theirs, none = _Chosen(world.their_rows, turn), _Chosen(world.their_rows, turn, missing=True)
        contents = _content(route, method, theirs), _content(route, method, none)
        yield (
            _question(route, ours, contents[0], theirs.chosen.values()),
            _question(route, ours, contents[1], none.chosen.values()),
        )
        if turn + 1 >= theirs.most:
            return


class _Chosen:
    """Chooses a value for each name, and remembers it. In what will be kept, free text is words of our own."""

    def __init__(self, filling: Filling, turn: int, *, missing: bool = False) -> None:
        self.filling, self.turn, self.missing, self.kept = filling, turn, missing, False
        self.chosen: dict[str, Any] = {}
        self.most = 1

    def __call__(self, name: str) -> Any:
        if self.kept and (name in _WORDS or not named_values(self.filling, name)):
            return "words"
        if name not in self.chosen:
            values = named_values(self.filling, name) or [self.filling.rows[Member][0].pk]
            self.most = max(self.most, len(values))
            value = values[self.turn % len(values)]
            self.chosen[name] = missing_like(value) if self.missing else value
        return self.chosen[name]


def _content(route: Route, method: str, choose: _Chosen) -> Any:
    choose.kept = method != "GET"
    if method == "GET":
        return query(choose) | {name: str(choose(name)) for name in route.query if name not in {"limit", "after"}}
    return json_body(route.body, choose) if route.body is not None else form_body(choose)


def _question(route: Route, path: dict[str, Any], content: Any, sent: Any) -> Question:
    return Question(route.at(path), content, frozenset(str(each) for each in sent))


def _paths(filling: Filling, route: Route) -> Iterator[dict[str, Any]]:
    """Every way to fill the path with ids of one space."""
    names = [name for name in route.parameters if name not in FIXED]
    for values in product(*(named_values(filling, name) or [filling.rows[Member][0].pk] for name in names)):
        yield dict(zip(names, values, strict=True))
