import argparse

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import translation

from juluo.cli.trouble import Trouble
from juluo.community.operations.founding import found_space
from juluo.core.models import User
from juluo.core.refusals import Refused


def add_arguments(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(dest="command", required=True, metavar="found")
    founding = commands.add_parser("found", help="make a space with its owner, and print its address")
    founding.add_argument("slug", metavar="SLUG", help="its address: 2 to 40 small letters, digits, single hyphens")
    founding.add_argument("--name", required=True, help="what people call it")
    founding.add_argument("--owner", required=True, metavar="EMAIL", help="who owns it; a new login is made if needed")
    founding.add_argument("--currency", default="CNY", help="three capital letters (default: %(default)s)")


def run(args: argparse.Namespace) -> int:
    owner = _owner_named(args.owner)
    try:
        with translation.override("en"):
            space = found_space(slug=args.slug, name=args.name, owner=owner, currency=args.currency)
    except Refused as refusal:
        raise Trouble(f"{refusal.field} {getattr(args, refusal.field)!r}: {refusal.message}") from None
    home = f"{settings.JULUO_PUBLIC_URL}/@{space.slug}/"
    print(f"{space.name} is at {home}")
    print(f"Its owner is {owner.email}: who has no password signs in by a code sent there. The studio: {home}studio/")
    return 0


def _owner_named(email: str) -> User:
    """The login with this address, or a new one that is saved with the space it founds."""
    known: User | None = User.objects.filter(email__iexact=email).first()
    if known:
        return known
    try:
        validate_email(email)
    except ValidationError:
        raise Trouble(f"--owner takes an e-mail address, not {email!r}.") from None
    owner = User(email=User.objects.normalize_email(email))
    owner.set_unusable_password()
    return owner
