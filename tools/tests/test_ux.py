"""The sheet of the face counts screens rightly; that it finds what is wrong it proves on a bad page at each run."""

import pytest

from tools.ux.screens import kind_of


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "/"),
        ("/mall/", "/mall/"),
        ("/mall/lao-cong/", "/mall/x/"),
        ("/posts/01a2020d-01ae-77f7-b4e8-6c4e59babbca/", "/posts/x/"),
        ("/studio/products/new/", "/studio/products/new/"),
        ("/orders/261122-E4VZ7WR5/", "/orders/x/"),
    ],
)
def test_two_objects_of_a_kind_are_one_screen(path: str, kind: str) -> None:
    assert kind_of(path) == kind
