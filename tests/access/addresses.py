"""Every address of the project, and who may come to it: the table the matrix test walks.

A new address is one line: its name, its arguments, who gets in, and what those get by GET and by POST.
Everybody else is refused; where the arguments name the firm (FIRM) or the zone (ZONE), the walk also
tries the neighbour's firm, a demonstration firm and another zone.
"""

import datetime as dt
from collections.abc import Callable, Mapping

from tests.access.cases import case_of, notice_of
from tests.access.chain_addresses import CHAIN
from tests.access.who import (
    ACCOUNTS,
    ADMINISTRATOR,
    ANSWERING,
    ANSWERING_NEEDS,
    ANY_DESK,
    AUDITORS,
    BAD,
    BEGUN,
    DECIDING,
    DESK,
    EDITING,
    EVERYBODY,
    FIRM,
    HANDLING,
    IMPORTING,
    KEEPING_BOOKS,
    MOVED,
    NOBODY,
    OK,
    OWNER,
    PAYING,
    RUNNING,
    SEEING,
    SEEING_BOOKS,
    SEEING_CASES,
    SETTLING,
    TAGGING,
    TALENT,
    UNREADABLE,
    WRONG,
    ZONE,
    Address,
)
from tests.cast import Cast
from wotu.findings.models import Proof
from wotu.ledger.models import Account
from wotu.ledger.rounds import open_round
from wotu.ledger.verbs import NewAccount, open_account
from wotu.rules.text import Text


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


def _a_round(cast: Cast) -> Mapping[str, object]:
    account = Account.objects.get(pk=str(_an_account(cast)["id_"]))
    planned = open_round(
        account=account, since=BEGUN, until=BEGUN + dt.timedelta(days=1), rule="first_come", key="r",
        by="tests", now=BEGUN,
    )  # fmt: skip
    return {"zone": ZONE, "id_": planned.pk}


def _a_proof(_cast: Cast) -> Mapping[str, object]:
    found = Proof.objects.create(
        zone=ZONE, by="tests", on=BEGUN.date(), started_at=BEGUN, seconds=0, compared=1, waiting=0,
        differences=1, standing="", full="",
    )  # fmt: skip
    return {"zone": ZONE, "number": found.pk}


