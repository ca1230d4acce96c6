import argparse
import getpass
import sys

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import translation

from juluo.cli.trouble import Trouble
from juluo.core.models import User


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("email", metavar="EMAIL", help="who keeps this installation; a new login is made if needed")


def run(args: argparse.Namespace) -> int:
    """Let this login found spaces in the browser. A login that has no password is asked for one: no mail is needed."""
    host = _login_of(args.email)
    if not host.has_usable_password():
        host.set_password(_password_for(host))
    host.is_host = True
    with transaction.atomic():
        host.save()
    print(f"{host.email} keeps this installation now. Sign in and found a space:")
    print(f"{settings.JULUO_PUBLIC_URL}/founding/")
    return 0


def _login_of(email: str) -> User:
    known: User | None = User.objects.filter(email__iexact=email).first()
    if known:
        return known
    try:
        validate_email(email)
    except ValidationError:
        raise Trouble(f"EMAIL is an e-mail address, not {email!r}.") from None
    made = User(email=User.objects.normalize_email(email))
    made.set_unusable_password()
    return made


def _password_for(host: User) -> str:
    """Asked for without an echo; a script gives it as a line of its input."""
    typed = getpass.getpass(f"A password for {host.email}: ") if sys.stdin.isatty() else sys.stdin.readline().strip()
    try:
        with translation.override("en"):
            validate_password(typed, host)
    except ValidationError as error:
        raise Trouble(" ".join(error.messages)) from None
    return typed
