"""Who may take a step: a pure function of somebody's posts. The doors ask here; verbs look at the case alone.

A delegate (授权代办) holds the post of whom they stand in for while it lasts, so substitutes need no rule of
their own.
"""

from collections.abc import Collection, Iterable

from wotu.cases.models import Case, CaseStep

Post = tuple[str, str, str]
"""A zone, the slug of a department in it, and the role held there."""
HANDLERS = frozenset({"clerk", "reviewer", "approver"})
ADMINISTRATOR = "zone_admin"


def may_take(posts: Collection[Post], step: CaseStep, case: Case) -> bool:
    """Tell whether somebody with these posts may take a step: its office, in its department."""
    return (case.zone, step.department, step.office) in posts


def may_pass_on(posts: Collection[Post], case: Case, steps: Iterable[CaseStep] = ()) -> bool:
    """Tell whether somebody may pass a case on or hand it over.

    Who handles cases in a department it is with may, and the zone's administrators, who decide nothing.
    """
    departments = {case.department, *(step.department for step in steps)}
    return any(
        zone == case.zone and (role == ADMINISTRATOR or (role in HANDLERS and department in departments))
        for zone, department, role in posts
    )
