from juluo.mall.tests.conftest import browse, cost

__all__ = ["browse", "cost"]
