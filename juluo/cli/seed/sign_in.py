"""How one signs in to the demo space."""

from juluo.cli.seed.words.people import MEMBER_LOGIN, OWNER_LOGIN, SHARERS
from juluo.cli.seed.words.persona import OWNER


def lines() -> list[str]:
    """What a terminal is told when the demo is ready."""
    people = ((f"owner {OWNER}", OWNER_LOGIN), (f"member {SHARERS[0]}", MEMBER_LOGIN))
    told = [f"  {who:<14} {login.email:<22} {login.password}" for who, login in people]
    return ["Sign in (for the demo only: everybody knows these passwords):", *told]
