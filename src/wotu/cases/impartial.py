"""Who may look at a decision again: nobody who took part in what is looked at (回避)."""

from wotu.cases.models import Appeal, Case

REVIEWS = ("review", "countersign", "experts")
"""Steps in which somebody says what they think of a case."""


def may_answer_objections(case: Case, by: str) -> bool:
    """Tell whether somebody may answer the objections to an award: they neither decided nor reviewed it."""
    reviewed = case.steps.filter(round=case.round, by=by, does__in=REVIEWS)
    return not (decided(case, by) or reviewed.exists())


def may_answer_appeal(appeal: Appeal, by: str) -> bool:
    """Tell whether somebody may answer an appeal: they neither decided the case nor took its award back."""
    case = appeal.decision.case
    revoked = case.events.filter(kind="revoked", at__gte=appeal.decision.at).last()
    return not (decided(case, by) or (revoked is not None and revoked.by == by))


def decided(case: Case, by: str) -> bool:
    """Tell whether somebody decided the case, in whichever round."""
    return case.decisions.filter(by=by).exists() or case.steps.filter(by=by, does="decide").exists()
