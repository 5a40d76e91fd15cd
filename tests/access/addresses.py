"""Every address of the project, and who may come to it: the table the matrix test walks.

A new address is one line: its name, its arguments, who gets in, and what those get by GET and by POST.
Everybody else is refused; where the arguments name the firm (FIRM) or the zone (ZONE), the walk also
tries the neighbour's firm, a demonstration firm and another zone.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from tests.access.cases import case_of, notice_of
from tests.access.chain import chain_arguments
from tests.access.leads import a_gap, a_lead
from tests.cast import MEMBERS, OFFICIALS, PEOPLE, STRANGER, Cast
from tests.industry.small import chain, firm, product
from wotu.industry.models import Chain, Enterprise
from wotu.ledger.models import Account
from wotu.ledger.rounds import open_round
from wotu.ledger.verbs import NewAccount, open_account
from wotu.rules.text import Text

OK, MOVED, BAD, WRONG, UNREADABLE = (
    HTTPStatus.OK, HTTPStatus.FOUND, HTTPStatus.BAD_REQUEST, HTTPStatus.METHOD_NOT_ALLOWED,
    HTTPStatus.UNPROCESSABLE_ENTITY,
)  # fmt: skip

Who = frozenset[str]
NOBODY: Who = frozenset()
EVERYBODY: Who = frozenset({*PEOPLE, STRANGER})
ACCOUNTS: Who = frozenset(PEOPLE)
DESK: Who = frozenset(OFFICIALS)
ANY_DESK: Who = DESK | {"otto"}
ADMINISTRATOR: Who = frozenset({"zoe"})
AUDITORS: Who = frozenset({"audrey", "zoe"})
TAGGING: Who = DESK - {"audrey"}
ANSWERING_NEEDS: Who = frozenset({"cleo", "dan", "zoe"})
IMPORTING: Who = frozenset({"cleo", "dan", "zoe"})
RUNNING: Who = frozenset({"cleo", "dan", "zoe"})
SETTLING: Who = frozenset({"dan", "zoe"})
EDITING: Who = frozenset({"mei"})
SEEING_BOOKS: Who = frozenset({"anna", "finn", "zoe", "audrey"})
PAYING: Who = frozenset({"finn"})
KEEPING_BOOKS: Who = frozenset({"finn"})
TALENT: Who = frozenset({"tara"})
SEEING_CHAIN: Who = frozenset({"cleo", "dan", "anna", "zoe", "audrey"})
KEEPING_CHAIN: Who = frozenset({"cleo", "dan", "zoe"})
SEEING_CASES: Who = frozenset({"cleo", "dan", "anna", "finn", "zoe", "audrey"})
HANDLING: Who = frozenset({"cleo", "dan", "anna", "zoe"})
DECIDING: Who = frozenset({"anna"})
OWNER: Who = frozenset({"alice"})
ANSWERING: Who = frozenset({"alice", "bob"})
SEEING: Who = frozenset(MEMBERS)

FIRM, NEIGHBOUR, DEMO = "qinghe", "linju", "small-f1"
ZONE, OTHER_ZONE = "small", "other"
BEGUN = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Address:
    """Who gets in, and what they get. `demo` opens it for a demonstration firm to everybody."""

    arguments: Mapping[str, str] | Callable[[Cast], Mapping[str, object]]
    opens_to: Who
    get: HTTPStatus = OK
    post: HTTPStatus = WRONG
    demo: bool = False


def _bob(cast: Cast) -> Mapping[str, object]:
    return {"slug": FIRM, "id_": cast.membership("bob").pk}


def _record(_cast: Cast) -> Mapping[str, object]:
    return {"zone": ZONE, "slug": FIRM}


def _of_the_firm(_cast: Cast) -> Mapping[str, object]:
    return {"slug": FIRM, "person": "tara"}


def _dans_office(cast: Cast) -> Mapping[str, object]:
    return {"zone": ZONE, "id_": cast.appointment("dan").pk}


def _own_case(**more: object) -> Callable[[Cast], Mapping[str, object]]:
    return lambda cast: {"slug": FIRM, "number": case_of(cast).pk, **more}


def _desk_case(**more: object) -> Callable[[Cast], Mapping[str, object]]:
    return lambda cast: {"zone": ZONE, "number": case_of(cast).pk, **more}


def _notice(cast: Cast) -> Mapping[str, object]:
    return {"id_": notice_of(cast).pk}


def _filed_for(_cast: Cast) -> Mapping[str, object]:
    return {"zone": ZONE, "slug": FIRM, "measure": "small.exports"}


def _an_account(_cast: Cast) -> Mapping[str, object]:
    account = NewAccount("small", "small.fund", "small.fund", "fen", Text("基金", "Fund"))
    return {"zone": ZONE, "id_": open_account(account=account, limit=1, by="tests", now=BEGUN).pk}


def _a_chain(_cast: Cast) -> Mapping[str, object]:
    if not Chain.objects.filter(zone=ZONE, slug="led").exists():
        chain("led", (product("chip", zone=ZONE), 3), zone=ZONE)
    return {"zone": ZONE, "slug": "led"}


def _a_link(cast: Cast) -> Mapping[str, object]:
    _a_chain(cast)
    return {"zone": ZONE, "product": "chip"}


def _a_chain_firm(_cast: Cast) -> Mapping[str, object]:
    if not Enterprise.objects.filter(zone=ZONE, key="ANA").exists():
        firm("ANA", inside=True, zone=ZONE)
    return {"zone": ZONE, "key": "ANA"}


def _a_round(cast: Cast) -> Mapping[str, object]:
    account = Account.objects.get(pk=str(_an_account(cast)["id_"]))
    planned = open_round(
        account=account, since=BEGUN, until=BEGUN + dt.timedelta(days=1), rule="first_come", key="r",
        by="tests", now=BEGUN,
    )  # fmt: skip
    return {"zone": ZONE, "id_": planned.pk}


def _chain(what: str, **more: object) -> Callable[[Cast], Mapping[str, object]]:
    """Return the arguments of an address of the chain: what it is about is made when it is asked for."""
    return lambda _cast: {"zone": ZONE, **chain_arguments(what), **more}


ADDRESSES: dict[str, Address] = {
    "healthz": Address({}, EVERYBODY),
    "readyz": Address({}, EVERYBODY),
    "metrics": Address({}, NOBODY),
    "set_language": Address({}, EVERYBODY, MOVED, MOVED),
    "look:style": Address({}, EVERYBODY),
    "look:appearance": Address({}, EVERYBODY, WRONG, BAD),
    "api_reference": Address({}, EVERYBODY),
    "api_tokens": Address({}, ACCOUNTS, OK, UNREADABLE),
    "api_token_revoke": Address({"number": "1"}, NOBODY),  # there is none
    "portal:home": Address({}, EVERYBODY),
    "portal:zone": Address({"id_": "small"}, EVERYBODY),
    "portal:measure": Address({"id_": "small.staff"}, EVERYBODY),
    "portal:measure_process": Address({"id_": "small.staff"}, EVERYBODY),
    "portal:measures": Address({}, EVERYBODY),
    "portal:measures_json": Address({}, EVERYBODY),
    "portal:measure_json": Address({"id_": "small.staff"}, EVERYBODY),
    "portal:feed": Address({"what": "windows", "form": "atom"}, EVERYBODY),
    "portal:windows_calendar": Address({}, EVERYBODY),
    "portal:quality": Address({}, EVERYBODY),
    "portal:quality_json": Address({}, EVERYBODY),
    "portal:firm": Address({"slug": FIRM}, SEEING | DESK, demo=True),
    "portal:answer": Address({"slug": FIRM}, ANSWERING, WRONG, MOVED, demo=True),
    "portal:undo": Address({"slug": FIRM}, ANSWERING, WRONG, MOVED, demo=True),
    "portal:why": Address(
        {"slug": FIRM, "measure": "small.staff", "subject": FIRM}, SEEING | DESK, demo=True
    ),
    "portal:download": Address({"slug": FIRM, "ending": "csv"}, SEEING | DESK, demo=True),
    "portal:mine": Address({}, ACCOUNTS),
    "portal:end_session": Address({"id_": "1"}, NOBODY),  # one's own devices only
    "portal:end_all_sessions": Address({}, ACCOUNTS, WRONG, MOVED),
    "portal:demo_sign_in": Address({}, NOBODY),  # no account of the cast is a demonstration
    "portal:join": Address({"token": "none"}, NOBODY),  # whoever has the link
    "portal:members": Address({"slug": FIRM}, OWNER),
    "portal:invite": Address({"slug": FIRM}, OWNER, WRONG, UNREADABLE),
    "portal:revoke_invitation": Address({"slug": FIRM, "id_": "1"}, NOBODY),  # there is none
    "portal:member_role": Address(_bob, OWNER, WRONG, MOVED),
    "portal:member_end": Address(_bob, OWNER, WRONG, MOVED),
    "desk:home": Address({}, ANY_DESK, MOVED),
    "desk:today:home": Address({"zone": ZONE}, DESK),
    "desk:firms:home": Address({"zone": ZONE}, DESK),
    "desk:firms:export": Address({"zone": ZONE}, DESK),
    "desk:firms:record": Address(_record, DESK),
    "desk:firms:refresh": Address({"zone": ZONE}, TAGGING, WRONG, MOVED),
    "desk:firms:tag": Address({"zone": ZONE}, TAGGING, WRONG, MOVED),
    "desk:firms:untag": Address({"zone": ZONE}, TAGGING, WRONG, MOVED),
    "desk:firms:undo": Address({"zone": ZONE, "key": "1"}, NOBODY),  # there is none
    "desk:firms:keep_filter": Address({"zone": ZONE}, DESK, WRONG, MOVED),
    "desk:firms:forget_filter": Address({"zone": ZONE, "key": "1"}, NOBODY),  # there is none
    "desk:search:home": Address({"zone": ZONE}, DESK),
    "desk:measures:home": Address({"zone": ZONE}, DESK),
    "desk:measures:measure": Address({"zone": ZONE, "measure": "none"}, NOBODY),  # there is none
    "desk:measures:begin": Address({"zone": ZONE}, EDITING, WRONG, MOVED),
    **{
        f"desk:measures:{name}": Address({"zone": ZONE, "number": "1"} | more, NOBODY)  # there is none
        for name, more in {
            "edition": {},
            "reach": {},
            "add": {},
            "step": {"step": "submit"},
            "edit": {"part": "small.staff"},
            "check": {"part": "small.staff"},
            "answer": {},
            "return": {},
            "approve": {},
            "publish": {},
            "withdraw": {},
        }.items()
    },
    "portal:notices": Address({}, EVERYBODY),
    "portal:zone_notices": Address({"id_": "small"}, EVERYBODY),
    "portal:notice": Address(_notice, EVERYBODY),
    "portal:object": Address(_notice, EVERYBODY, WRONG, UNREADABLE),
    "portal:objection_received": Address(_notice, EVERYBODY, MOVED),
    "portal:verify": Address({}, EVERYBODY),
    "portal:verify_code": Address({"code": "AB23-CD45-EF67"}, NOBODY),  # there is none
    "portal:cases:home": Address({"slug": FIRM}, SEEING),
    "portal:cases:download": Address({"slug": FIRM, "ending": "csv"}, SEEING),
    "portal:cases:file": Address(
        {"slug": FIRM, "measure": "small.staff", "subject": FIRM}, ANSWERING, OK, UNREADABLE
    ),
    "portal:cases:answer": Address(
        {"slug": FIRM, "measure": "small.staff", "subject": FIRM}, ANSWERING, WRONG, MOVED
    ),
    "portal:cases:case": Address(_own_case(), SEEING),
    "portal:cases:step": Address(_own_case(step="say"), ANSWERING, WRONG, UNREADABLE),
    "portal:cases:letter": Address(_own_case(code="none"), NOBODY),  # there is none
    "portal:cases:handed_in": Address(_own_case(file=1), NOBODY),  # there is none
    "portal:cases:take_back": Address(_own_case(file=1), NOBODY),
    "portal:own_cases:home": Address({"slug": "tara"}, TALENT),
    "portal:own_cases:download": Address({"slug": "tara", "ending": "csv"}, TALENT),
    **{
        f"portal:own_cases:{name}": Address({"slug": "tara"} | more, NOBODY)  # there is none
        for name, more in {
            "file": {"measure": "small.staff", "subject": "tara"},
            "answer": {"measure": "small.staff", "subject": "tara"},
            "case": {"number": "1"},
            "step": {"number": "1", "step": "say"},
            "letter": {"number": "1", "code": "none"},
            "handed_in": {"number": "1", "file": "1"},
            "take_back": {"number": "1", "file": "1"},
        }.items()
    },
    "desk:cases:home": Address({"zone": ZONE}, SEEING_CASES),
    "desk:cases:accept_chosen": Address({"zone": ZONE}, HANDLING, WRONG, MOVED),
    "desk:cases:board": Address({"zone": ZONE}, SEEING_CASES),
    "desk:cases:bulk": Address({"zone": ZONE}, DECIDING),
    "desk:cases:bulk_measure": Address({"zone": ZONE, "measure": "none"}, NOBODY),  # there is none
    "desk:cases:bulk_run": Address({"zone": ZONE, "measure": "none"}, NOBODY),
    "desk:cases:handle": Address({"zone": ZONE}, HANDLING),
    "desk:cases:handle_file": Address(_filed_for, HANDLING, OK, UNREADABLE),
    "desk:cases:case": Address(_desk_case(), SEEING_CASES),
    "desk:cases:act": Address(_desk_case(act="say"), HANDLING, WRONG, UNREADABLE),
    "desk:cases:letter": Address(_desk_case(code="none"), NOBODY),  # there is none
    "desk:needs:home": Address({"zone": ZONE}, ANSWERING_NEEDS),
    "desk:needs:unserved": Address({"zone": ZONE}, ANSWERING_NEEDS),
    "desk:needs:download": Address({"zone": ZONE}, ANSWERING_NEEDS),
    "desk:needs:need": Address({"zone": ZONE, "number": "1"}, NOBODY),  # there is none
    "desk:needs:step": Address({"zone": ZONE, "number": "1", "step": "take-up"}, NOBODY),
    "desk:credit_repair:home": Address({"zone": ZONE}, RUNNING),
    "desk:credit_repair:export": Address({"zone": ZONE, "ending": "csv"}, RUNNING),
    "desk:credit_repair:record": Address({"zone": ZONE}, RUNNING, OK, UNREADABLE),
    "desk:credit_repair:upload": Address({"zone": ZONE}, RUNNING, OK, UNREADABLE),
    "desk:credit_repair:example": Address({"zone": ZONE, "ending": "csv"}, RUNNING),
    **{
        f"desk:credit_repair:{name}": Address({"zone": ZONE, "number": "1"}, NOBODY)  # there is none
        for name in (
            "entry",
            "mend",
            "void",
            "materials",
            "file",
            "intake",
            "commit",
            "undo_intake",
            "repair",
            "accept",
            "correction",
            "not_accept",
            "decide",
            "answer",
            "take_back",
        )
    },
    "portal:credit_repair:home": Address({"slug": FIRM}, SEEING),
    "portal:credit_repair:state": Address({"slug": FIRM}, ANSWERING, OK, UNREADABLE),
    "portal:credit_repair:promise": Address({"slug": FIRM}, OWNER, WRONG, UNREADABLE),
    "portal:credit_repair:consent": Address({"slug": FIRM}, OWNER, WRONG, UNREADABLE),
    "portal:credit_repair:apply": Address({"slug": FIRM}, ANSWERING, WRONG, UNREADABLE),
    **{
        f"portal:credit_repair:{name}": Address({"slug": FIRM, "number": "1"}, NOBODY)  # there is none
        for name in ("materials", "take_back", "revoke", "repair", "withdraw")
    },
    "portal:zone_needs": Address({"id_": "small"}, EVERYBODY, OK, OK),
    "portal:needs:home": Address({"slug": FIRM}, SEEING),
    "portal:needs:suggest": Address({"slug": FIRM}, ANSWERING, WRONG, OK),
    "portal:needs:write": Address({"slug": FIRM}, ANSWERING, WRONG, UNREADABLE),
    "portal:needs:need": Address({"slug": FIRM, "number": "1"}, NOBODY),  # there is none
    "portal:needs:step": Address({"slug": FIRM, "number": "1", "step": "submit"}, NOBODY),
    "desk:facts:home": Address({"zone": ZONE}, IMPORTING),
    "desk:facts:export": Address({"zone": ZONE, "ending": "csv"}, IMPORTING),
    "desk:facts:upload": Address({"zone": ZONE}, IMPORTING, OK, UNREADABLE),
    "desk:facts:batch": Address({"zone": ZONE, "id_": "1"}, NOBODY),  # there is none
    "desk:facts:columns": Address({"zone": ZONE, "id_": "1"}, NOBODY),
    "desk:facts:preview": Address({"zone": ZONE, "id_": "1"}, NOBODY),
    "desk:facts:commit": Address({"zone": ZONE, "id_": "1"}, NOBODY),
    "desk:facts:undo": Address({"zone": ZONE, "id_": "1"}, NOBODY),
    "desk:facts:problems": Address({"zone": ZONE, "id_": "1", "ending": "csv"}, NOBODY),
    "desk:facts:conflicts": Address({"zone": ZONE}, IMPORTING),
    "desk:facts:settle": Address({"zone": ZONE}, SETTLING, WRONG, UNREADABLE),
    "desk:facts:disputes": Address({"zone": ZONE}, IMPORTING),
    "desk:facts:answer": Address({"zone": ZONE, "id_": "1"}, NOBODY),  # there is none
    "portal:facts:home": Address({"slug": FIRM}, SEEING),
    "portal:facts:state": Address({"slug": FIRM}, ANSWERING, OK, OK),
    "portal:facts:withdraw": Address({"slug": FIRM, "id_": "1"}, NOBODY),  # there is none
    "portal:facts:dispute": Address({"slug": FIRM, "id_": "1"}, NOBODY),
    "portal:facts:take_back": Address({"slug": FIRM, "id_": "1"}, NOBODY),
    "portal:evidence": Address({"id_": "1"}, NOBODY),
    "desk:chain:home": Address({"zone": ZONE}, SEEING_CHAIN),
    "desk:chain:names": Address({"zone": ZONE}, SEEING_CHAIN),
    "desk:chain:rule": Address({"zone": ZONE}, KEEPING_CHAIN, WRONG, UNREADABLE),
    "desk:chain:products": Address({"zone": ZONE}, SEEING_CHAIN),
    "desk:chain:choices": Address({"zone": ZONE}, SEEING_CHAIN),
    "desk:chain:rulings": Address({"zone": ZONE}, SEEING_CHAIN),
    "desk:chain:undo_ruling": Address({"zone": ZONE, "number": "1"}, NOBODY),  # there is none
    "desk:chain:name": Address(_chain("name"), SEEING_CHAIN),
    "desk:chain:rule_on_name": Address(_chain("name"), KEEPING_CHAIN, WRONG, UNREADABLE),
    "desk:chain:product_names": Address(_chain("product"), SEEING_CHAIN),
    "desk:chain:split": Address(_chain("product"), KEEPING_CHAIN, WRONG, UNREADABLE),
    "desk:chain:merge": Address(_chain("product"), KEEPING_CHAIN, WRONG, UNREADABLE),
    "desk:chain:claims": Address({"zone": ZONE}, SEEING_CHAIN),
    "desk:chain:decide_claims": Address({"zone": ZONE}, KEEPING_CHAIN, WRONG, UNREADABLE),
    "desk:chain:undo_decision": Address({"zone": ZONE, "number": "1"}, NOBODY),  # there is none
    "desk:chain:claim": Address(_chain("claim"), SEEING_CHAIN),
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
    "desk:chain:leaders": Address({"zone": ZONE}, SEEING_CHAIN),
    "desk:chain:leaders_export": Address({"zone": ZONE, "ending": "csv"}, NOBODY),  # no chain is named
    "desk:chain:leader_decide": Address({"zone": ZONE}, NOBODY),
    "desk:chain:leader": Address({"zone": ZONE, "number": "1"}, NOBODY),  # there is none
    "desk:chain:leader_act": Address({"zone": ZONE, "number": "1", "act": "end"}, NOBODY),
    "desk:chain:plan_step": Address({"zone": ZONE, "number": "1", "step": "1", "act": "finish"}, NOBODY),
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
    "desk:books:home": Address({"zone": ZONE}, SEEING_BOOKS),
    "desk:books:budget": Address({"zone": ZONE}, KEEPING_BOOKS, WRONG, UNREADABLE),
    "desk:books:account": Address(_an_account, SEEING_BOOKS),
    "desk:books:export": Address(lambda cast: {**_an_account(cast), "ending": "csv"}, SEEING_BOOKS),
    "desk:books:move": Address(
        lambda cast: {**_an_account(cast), "move": "reserve"}, KEEPING_BOOKS, WRONG, UNREADABLE
    ),
    "desk:books:plan": Address(_an_account, KEEPING_BOOKS, WRONG, UNREADABLE),
    "desk:books:round": Address(_a_round, SEEING_BOOKS),
    "desk:books:draw": Address(_a_round, KEEPING_BOOKS, WRONG, MOVED),
    "desk:payments:home": Address({"zone": ZONE}, SEEING_BOOKS),
    "desk:payments:ask": Address({"zone": ZONE}, PAYING, WRONG, MOVED),
    "desk:payments:make": Address({"zone": ZONE}, PAYING, WRONG, UNREADABLE),
    "desk:payments:receipts": Address({"zone": ZONE}, PAYING, OK, UNREADABLE),
    "desk:payments:debts": Address({"zone": ZONE}, SEEING_BOOKS),
    "desk:payments:reconcile": Address({"zone": ZONE}, SEEING_BOOKS),
    "desk:payments:export": Address({"zone": ZONE, "ending": "csv"}, SEEING_BOOKS),
    **{
        f"desk:payments:{name}": Address({"zone": ZONE, "id_": "1"} | more, NOBODY)  # there is none
        for name, more in {
            "batch": {},
            "check": {},
            "back": {},
            "recall": {},
            "file": {},
            "receipt_file": {},
            "import": {},
            "again": {},
            "cancel": {},
            "debt_step": {"step": "claim"},
            "waive_debt": {},
        }.items()
    },
    "portal:payments": Address({"slug": FIRM}, SEEING),
    "portal:payments_payee": Address({"slug": FIRM}, ANSWERING, WRONG, UNREADABLE),
    "desk:matching:home": Address({"zone": ZONE}, DESK),
    "desk:matching:again": Address({"zone": ZONE}, DESK, WRONG, MOVED),
    "desk:matching:progress": Address({"zone": ZONE}, DESK),
    "portal:talent": Address({"slug": "tara"}, TALENT),
    "portal:stay_talent:home": Address({"slug": "tara"}, TALENT),
    "portal:stay_talent:apply": Address({"slug": "tara"}, TALENT, WRONG, UNREADABLE),
    "portal:stay_talent:step": Address(
        {"slug": "tara", "id_": "1", "step": "confirm"}, NOBODY
    ),  # there is none
    "portal:stay:home": Address({"slug": FIRM}, SEEING),
    "portal:stay:step": Address({"slug": FIRM, "id_": "1", "step": "confirm"}, NOBODY),  # there is none
    "portal:stay:person": Address(_of_the_firm, ANSWERING),
    "portal:stay:apply": Address(_of_the_firm, ANSWERING, WRONG, UNREADABLE),
    "desk:stay:home": Address({"zone": ZONE}, RUNNING),
    "desk:stay:scan": Address({"zone": ZONE}, RUNNING, WRONG, UNREADABLE),
    "desk:stay:board": Address({"zone": ZONE}, RUNNING),
    "desk:stay:board_move": Address({"zone": ZONE}, RUNNING, WRONG, UNREADABLE),
    "desk:stay:stays": Address({"zone": ZONE}, RUNNING),
    "desk:stay:export": Address({"zone": ZONE}, RUNNING),
    "desk:stay:waiting": Address({"zone": ZONE}, RUNNING),
    "desk:stay:upkeep": Address({"zone": ZONE}, RUNNING, OK, UNREADABLE),
    "desk:stay:figures": Address({"zone": ZONE}, RUNNING),
    "desk:stay:stay": Address({"zone": ZONE, "id_": "1"}, NOBODY),  # there is none
    "desk:stay:step": Address({"zone": ZONE, "id_": "1", "step": "move"}, NOBODY),
    "desk:stay:item": Address({"zone": ZONE, "id_": "1"}, NOBODY),
    "desk:stay:upkeep_end": Address({"zone": ZONE, "id_": "1"}, NOBODY),
    "portal:talent_answer": Address({"slug": "tara"}, TALENT, WRONG, MOVED),
    "portal:inbox": Address({}, ACCOUNTS),
    "portal:inbox_follow": Address({"message": "1"}, NOBODY),  # there is none
    "portal:inbox_read": Address({}, NOBODY),
    "portal:inbox_unread": Address({}, NOBODY),
    "portal:preferences": Address({}, ACCOUNTS, OK, UNREADABLE),
    "portal:unsubscribe": Address({"token": "made-up"}, NOBODY),
    "portal:entitlements": Address({"slug": FIRM}, SEEING),
    "portal:audit": Address({}, EVERYBODY),
    "portal:audit_digests": Address({}, EVERYBODY),
    "portal:audit_feed": Address({}, EVERYBODY),
    "desk:audit:home": Address({"zone": ZONE}, AUDITORS),
    "desk:audit:export": Address({"zone": ZONE, "ending": "csv"}, AUDITORS),
    "desk:calendar:home": Address({"zone": ZONE}, ADMINISTRATOR),
    "desk:calendar:take_in": Address({"zone": ZONE}, ADMINISTRATOR, OK, UNREADABLE),
    "desk:calendar:undo": Address({"zone": ZONE, "year": "2026"}, ADMINISTRATOR, WRONG, MOVED),
    "desk:people:home": Address({"zone": ZONE}, DESK),
    "desk:people:members": Address({"zone": ZONE}, DESK),
    "desk:people:trail": Address({"zone": ZONE}, AUDITORS),
    "desk:people:appoint": Address({"zone": ZONE}, ADMINISTRATOR, WRONG, UNREADABLE),
    "desk:people:add_department": Address({"zone": ZONE}, ADMINISTRATOR, WRONG, UNREADABLE),
    "desk:people:end": Address(_dans_office, ADMINISTRATOR, WRONG, MOVED),
    "desk:people:delegate": Address(_dans_office, frozenset({"dan"}), WRONG, MOVED),
}
