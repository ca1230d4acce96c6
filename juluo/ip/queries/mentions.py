from django.db.models import Count

from juluo.core.models import Member
from juluo.ip.rules.mentions import called, callings


def called_by_name(text: str) -> list[Member]:
    """The present members that the text calls by a name that only one member bears, in the order of the text."""
    asked = callings(text)
    present = Member.objects.present().filter(name_folded__in={name for names in asked for name in names})
    bearers = present.values_list("name_folded").annotate(bearers=Count("pk")).filter(bearers=1).order_by()
    single = [name for name, _one in bearers]
    people: list[Member] = list(present.filter(name_folded__in=single)) if single else []
    return called(asked, {str(each.name_folded): [each] for each in people})
