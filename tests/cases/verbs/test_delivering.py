"""The end of a case: delivered, or an award taken back."""

import pytest

from tests.cases.window import Window
from wotu.cases.verbs.delivering import deliver, revoke_case
from wotu.refusal import CannotDo


def test_a_case_is_delivered_with_its_last_step(window: Window) -> None:
    case = window.decided()
    said = {"case": case, "text": "已拨付", "by": "finn@example.org", **window.when}

    with pytest.raises(CannotDo):
        deliver(step="review", **said)
    case = deliver(step="pay", **said)

    assert (case.state, case.closed_at, case.due) == ("delivered", window.when["now"], None)
    assert case.events.filter(kind="paid").count() == 1
    with pytest.raises(CannotDo):
        deliver(step="pay", **said)


def test_what_was_delivered_may_be_taken_back_and_filed_again(window: Window) -> None:
    case = deliver(case=window.decided(), step="pay", text="", by="finn@example.org", **window.when)

    case = revoke_case(case=case, why="虚报人数", by="zoe@example.org", **window.when)

    assert case.state == "revoked"
    assert window.file("plain").state == "filed"


def test_an_automatic_case_goes_from_filing_to_the_end_by_itself(window: Window) -> None:
    case = window.file("today")

    assert (case.state, case.amount) == ("delivered", 10_000_000)
    assert case.decisions.get().is_automatic
    assert case.accepted_at == case.decided_at == case.closed_at