ADDRESSES: dict[str, Address] = {
    **CHAIN,
    "healthz": Address({}, EVERYBODY),
    "readyz": Address({}, EVERYBODY),
    "metrics": Address({}, NOBODY),
    "set_language": Address({}, EVERYBODY, MOVED, MOVED),
    "look:style": Address({}, EVERYBODY),
    "look:appearance": Address({}, EVERYBODY, WRONG, BAD),
    "api_reference": Address({}, EVERYBODY),
    "api_tokens": Address({}, ACCOUNTS, OK, UNREADABLE),
    "api_token_revoke": Address({"number": "0"}, NOBODY),  # there is none
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
    "portal:end_session": Address({"id_": "0"}, NOBODY),  # one's own devices only
    "portal:end_all_sessions": Address({}, ACCOUNTS, WRONG, MOVED),
    "portal:demo_sign_in": Address({}, NOBODY),  # no account of the cast is a demonstration
    "portal:join": Address({"token": "none"}, NOBODY),  # whoever has the link
    "portal:members": Address({"slug": FIRM}, OWNER),
    "portal:invite": Address({"slug": FIRM}, OWNER, WRONG, UNREADABLE),
    "portal:revoke_invitation": Address({"slug": FIRM, "id_": "0"}, NOBODY),  # there is none
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
    "desk:firms:undo": Address({"zone": ZONE, "key": "0"}, NOBODY),  # there is none
    "desk:firms:keep_filter": Address({"zone": ZONE}, DESK, WRONG, MOVED),
    "desk:firms:forget_filter": Address({"zone": ZONE, "key": "0"}, NOBODY),  # there is none
    "desk:search:home": Address({"zone": ZONE}, DESK),
    "desk:measures:home": Address({"zone": ZONE}, DESK),
    "desk:measures:measure": Address({"zone": ZONE, "measure": "none"}, NOBODY),  # there is none
    "desk:measures:begin": Address({"zone": ZONE}, EDITING, WRONG, MOVED),
    **{
        f"desk:measures:{name}": Address({"zone": ZONE, "number": "0"} | more, NOBODY)  # there is none
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
            "case": {"number": "0"},
            "step": {"number": "0", "step": "say"},
            "letter": {"number": "0", "code": "none"},
            "handed_in": {"number": "0", "file": "0"},
            "take_back": {"number": "0", "file": "0"},
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
    "desk:needs:need": Address({"zone": ZONE, "number": "0"}, NOBODY),  # there is none
    "desk:needs:step": Address({"zone": ZONE, "number": "0", "step": "take-up"}, NOBODY),
    "desk:credit_repair:home": Address({"zone": ZONE}, RUNNING),
    "desk:credit_repair:export": Address({"zone": ZONE, "ending": "csv"}, RUNNING),
    "desk:credit_repair:record": Address({"zone": ZONE}, RUNNING, OK, UNREADABLE),
    "desk:credit_repair:upload": Address({"zone": ZONE}, RUNNING, OK, UNREADABLE),
    "desk:credit_repair:example": Address({"zone": ZONE, "ending": "csv"}, RUNNING),
    **{
        f"desk:credit_repair:{name}": Address({"zone": ZONE, "number": "0"}, NOBODY)  # there is none
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
        f"portal:credit_repair:{name}": Address({"slug": FIRM, "number": "0"}, NOBODY)  # there is none
        for name in ("materials", "take_back", "revoke", "repair", "withdraw")
    },
    "portal:zone_needs": Address({"id_": "small"}, EVERYBODY, OK, OK),
    "portal:needs:home": Address({"slug": FIRM}, SEEING),
    "portal:needs:suggest": Address({"slug": FIRM}, ANSWERING, WRONG, OK),
    "portal:needs:write": Address({"slug": FIRM}, ANSWERING, WRONG, UNREADABLE),
    "portal:needs:need": Address({"slug": FIRM, "number": "0"}, NOBODY),  # there is none
    "portal:needs:step": Address({"slug": FIRM, "number": "0", "step": "submit"}, NOBODY),
    "desk:facts:home": Address({"zone": ZONE}, IMPORTING),
    "desk:facts:export": Address({"zone": ZONE, "ending": "csv"}, IMPORTING),
    "desk:facts:upload": Address({"zone": ZONE}, IMPORTING, OK, UNREADABLE),
    "desk:facts:batch": Address({"zone": ZONE, "id_": "0"}, NOBODY),  # there is none
    "desk:facts:columns": Address({"zone": ZONE, "id_": "0"}, NOBODY),
    "desk:facts:preview": Address({"zone": ZONE, "id_": "0"}, NOBODY),
    "desk:facts:commit": Address({"zone": ZONE, "id_": "0"}, NOBODY),
    "desk:facts:undo": Address({"zone": ZONE, "id_": "0"}, NOBODY),
    "desk:facts:problems": Address({"zone": ZONE, "id_": "0", "ending": "csv"}, NOBODY),
    "desk:facts:conflicts": Address({"zone": ZONE}, IMPORTING),
    "desk:facts:settle": Address({"zone": ZONE}, SETTLING, WRONG, UNREADABLE),
    "desk:facts:disputes": Address({"zone": ZONE}, IMPORTING),
    "desk:facts:answer": Address({"zone": ZONE, "id_": "0"}, NOBODY),  # there is none
    "portal:facts:home": Address({"slug": FIRM}, SEEING),
    "portal:facts:state": Address({"slug": FIRM}, ANSWERING, OK, OK),
    "portal:facts:withdraw": Address({"slug": FIRM, "id_": "0"}, NOBODY),  # there is none
    "portal:facts:dispute": Address({"slug": FIRM, "id_": "0"}, NOBODY),
    "portal:facts:take_back": Address({"slug": FIRM, "id_": "0"}, NOBODY),
    "portal:evidence": Address({"id_": "0"}, NOBODY),
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
        f"desk:payments:{name}": Address({"zone": ZONE, "id_": "0"} | more, NOBODY)  # there is none
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
    "desk:matching:prove": Address({"zone": ZONE}, DESK, WRONG, MOVED),
    "desk:matching:mend": Address(_a_proof, ADMINISTRATOR, WRONG, MOVED),
    "desk:matching:progress": Address({"zone": ZONE}, DESK),
    "portal:talent": Address({"slug": "tara"}, TALENT),
    "portal:stay_talent:home": Address({"slug": "tara"}, TALENT),
    "portal:stay_talent:apply": Address({"slug": "tara"}, TALENT, WRONG, UNREADABLE),
    "portal:stay_talent:step": Address(
        {"slug": "tara", "id_": "0", "step": "confirm"}, NOBODY
    ),  # there is none
    "portal:stay:home": Address({"slug": FIRM}, SEEING),
    "portal:stay:step": Address({"slug": FIRM, "id_": "0", "step": "confirm"}, NOBODY),  # there is none
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
    "desk:stay:stay": Address({"zone": ZONE, "id_": "0"}, NOBODY),  # there is none
    "desk:stay:step": Address({"zone": ZONE, "id_": "0", "step": "move"}, NOBODY),
    "desk:stay:item": Address({"zone": ZONE, "id_": "0"}, NOBODY),
    "desk:stay:upkeep_end": Address({"zone": ZONE, "id_": "0"}, NOBODY),
    "portal:talent_answer": Address({"slug": "tara"}, TALENT, WRONG, MOVED),
    "portal:inbox": Address({}, ACCOUNTS),
    "portal:inbox_follow": Address({"message": "0"}, NOBODY),  # there is none
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
