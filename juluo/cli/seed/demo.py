"""The demo space: eight weeks of 山野茶事, lived through by the verbs themselves."""

from collections.abc import Callable
from datetime import timedelta

from juluo.cli.seed import setting
from juluo.cli.seed.asked import Asked
from juluo.cli.seed.asking import Asking
from juluo.cli.seed.circles import Circles
from juluo.cli.seed.crowd import Crowd
from juluo.cli.seed.doors import Doors
from juluo.cli.seed.life import Life, by_staff
from juluo.cli.seed.order import Order
from juluo.cli.seed.setting import Stage
from juluo.cli.seed.support import Support
from juluo.cli.seed.talk import Talk
from juluo.cli.seed.till import Till, till
from juluo.cli.seed.trade import Trade
from juluo.cli.seed.words import persona, posts
from juluo.cli.seed.words.people import OWNER_LOGIN
from juluo.cli.seed.workshop import Workshop
from juluo.cli.trouble import Trouble
from juluo.community.operations.founding import found_space
from juluo.core import clock, footprints
from juluo.core.models import Member, Space, User
from juluo.core.spaces import acting_in
from juluo.core.tasks import handed_over
from juluo.insight.operations.spread import measure_missing_days
from juluo.ip.models import Post
from juluo.sharing.operations.commissions import settle_due

BEGAN = timedelta(days=58)


def make_demo() -> bool:
    """Make the demo space; False if it is there already."""
    there = Space.objects.filter(slug=persona.SLUG).first()
    if there:
        _check_finished(there)
        return False
    now = clock.now()
    with handed_over() as tasks, till() as counter:
        life = Life(now, tasks)
        with clock.replaying(now - BEGAN):
            user = User.objects.create_user(OWNER_LOGIN.email, OWNER_LOGIN.password, name=persona.OWNER)
            space = found_space(slug=persona.SLUG, name=persona.NAME, owner=user)
        with acting_in(space):
            _live(life, counter)
    return True


def _live(life: Life, counter: Till) -> None:
    stage = Stage(Member.objects.get(staff__role__key="owner"))
    life.plan(life.ago(days=57), lambda: _set_up(stage, counter))
    for piece in posts.PIECES:
        life.plan(life.ago(days=piece.days_ago, hours=5), _writing(stage, piece))
    for plan in (
        Crowd(stage, life).plan,
        Trade(stage, life, counter).plan,
        Talk(stage, life).plan,
        Order(stage, life).plan,
        Circles(stage, life).plan,
        Asking(stage, life).plan,
        Workshop(stage, life).plan,
        Support(stage, life, counter).plan,
        Asked(stage, life, counter).plan,
        Doors(stage, life).plan,
    ):
        plan()
    life.plan(life.ago(days=20), lambda: _gathering(stage))
    for days in range(56, 0, -7):
        life.plan(life.ago(days=days), settle_due)
    life.live()
    with by_staff(stage.owner):
        setting.write_ahead(stage)
    footprints.flush()
    settle_due()
    measure_missing_days()


def _set_up(stage: Stage, counter: Till) -> None:
    with by_staff(stage.owner):
        setting.introduce(stage)
        setting.open_doors(stage)
        setting.fill_shelf(stage)
        setting.open_zones()
    counter.open()


def _gathering(stage: Stage) -> None:
    with by_staff(stage.owner):
        setting.gather_series(stage)
        setting.furnish_rooms(stage)
        setting.offer_hours(stage)
        setting.gather_bundle(stage)


def _writing(stage: Stage, piece: posts.Piece) -> Callable[[], None]:
    def deed() -> None:
        with by_staff(stage.owner):
            setting.write(stage, piece)

    return deed


def _check_finished(space: Space) -> None:
    """The last deed of the demo is its newest post."""
    with acting_in(space):
        finished = Post.objects.published().filter(title=posts.PIECES[-1].title).exists()
    if not finished:
        raise Trouble(
            f"A space /@{persona.SLUG}/ is there, and it is not the whole demo: an earlier seed was interrupted, "
            "or it is yours. Seed an empty installation (another JULUO_DATA, or another database)."
        )
