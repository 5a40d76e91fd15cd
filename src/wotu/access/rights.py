"""Rights, and which roles carry them. Nobody has a right that is not written here."""

from typing import Final, Literal, get_args

Right = Literal[
    "desk",
    "see_firms",
    "tag_firms",
    "import_facts",
    "settle_facts",
    "edit_measures",
    "review_measures",
    "publish_measures",
    "answer_needs",
    "see_cases",
    "handle_cases",
    "decide_cases",
    "see_books",
    "keep_books",
    "pay",
    "check_payments",
    "run_services",
    "see_chain",
    "keep_chain",
    "keep_calendar",
    "mend_answers",
    "appoint",
    "read_audit",
]
"""What an official may do in a zone."""
RIGHTS: Final[tuple[Right, ...]] = get_args(Right)

MemberRight = Literal["see_own", "answer_own", "claim_own", "manage_members"]
"""What a member may do for the enterprise."""

_ALL = frozenset(
    {
        "clerk",
        "reviewer",
        "approver",
        "measure_editor",
        "legal_reviewer",
        "finance",
        "zone_admin",
        "auditor",
    }
)
OF_OFFICES: Final[dict[Right, frozenset[str]]] = {
    "desk": _ALL,
    "see_firms": _ALL,
    "tag_firms": _ALL - {"auditor"},
    "import_facts": frozenset({"clerk", "reviewer", "zone_admin"}),
    "settle_facts": frozenset({"reviewer", "zone_admin"}),
    "edit_measures": frozenset({"measure_editor"}),
    "review_measures": frozenset({"legal_reviewer"}),
    "publish_measures": frozenset({"approver"}),
    "answer_needs": frozenset({"clerk", "reviewer", "zone_admin"}),
    "see_cases": frozenset({"clerk", "reviewer", "approver", "finance", "zone_admin", "auditor"}),
    "handle_cases": frozenset({"clerk", "reviewer", "approver", "zone_admin"}),
    "decide_cases": frozenset({"approver"}),
    "see_books": frozenset({"approver", "finance", "zone_admin", "auditor"}),
    "keep_books": frozenset({"finance"}),
    "pay": frozenset({"finance"}),
    "check_payments": frozenset({"approver"}),
    "run_services": frozenset({"clerk", "reviewer", "zone_admin"}),
    "see_chain": frozenset({"clerk", "reviewer", "approver", "zone_admin", "auditor"}),
    "keep_chain": frozenset({"clerk", "reviewer", "zone_admin"}),
    "keep_calendar": frozenset({"zone_admin"}),
    "mend_answers": frozenset({"zone_admin"}),
    "appoint": frozenset({"zone_admin"}),
    "read_audit": frozenset({"auditor", "zone_admin"}),
}
OF_MEMBERS: Final[dict[MemberRight, frozenset[str]]] = {
    "see_own": frozenset({"owner", "clerk", "viewer"}),
    "answer_own": frozenset({"owner", "clerk"}),
    "claim_own": frozenset({"owner", "clerk"}),
    "manage_members": frozenset({"owner"}),
}
