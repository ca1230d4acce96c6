"""Products of a file beside those of the space: made, changed, or left as they are."""

from django.db import transaction

from juluo.cli.importing.markup import markdown_of
from juluo.cli.importing.shopify.rules import Draft, Form
from juluo.core.refusals import Refused
from juluo.mall.models import Product, Variant
from juluo.mall.operations.catalog import ProductText, VariantDraft, publish_product, withdraw_product, write_product


class Shelf:
    """Stock is taken from the file when a variant is new, and then left alone: the shop counts from there."""

    def __init__(self, currency: str, *, rehearsal: bool) -> None:
        self.currency, self.rehearsal = currency, rehearsal
        self._put: set[str] = set()

    def put(self, draft: Draft) -> str:
        """Write the product: created, updated, skipped (nothing changed), or the code of what was wrong."""
        product = Product.objects.select_related("picture").filter(slug=draft.handle).first()
        variants = {each.sku: each for each in product.variants.all()} if product else {}
        skus = {form.sku for form in draft.forms}
        if skus & self._put or Variant.objects.filter(sku__in=skus).exclude(product=product).exists():
            return "sku_taken"
        self._put |= skus
        text = _text(draft, product)
        if product and _same(draft, text, product, variants, self.currency):
            return "skipped"
        if not self.rehearsal:
            try:
                self._write(draft, text, product, variants)
            except Refused:
                return "refused"
        return "updated" if product else "created"

    @transaction.atomic
    def _write(self, draft: Draft, text: ProductText, product: Product | None, known: dict[str, Variant]) -> None:
        drafts = [self._draft(form, known.get(form.sku)) for form in draft.forms]
        written = write_product(text, drafts, product=product)
        (publish_product if draft.published else withdraw_product)(written)

    def _draft(self, form: Form, known: Variant | None) -> VariantDraft:
        """What the file does not know of a variant (prices of rungs, limits) stays as it is."""
        if known is None:
            return VariantDraft(
                sku=form.sku,
                title=form.title,
                price_minor=form.minor,
                currency=self.currency,
                on_hand=form.on_hand or 0,
            )
        return VariantDraft(
            id=known.id,
            sku=form.sku,
            title=form.title,
            price_minor=form.minor,
            currency=self.currency,
            rung_prices=dict(known.rung_prices.values_list("rung", "minor")),
            limit_per_member=known.limit_per_member,
            return_days=known.return_days,
        )


def _text(draft: Draft, product: Product | None) -> ProductText:
    return ProductText(
        title=draft.title,
        slug=draft.handle,
        summary=product.summary if product else "",
        story=markdown_of(draft.body),
        option_names=draft.options,
        picture=product.picture if product else None,
    )


def _same(draft: Draft, text: ProductText, product: Product, known: dict[str, Variant], currency: str) -> bool:
    words = (product.title, product.story, product.option_names, product.published_at is not None)
    if words != (text.title, text.story, text.option_names, draft.published):
        return False
    kept = [each for each in known.values() if each.archived_at is None]
    forms = {(form.sku, form.title, form.minor, currency) for form in draft.forms}
    return forms == {(each.sku, each.title, each.price_minor, each.currency) for each in kept}
