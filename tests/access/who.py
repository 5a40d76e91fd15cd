"""Who may come: the cast of the walk by what they may do, and what an address of it says."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from tests.cast import MEMBERS, OFFICIALS, PEOPLE, STRANGER, Cast

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
