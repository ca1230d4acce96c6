"""The JSON API: every pillar's routers, closed unless an operation says for whom it is."""

from juluo.community.api import covenants, entrances, members, partings, space
from juluo.core.api import account, keys
from juluo.core.api.contract import JuluoApi
from juluo.front import api as front
from juluo.insight.api import funnel, spread
from juluo.ip.api import (
    access,
    answers,
    beliefs,
    bookings,
    bundles,
    comments,
    consultations,
    courses,
    diary,
    following,
    gifts,
    messages,
    needs,
    persona,
    pictures,
    posts,
    questions,
    quotations,
    responses,
    rooms,
    series,
    showing,
    surveys,
    trials,
    workshop,
)
from juluo.ledger.api import accounts, transfers
from juluo.mall.api import orders, refunds, rights, shipping, studio
from juluo.reach.api import mails, notifications
from juluo.sharing.api import attributions, bindings, earnings, links, plans

api = JuluoApi()
for each in (
    posts,
    comments,
    series,
    courses,
    questions,
    answers,
    bundles,
    gifts,
    needs,
    workshop,
    diary,
    quotations,
    trials,
    responses,
    following,
    rooms,
    messages,
    consultations,
    bookings,
    persona,
    beliefs,
    access,
    surveys,
    pictures,
    showing,
    members,
    partings,
    covenants,
    entrances,
    space,
    orders,
    refunds,
    rights,
    shipping,
    studio,
    links,
    earnings,
    attributions,
    bindings,
    plans,
    notifications,
    mails,
    accounts,
    transfers,
    funnel,
    spread,
    front,
    keys,
    account,
):
    api.add_router("", each.router)
