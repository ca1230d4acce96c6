from django.urls import path

from juluo.ledger import studio

studio_urls = [
    path("ledger/", studio.balances, name="balances"),
    path("ledger/checks/", studio.checks, name="checks"),
    path("ledger/transfers/", studio.transfers, name="transfers"),
    path("ledger/transfers/<uuid:transfer_id>/", studio.transfer, name="transfer"),
    path("ledger/members/<uuid:member_id>/", studio.member, name="member"),
]
