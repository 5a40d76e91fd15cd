"""The addresses of the chain, and who may come to them."""

from collections.abc import Callable, Mapping

from tests.access.chain import AT, chain_arguments
from tests.access.leads import a_gap, a_lead
from tests.access.who import (
    ANSWERING,
    FIRM,
    KEEPING_CHAIN,
    MOVED,
    NOBODY,
    OK,
    SEEING,
    SEEING_CHAIN,
    UNREADABLE,
    WRONG,
    ZONE,
    Address,
)
from tests.cast import Cast
from tests.industry.small import chain, firm, product
from wotu.industry.models import Chain, Enterprise, Statement
from wotu.industry.verbs.statements import state
from wotu.industry.wording import Wording


def _a_chain(_cast: Cast) -> Mapping[str, object]:
    if not Chain.objects.filter(zone=ZONE, slug="walk").exists():
        chain("walk", (product("chip", zone=ZONE), 3), zone=ZONE)
    return {"zone": ZONE, "slug": "walk"}


def _a_link(cast: Cast) -> Mapping[str, object]:
    _a_chain(cast)
    return {"zone": ZONE, "product": "chip"}


def _a_chain_firm(_cast: Cast) -> Mapping[str, object]:
    if not Enterprise.objects.filter(zone=ZONE, key="ANA").exists():
        firm("ANA", inside=True, zone=ZONE)
    return {"zone": ZONE, "key": "ANA"}


def _chain(what: str, **more: object) -> Callable[[Cast], Mapping[str, object]]:
    """Return the arguments of an address of the chain: what it is about is made when it is asked for."""
    return lambda _cast: {"zone": ZONE, **chain_arguments(what), **more}


def _statement(cast: Cast) -> Mapping[str, object]:
    """Return the arguments of a firm's statement: made where there is none."""
    found = Statement.objects.filter(party=cast.firm, withdrawn_at=None).first()
    if found is None:
        found = state(party=cast.firm, wording=Wording("makes", "轴承"), by="tests", now=AT)
    return {"slug": FIRM, "number": found.pk}


