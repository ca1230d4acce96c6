import pytest

from juluo.ledger.queries import findings
from juluo.sharing.operations.plans import publish_plan
from juluo.sharing.rules.compliance import Terms
from juluo.sharing.tests.shop import join, make_tea


@pytest.fixture
def sound_ledger(space):
    """After the test the ledger must be sound."""
    yield
    assert findings() == []


@pytest.fixture
def test_clock(db, settings):
    settings.JULUO_TEST_CLOCK = True


@pytest.fixture
def plan(space):
    return publish_plan(Terms(rate_bp=1000))


@pytest.fixture
def tea(space):
    return make_tea("rougui")


@pytest.fixture
def cup(space):
    return make_tea("cup", 3333)


@pytest.fixture
def buyer(space):
    return join("Buyer")


@pytest.fixture(autouse=True)
def no_provider(monkeypatch):
    """Refunds are decided here and not sent: the payments of these orders never were."""
    monkeypatch.setattr("juluo.mall.tasks.send_refund", lambda refund: None)
