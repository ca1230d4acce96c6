"""A Shopify export becomes products, again and again without harm."""

import json

import pytest

from juluo.cli.importing.markup import markdown_of
from juluo.cli.importing.tests.state import SHARED, digest, run_import
from juluo.core.models import Space
from juluo.core.spaces import acting_in
from juluo.mall.models import Product, RungPrice, Stock, Variant
from juluo.mall.operations.stock import correct_stock

APPAREL = SHARED / "import-feeds" / "shopify" / "products_apparel.csv"
OLDER = "Handle,Title,Body (HTML),Published,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price"
NEWER = "Price,Title,URL handle,Description,Published on online store,Option1 name,Option1 value,SKU,Inventory quantity"
MUG = "mug,Mug,<p>Holds <b>tea</b>.</p>,true,Size,Small,MUG-S,5,10.50"
MUG_LARGE = "mug,,,,,Large,MUG-L,-2,12"


@pytest.fixture
def load(db, capsys, tmp_path):
    def run(*rows, header=OLDER, encoding="utf-8", options=()):
        file, report = tmp_path / "products.csv", tmp_path / "report.csv"
        file.write_text("\n".join([header, *rows]), encoding=encoding)
        status, out, _err = run_import(
            capsys, "products", file, "--space", "shop", "--report", report, "--json", *options
        )
        assert status == 0
        return json.loads(out)

    return run


def shelf():
    with acting_in(Space.objects.get(slug="shop")):
        variants = Variant.objects.filter(archived_at=None).order_by("product__slug", "position")
        return list(variants.values_list("product__slug", "sku", "title", "price_minor", "stocks__on_hand"))


def codes_in(counts):
    return {name: many for name, many in counts["lines"].items() if name not in {"read", "variant"}}


def test_a_product_has_its_variants_prices_stock_and_words(load):
    counts = load(MUG, MUG_LARGE)

    assert counts["products"] == {"created": 1, "updated": 0, "skipped": 0}
    assert shelf() == [("mug", "MUG-S", "Small", 1050, 5), ("mug", "MUG-L", "Large", 1200, 0)]
    with acting_in(Space.objects.get(slug="shop")):
        product = Product.objects.get()
        assert (product.title, product.story, product.option_names) == ("Mug", "Holds **tea**.", "Size")
        assert product.published_at


def test_both_generations_of_headings_are_read(load):
    load(MUG)
    older = shelf()
    Space.objects.update(slug="older")
    load("10.50,Mug,mug,<p>Holds <b>tea</b>.</p>,true,Size,Small,MUG-S,5", header=NEWER)
    assert shelf() == older


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_chinese_titles_survive_every_encoding(load, encoding):
    load("laocong,老枞水仙,一泡三十年,true,,,LC,3,168", encoding=encoding)
    with acting_in(Space.objects.get(slug="shop")):
        assert Product.objects.get().title == "老枞水仙"


@pytest.mark.skipif(not APPAREL.exists(), reason="the developers' data set is not beside this checkout")
def test_the_apparel_file_is_loaded_once(db, capsys, tmp_path):
    arguments = ("products", APPAREL, "--space", "shop", "--report", tmp_path / "report.csv", "--json")
    first = json.loads(run_import(capsys, *arguments)[1])
    before = digest("shop")
    second = json.loads(run_import(capsys, *arguments)[1])

    assert first["products"] == {"created": 20, "updated": 0, "skipped": 0}
    assert first["lines"] == {"read": 22, "variant": 22}
    assert second["products"] == {"created": 0, "updated": 0, "skipped": 20}
    assert digest("shop") == before


def test_a_changed_product_is_updated_and_keeps_what_the_file_does_not_know(load):
    load(MUG, MUG_LARGE)
    with acting_in(Space.objects.get(slug="shop")):
        small = Variant.objects.get(sku="MUG-S")
        RungPrice.objects.create(variant=small, rung="fan", minor=900)
        correct_stock(small, on_hand=2, reason="Sold three.")
    counts = load(MUG.replace("10.50", "11.00").replace("<b>tea</b>", "coffee"))

    assert counts["products"] == {"created": 0, "updated": 1, "skipped": 0}
    assert shelf() == [("mug", "MUG-S", "Small", 1100, 2)]
    with acting_in(Space.objects.get(slug="shop")):
        assert RungPrice.objects.get().minor == 900
        assert Product.objects.get().story == "Holds coffee."


def test_a_dry_run_writes_nothing_and_says_what_the_import_then_does(load):
    before = digest("shop")
    rehearsed = load(MUG, MUG_LARGE, options=["--dry-run"])
    assert digest("shop") == before
    assert not Space.objects.exists()
    assert load(MUG, MUG_LARGE) == rehearsed | {"dry_run": False}


def test_drafts_are_written_but_not_put_on_sale(load):
    load(MUG.replace("true", "false"))
    with acting_in(Space.objects.get(slug="shop")):
        assert (Product.objects.get().published_at, Stock.objects.get().on_hand) == (None, 5)


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        ([MUG.replace("10.50", "free")], {"bad_price": 1}),
        ([MUG.replace("10.50", "-1")], {"bad_price": 1}),
        ([MUG.replace("10.50", "１０")], {"bad_price": 1}),
        ([MUG.replace(",5,", ",5.5,")], {"bad_quantity": 1}),
        ([MUG.replace("mug,Mug", "mug,"), MUG_LARGE], {"bad_title": 2}),
        ([MUG.replace("mug,", "a mug!,", 1)], {"bad_handle": 1}),
        ([MUG.replace("mug,", ",", 1)], {"bad_handle": 1}),
        ([MUG.replace("MUG-S", "S" * 61)], {"bad_sku": 1}),
        ([MUG + ",more"], {"bad_columns": 1}),
        ([MUG, MUG], {"sku_twice": 1}),
        ([MUG, MUG.replace("mug,", "cup,", 1)], {"sku_taken": 1}),
        ([MUG, MUG.replace("mug,", "cup,", 1).replace("MUG", "CUP"), MUG_LARGE], {"torn": 1}),
        ([MUG, "mug,,,,,,,,"], {"picture": 1}),
    ],
)
def test_a_bad_row_is_reported_and_the_rest_is_loaded(load, rows, codes):
    counts = load(*rows, "good,Good,,true,,,GOOD,1,1")
    assert codes_in(counts) == codes
    assert counts["lines"]["read"] == len(rows) + 1
    assert ("good", "GOOD", "", 100, 1) in shelf()


def test_a_file_without_handles_is_refused(db, capsys, tmp_path):
    file = tmp_path / "products.csv"
    file.write_text("Name,Price\nMug,1")
    status, out, err = run_import(capsys, "products", file, "--space", "shop")
    assert (status, out) == (2, "")
    assert err == "juluo: The table lacks the columns Handle (or URL handle), Title.\n"


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("plain words", "plain words"),
        ("<h2>Tea</h2><p>One<br>two</p>", "## Tea\n\nOne\n\ntwo"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ('<a href="https://example.com/a">there</a>', "[there](https://example.com/a)"),
        ('<a href="javascript:alert(1)">x</a>', "x"),
        ('<a href="https://x/)[y](javascript:1">x</a>', "x"),
        ("<script>alert(1)</script><style>p{}</style>ok", "ok"),
        ("<img src=x onerror=alert(1)>ok", "ok"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "\\<script\\>alert(1)\\</script\\>"),
        ("1 * 2 _ 3 [x](y)", "1 \\* 2 \\_ 3 \\[x\\](y)"),
    ],
)
def test_html_becomes_markdown_that_does_nothing(html, markdown):
    assert markdown_of(html) == markdown