CHAIN: dict[str, Address] = {
    "portal:chain:home": Address({"slug": FIRM}, SEEING),
    "portal:chain:state": Address({"slug": FIRM}, ANSWERING, WRONG, UNREADABLE),
    "portal:chain:correct": Address(_statement, ANSWERING, OK, UNREADABLE),
    "portal:chain:withdraw": Address({"slug": FIRM, "number": "99999999"}, NOBODY),  # there is none
    "portal:chain:undo": Address(_statement, ANSWERING, WRONG, UNREADABLE),
    "desk:chain:home": Address({"zone": ZONE}, SEEING_CHAIN),
    "desk:chain:names": Address({"zone": ZONE}, SEEING_CHAIN),
    "desk:chain:rule": Address({"zone": ZONE}, KEEPING_CHAIN, WRONG, UNREADABLE),
    "desk:chain:products": Address({"zone": ZONE}, SEEING_CHAIN),
    "desk:chain:choices": Address({"zone": ZONE}, SEEING_CHAIN),
    "desk:chain:rulings": Address({"zone": ZONE}, SEEING_CHAIN),
    "desk:chain:undo_ruling": Address({"zone": ZONE, "number": "0"}, NOBODY),  # there is none
    "desk:chain:name": Address(_chain("name"), SEEING_CHAIN),
    "desk:chain:rule_on_name": Address(_chain("name"), KEEPING_CHAIN, WRONG, UNREADABLE),
    "desk:chain:product_names": Address(_chain("product"), SEEING_CHAIN),
    "desk:chain:split": Address(_chain("product"), KEEPING_CHAIN, WRONG, UNREADABLE),
    "desk:chain:merge": Address(_chain("product"), KEEPING_CHAIN, WRONG, UNREADABLE),
    "desk:chain:claims": Address({"zone": ZONE}, SEEING_CHAIN),
    "desk:chain:decide_claims": Address({"zone": ZONE}, KEEPING_CHAIN, WRONG, UNREADABLE),
    "desk:chain:undo_decision": Address({"zone": ZONE, "number": "0"}, NOBODY),  # there is none
    "desk:chain:claim": Address(_chain("claim"), SEEING_CHAIN),
    "desk:chain:say_seller": Address(_chain("claim"), KEEPING_CHAIN, WRONG, UNREADABLE),
    "desk:chain:mend_claim": Address(_chain("claim"), KEEPING_CHAIN, WRONG, UNREADABLE),
    "desk:chain:sheets": Address({"zone": ZONE}, KEEPING_CHAIN, OK, UNREADABLE),
    "desk:chain:sheet_example": Address({"zone": ZONE, "sort": "firms", "ending": "csv"}, KEEPING_CHAIN),
    "desk:chain:sheet": Address(_chain("sheet"), KEEPING_CHAIN),
    "desk:chain:bad_rows": Address(_chain("sheet", ending="csv"), KEEPING_CHAIN),
    "desk:chain:commit_sheet": Address(_chain("sheet"), KEEPING_CHAIN, WRONG, UNREADABLE),
    "desk:chain:undo_sheet": Address(_chain("sheet"), KEEPING_CHAIN, WRONG, MOVED),
    "desk:chain:passages": Address({"zone": ZONE}, KEEPING_CHAIN, OK, UNREADABLE),
    "desk:chain:passage": Address(_chain("passage"), SEEING_CHAIN),
    "desk:chain:propose_claim": Address(_chain("passage"), KEEPING_CHAIN, WRONG, UNREADABLE),
    "desk:chain:gaps": Address({"zone": ZONE}, SEEING_CHAIN),
    "desk:chain:gaps_export": Address({"zone": ZONE, "ending": "csv"}, SEEING_CHAIN),
    "desk:chain:gap": Address(a_gap, SEEING_CHAIN),
    "desk:chain:gap_leads": Address(a_gap, SEEING_CHAIN),
    "desk:chain:take_up": Address(a_gap, KEEPING_CHAIN, WRONG, UNREADABLE),
    "desk:chain:leads": Address({"zone": ZONE}, SEEING_CHAIN),
    "desk:chain:leads_export": Address({"zone": ZONE, "ending": "csv"}, SEEING_CHAIN),
    "desk:chain:lead": Address(a_lead, SEEING_CHAIN),
    "desk:chain:lead_act": Address(
        lambda cast: {**a_lead(cast), "act": "contact"}, KEEPING_CHAIN, WRONG, UNREADABLE
    ),
    "desk:chain:signed": Address({"zone": ZONE}, SEEING_CHAIN),
    "desk:chain:signed_export": Address({"zone": ZONE, "ending": "csv"}, SEEING_CHAIN),
    "desk:chain:chain": Address(_a_chain, SEEING_CHAIN),
    "desk:chain:export": Address(lambda cast: {**_a_chain(cast), "ending": "csv"}, SEEING_CHAIN),
    "desk:chain:product": Address(_a_link, SEEING_CHAIN),
    "desk:chain:firm": Address(_a_chain_firm, SEEING_CHAIN),
    "desk:chain:add_site": Address({"zone": ZONE}, NOBODY),  # no firm is named
    "desk:chain:close_site": Address(_chain("site"), KEEPING_CHAIN, WRONG, MOVED),
    "desk:chain:reopen_site": Address(_chain("closed site"), KEEPING_CHAIN, WRONG, MOVED),
    "desk:chain:leaders": Address({"zone": ZONE}, SEEING_CHAIN),
    "desk:chain:leaders_export": Address({"zone": ZONE, "ending": "csv"}, NOBODY),  # no chain is named
    "desk:chain:leader_decide": Address({"zone": ZONE}, NOBODY),
    "desk:chain:leader": Address({"zone": ZONE, "number": "0"}, NOBODY),  # there is none
    "desk:chain:leader_act": Address({"zone": ZONE, "number": "0", "act": "end"}, NOBODY),
    "desk:chain:plan_step": Address({"zone": ZONE, "number": "0", "step": "0", "act": "finish"}, NOBODY),
    "desk:chain:ratio": Address({"zone": ZONE}, SEEING_CHAIN),
    "desk:chain:ratio_claims": Address({"zone": ZONE}, SEEING_CHAIN),
    "desk:chain:ratio_place": Address({"zone": ZONE}, NOBODY),  # no firm is named
    "desk:chain:ratio_export": Address({"zone": ZONE, "what": "buyers", "ending": "csv"}, SEEING_CHAIN),
    "desk:chain:risk": Address({"zone": ZONE}, SEEING_CHAIN),
    "desk:chain:risk_export": Address({"zone": ZONE, "ending": "csv"}, SEEING_CHAIN),
    "desk:chain:stop": Address({"zone": ZONE}, SEEING_CHAIN),
    "desk:chain:stop_export": Address({"zone": ZONE, "ending": "csv"}, NOBODY),  # no firm is named
    "desk:chain:clusters": Address({"zone": ZONE}, SEEING_CHAIN),
    "desk:chain:cluster": Address({"zone": ZONE, "kind": "chain", "key": "none"}, NOBODY),  # there is none
    "desk:chain:cluster_record": Address({"zone": ZONE, "kind": "chain", "key": "none"}, NOBODY),
    "desk:chain:cluster_export": Address(
        {"zone": ZONE, "kind": "chain", "key": "none", "ending": "csv"}, NOBODY
    ),
}
