import pytest

from tools.check_lock import faults

GOOD = """# made by `make lock`
asgiref==3.13.0 \\
    --hash=sha256:034c \\
    --hash=sha256:9f45
    # via django
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:08695
    # via click
"""


def test_names_versions_and_hashes_pass():
    assert faults(GOOD) == []


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://mirror.example/simple",
        "--find-links /srv/wheels",
        "asgiref @ https://mirror.example/asgiref.whl --hash=sha256:034c",
        "    # from https://mirror.example/simple",
        "attrs==26.1.0",
    ],
)
def test_a_place_or_a_missing_hash_is_named(line: str):
    assert len(faults(GOOD + line + "\n")) == 1
