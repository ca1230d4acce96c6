"""Files as people send them, good and bad."""

import codecs
import gzip

import pytest

from juluo.cli.importing.files import BadFile, open_table
from juluo.cli.importing.tests.state import digest, run_import
from juluo.core.models import Space

HEADER = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country"
TEXT = "name,price\n山茶,2\n老枞,3\n"
BAD = {
    "empty": (b"", "is empty"),
    "blank": (b"  \n\n", "is empty"),
    "binary": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is not a text file"),
    "no columns": (b"name,price\na,1\n", "lacks the columns InvoiceNo, StockCode"),
    "one column missing": (HEADER.replace(",Country", "").encode() + b"\n", "lacks the column Country."),
    "cp1252": (HEADER.encode() + b"\n500001,A,caf\xe9 \xa310.00,1,2011-01-03,1,1,\n", "is neither UTF-8 nor GB18030"),
    "NUL late": (HEADER.encode() + b"\n" + b"x," * 700_000 + b"\0", "NUL"),
    "huge field": (HEADER.encode() + b'\n500001,"' + b"x" * 1_100_000, "longer than a million characters"),
    "cut off gzip": (gzip.compress(HEADER.encode() + b"\n" + b"1,2\n" * 9)[:-12], "cannot be read"),
    "false gzip": (b"\x1f\x8bnot gzip at all", "cannot be read"),
}


@pytest.mark.parametrize(("content", "words"), BAD.values(), ids=BAD)
def test_a_bad_file_is_refused_in_one_sentence_and_nothing_is_written(db, capsys, tmp_path, content, words):
    file = tmp_path / "orders.csv"
    file.write_bytes(content)
    before = digest()

    status, out, err = run_import(capsys, "orders", file, "--space", "retail")

    assert (status, out, err.count("\n")) == (2, "", 1)
    assert words in err
    assert digest() == before
    assert not Space.objects.exists()
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_that_is_not_there_is_refused(db, capsys, tmp_path):
    status, _out, err = run_import(capsys, "orders", tmp_path / "none.csv", "--space", "retail")
    assert (status, "There is no file" in err) == (2, True)


@pytest.mark.parametrize(
    ("name", "value"), [("--currency", "pounds"), ("--space", "Not A Slug"), ("--time-zone", "Mars")]
)
def test_a_bad_option_is_refused_in_one_sentence(db, capsys, tmp_path, name, value):
    file = tmp_path / "orders.csv"
    file.write_text(HEADER)
    status, _out, err = run_import(capsys, "orders", file, "--space", "retail", name, value)
    assert (status, err.count("\n")) == (2, 1)
    assert not Space.objects.exists()


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("utf-16"),
        TEXT.encode("gb18030"),
        gzip.compress(TEXT.encode("gb18030")),
        TEXT.replace("\n", "\r\n").encode(),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16", "gb18030", "gzip of gb18030", "crlf"],
)
def test_the_encoding_is_found_out(tmp_path, content):
    file = tmp_path / "table.csv"
    file.write_bytes(content)
    assert [row.fields["name"] for row in open_table(file, ("name",)).rows()] == ["山茶", "老枞"]


def test_the_encoding_can_be_said(tmp_path):
    file = tmp_path / "table.csv"
    file.write_bytes("name\ncafé\n".encode("cp1252"))
    assert [row.fields["name"] for row in open_table(file, ("name",), "cp1252").rows()] == ["café"]
    with pytest.raises(BadFile, match="no encoding named"):
        open_table(file, ("name",), "klingon")


def test_rows_know_their_line_missing_fields_and_fields_too_many(tmp_path):
    file = tmp_path / "table.csv"
    file.write_text('name,price\n"two\nlines",1\n\nshort\na,1,2,3\n')
    rows = list(open_table(file, ("name",)).rows())
    assert [(row.number, row.fields["price"], row.extra) for row in rows] == [
        (3, "1", ()),
        (5, "", ()),
        (6, "1", ("2", "3")),
    ]
