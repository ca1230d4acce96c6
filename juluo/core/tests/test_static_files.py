"""Many small files to write, one of each to send: gathered once when a server starts, under names that hold a hash."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template import Context, Template
from django.test import Client, override_settings

from juluo.core.static_files import ELEMENTS, STYLES, bundles, elements, gather, style_sheets

KILOBYTE = 1000


@pytest.fixture
def gathered(tmp_path):
    root = tmp_path / "static"
    root.mkdir()
    with override_settings(STATIC_ROOT=root):
        gather()
        yield root


def drawn():
    return Template("{% load look %}{% style_sheets %}{% elements %}").render(Context())


def test_while_nobody_gathered_each_file_is_linked_by_itself():
    links = re.findall(r'(?:href|src)="/static/([^"]+)"', drawn())
    assert links == [*style_sheets(), *elements()]
    assert style_sheets()[0] == "css/tokens.css"


def test_a_server_that_gathered_links_one_sheet_and_one_script(gathered):
    assert re.findall(r'(?:href|src)="([^"]+)"', drawn()) == [
        staticfiles_storage.url(STYLES), staticfiles_storage.url(ELEMENTS),
    ]  # fmt: skip
    assert re.fullmatch(r"/static/css/juluo\.[0-9a-f]{12}\.css", staticfiles_storage.url(STYLES))
    assert re.fullmatch(r"/static/img/icons\.[0-9a-f]{12}\.svg", staticfiles_storage.url("img/icons.svg"))


def test_what_is_gathered_is_sent_compressed_and_kept_for_ever(gathered):
    address = staticfiles_storage.url(STYLES)
    answer = Client(headers={"Accept-Encoding": "gzip"}).get(address)
    content = b"".join(answer.streaming_content)
    assert answer["Content-Encoding"] == "gzip"
    assert "immutable" in answer["Cache-Control"]
    assert gzip.decompress(content).decode() == bundles()[STYLES]


def test_what_nobody_gathered_keeps_its_plain_name(gathered):
    assert staticfiles_storage.url("css/nobody.css") == "/static/css/nobody.css"


def test_gathering_twice_does_the_work_once(gathered):
    address, made = staticfiles_storage.url(STYLES), (gathered / STYLES).stat().st_mtime_ns
    gather()
    assert (staticfiles_storage.url(STYLES), (gathered / STYLES).stat().st_mtime_ns) == (address, made)


def test_a_changed_file_is_gathered_again(gathered):
    (gathered / "gathered.txt").write_text("of another version")
    made = (gathered / STYLES).stat().st_mtime_ns
    gather()
    assert (gathered / STYLES).stat().st_mtime_ns > made


def test_a_directory_that_cannot_be_written_is_told_and_harms_nothing(tmp_path: Path, caplog):
    (tmp_path / "file").write_text("")
    with override_settings(STATIC_ROOT=tmp_path / "file" / "static"):
        gather()
    assert "sent one by one" in caplog.text


def test_while_developing_nothing_is_gathered(tmp_path):
    with override_settings(STATIC_ROOT=tmp_path, DEBUG=True):
        gather()
    assert list(tmp_path.iterdir()) == []


def test_both_bundles_stay_small():
    sizes = {name: len(gzip.compress(text.encode())) for name, text in bundles().items()}
    assert sizes[STYLES] < 20 * KILOBYTE
    assert sizes[ELEMENTS] < 16 * KILOBYTE


def test_elements_share_a_file_without_sharing_names():
    texts = bundles()[ELEMENTS]
    assert {Path(name).stem for name in elements()} <= set(re.findall(r'customElements\.define\("([\w-]+)"', texts))
    assert not re.search(r"^\s*(?:import|export)\b", texts, re.MULTILINE)
    assert texts.count("{\n/*") == len(elements())
