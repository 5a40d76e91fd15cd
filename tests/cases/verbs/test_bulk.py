"""A measure offered to everybody entitled to it: restartable, once each, with what came of everybody."""

import pytest
from django.db.models import Count

from tests.cases.window import Window, new_firm, say
from wotu.cases.models import BulkRun, Case
from wotu.cases.tasks import after_start
from wotu.cases.verbs import bulk
from wotu.cases.verbs.bulk import carry_on_bulk, start_bulk, stop_bulk, take_up_bulk
from wotu.cases.verbs.filing import confirm_case, decline_case, offer_case
from wotu.findings.verbs import rematch
from wotu.inbox.models import Message
from wotu.refusal import CannotDo


def matched(window: Window) -> None:
    rematch(zone=window.zone, on=window.today, by="tests", now=window.when["now"])


def start(window: Window, measure: str = "win.offered") -> BulkRun:
    return start_bulk(zone=window.zone, measure=measure, by="cleo@example.org", **window.when)


def carry_on(window: Window, run: BulkRun) -> BulkRun:
    return carry_on_bulk(run=run, zone=window.zone, **window.when)


def results(run: BulkRun) -> dict[str, int]:
    return dict(run.items.order_by().values_list("result").annotate(n=Count("pk")))


@pytest.fixture
def firms(window: Window) -> Window:
    """Four more firms: two entitled, one with too few people, one nobody knows about."""
    new_firm("f1", staff="20")
    new_firm("f2", staff="11")
    new_firm("f3", staff="9")
    new_firm("f4")
    matched(window)
    return window


def test_everybody_entitled_is_offered_the_measure_once(firms: Window) -> None:
    run = carry_on(firms, start(firms))

    assert (run.state, run.found, results(run)) == ("done", 3, {"offered": 3})
    assert set(Case.objects.values_list("state", "origin")) == {("offered", "bulk")}
    assert Message.objects.get(user=firms["alice"]).title_zh == "“offered奖励”免申即享，请确认"

    again = carry_on(firms, start(firms))
    assert results(again) == {"had": 3}
    assert Case.objects.count() == 3


def test_who_declined_is_not_offered_it_again_this_year(firms: Window) -> None:
    carry_on(firms, start(firms))
    cases = list(Case.objects.order_by("pk"))
    decline_case(case=cases[0], user=firms["alice"], **firms.when)
    confirm_case(case=cases[1], user=firms["bob"], **firms.when)

    assert results(carry_on(firms, start(firms))) == {"had": 3}


def test_answers_are_asked_again_before_anything_is_offered(firms: Window) -> None:
    say(firms.firm, {"staff": "3"})

    run = carry_on(firms, start(firms))

    assert results(run) == {"offered": 2, "refused": 1}
    item = run.items.get(result="refused")
    assert item.subject == firms.firm
    assert (item.why_zh, item.why_en) == ("不符合：条件", "Not met: Condition")


def test_a_run_is_stopped_and_taken_up_where_it_was(firms: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    run = start(firms)
    offer = offer_case

    def offer_one_and_stop(**said: object) -> Case:
        stop_bulk(run=run, by="cleo@example.org", now=firms.when["now"])
        return offer(**said)  # type: ignore[arg-type]

    monkeypatch.setattr(bulk, "offer_case", offer_one_and_stop)
    carry_on(firms, run)
    monkeypatch.undo()
    run.refresh_from_db()
    assert (run.state, run.items.count()) == ("stopped", 1)
    assert carry_on(firms, run).items.count() == 1

    run = carry_on(firms, take_up_bulk(run=run, by="cleo@example.org", now=firms.when["now"]))

    assert (run.state, results(run)) == ("done", {"offered": 3})
    with pytest.raises(CannotDo):
        take_up_bulk(run=run, by="cleo@example.org", now=firms.when["now"])
    with pytest.raises(CannotDo):
        stop_bulk(run=run, by="cleo@example.org", now=firms.when["now"])


def test_a_firm_something_is_wrong_with_does_not_keep_the_others_waiting(
    firms: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer = offer_case

    def offer_to_others(**said: object) -> Case:
        if said["enterprise"] == firms.firm:
            raise LookupError("broken")
        return offer(**said)  # type: ignore[arg-type]

    monkeypatch.setattr(bulk, "offer_case", offer_to_others)

    run = carry_on(firms, start(firms))

    assert (run.state, results(run)) == ("done", {"offered": 2, "refused": 1})
    assert "出错" in run.items.get(result="refused").why_zh


def test_one_run_of_a_measure_at_a_time_and_only_of_what_is_merely_confirmed(firms: Window) -> None:
    start(firms)

    with pytest.raises(CannotDo) as refused:
        start(firms)
    assert "正在批量发起" in refused.value.text.zh
    with pytest.raises(CannotDo):
        start(firms, "win.plain")
    with pytest.raises(CannotDo):
        start(firms, "win.nothing")


def test_a_run_is_a_job_on_the_queue(firms: Window, django_capture_on_commit_callbacks: object) -> None:
    from procrastinate.contrib.django.models import ProcrastinateJob

    run = start(firms)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        after_start(run)

    job = ProcrastinateJob.objects.get(task_name="cases.bulk")
    assert (job.args, job.lock) == ({"run": run.pk}, f"bulk:{run.pk}")
