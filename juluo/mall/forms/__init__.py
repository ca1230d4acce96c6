"""What people type into the mall. Rules are the verbs'; forms only parse."""

from juluo.mall.forms.checkout import CartChangeForm, CartForm, CheckoutForm, PastedForm, SearchForm
from juluo.mall.forms.orders import CancelForm, RefundForm, ShipForm
from juluo.mall.forms.products import ProductForm, SaleForm, VariantForm
from juluo.mall.forms.shipping import ZoneForm

__all__ = [
    "CancelForm",
    "CartChangeForm",
    "CartForm",
    "CheckoutForm",
    "PastedForm",
    "ProductForm",
    "RefundForm",
    "SaleForm",
    "SearchForm",
    "ShipForm",
    "VariantForm",
    "ZoneForm",
]
