"""How many places of an entrance are taken: by members who came in by it and are here, and by offers."""

from django.db.models import Q, QuerySet

from juluo.community.models import Admission, Application, Entrance, Questionnaire
from juluo.community.rules.questions import Question, questions_of
from juluo.community.rules.scoring import quotas_of
from juluo.core.models import Member, User


def places_taken(entrance: Entrance, *, but: User | None = None) -> int:
    """Places held by others than `but`."""
    here = Admission.objects.filter(entrance=entrance, member__left_at=None, member__banned_at=None)
    return here.exclude(_own(but, "member__user")).count() + _offers(entrance, but).count()


def region_taken(entrance: Entrance, region: str, *, but: User | None = None) -> int:
    """Places of a region: its admitted applicants who are still here, and its offers."""
    here = Application.objects.filter(entrance=entrance, region=region, state=Application.State.ADMITTED)
    present = Member.objects.present().filter(user__isnull=False).values("user_id")
    held = here.filter(user_id__in=present).exclude(_own(but, "user"))
    return held.count() + _offers(entrance, but).filter(region=region).count()


def has_room(entrance: Entrance, *, region: str = "", for_whom: User | None = None, queued: bool = False) -> bool:
    """Whether the entrance and the region have a place. Exact under the lock of the entrance's row.

    With `queued`, a place that others wait for is none.
    """
    awaited = Application.objects.filter(entrance=entrance, state=Application.State.WAITING)
    awaited = awaited.exclude(_own(for_whom, "user")) if queued else awaited.none()
    most = entrance.capacity
    if most is not None and places_taken(entrance, but=for_whom) + awaited.count() >= most:
        return False
    return not is_region_full(entrance, region, but=for_whom, awaited=awaited.filter(region=region).count())


def is_region_full(entrance: Entrance, region: str, *, but: User | None = None, awaited: int = 0) -> bool:
    """Whether others than `but` hold every place of the region, or await it; "" is none, and has room."""
    quota = quotas(entrance).get(region) if region else None
    return quota is not None and region_taken(entrance, region, but=but) + awaited >= quota


def quotas(entrance: Entrance) -> dict[str, int]:
    """The quotas of regions in force, whatever the questions were when somebody applied."""
    terms = current_questionnaire(entrance)
    return quotas_of(questions_of(terms.questions)) if terms else {}


def current_questionnaire(entrance: Entrance) -> Questionnaire | None:
    found: Questionnaire | None = Questionnaire.objects.filter(entrance=entrance).order_by("-number").first()
    return found


def questions_asked(entrance: Entrance, terms: Questionnaire | None) -> list[Question]:
    """What is asked now: nothing of those who only wait for a place of an open entrance."""
    asks = terms is not None and entrance.policy == Entrance.Policy.APPLICATION
    return questions_of(terms.questions) if asks and terms else []


def _offers(entrance: Entrance, but: User | None) -> QuerySet[Application]:
    return Application.objects.filter(entrance=entrance, state=Application.State.OFFERED).exclude(_own(but, "user"))


def _own(user: User | None, lookup: str) -> Q:
    return Q(**{lookup: user}) if user else Q(pk__in=[])
