"""What is particular to a grant: it pays money, so an award is held on the ledger and paid by instalments."""

from collections.abc import Sequence

from wotu.cases.kinds import Filing, Kind
from wotu.payments.verbs.promising import lose, pay_begins, promise
from wotu.rules.flow import Step
from wotu.rules.text import Text


def check(filing: Filing) -> Sequence[Text]:
    """Return what stands against filing a grant: a measure that pays no money is none."""
    if filing.version.benefit.type == "money":
        return ()
    return (
        Text(
            "这项措施给的不是资金，不能按资金支持申报。",
            "This measure gives no money, so it is not filed as a grant.",
        ),
    )


def reached(*, step: Step, **hook: object) -> bool:
    """See what may be paid when the paying step opens; it is done when everything is paid."""
    if step.does == "pay":
        pay_begins(**hook)  # type: ignore[arg-type]
    return False


KIND = Kind(
    "grant", Text("资金支持", "Grant"), needs_payee=True, check=check, approved=promise, ended=lose,
    reached=reached,
)  # fmt: skip
