"""Where the demo ships. Fees in fen."""

from juluo.mall.operations.shipping import ZoneDraft

ZONES = (
    ZoneDraft(name="新疆、西藏", regions=("新疆维吾尔自治区", "西藏自治区"), fee_minor=2500, free_from_minor=49900),
    ZoneDraft(name="港澳台", regions=("香港", "澳门", "台湾"), closed=True),
    ZoneDraft(name="全国其他地区", fee_minor=1000, free_from_minor=9900),
)
