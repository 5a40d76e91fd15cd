"""Processes nobody could go through as written, or in the time they promise."""

from collections.abc import Iterator

from wotu.rules.flow import Flow, Step, steps_in
from wotu.rules.lint.finding import Finding, Reviewed
from wotu.rules.model import Pack, PackSet
from wotu.rules.procedure import Procedure
from wotu.rules.text import Text

_PAID = ("pay", "deliver")


def review(text: Reviewed) -> Iterator[Finding]:
    """Yield what is odd about a named process as one measure uses it."""
    process, version = text.version.process, text.version
    if process.procedure is None or process.flow is None:
        return
    place = process.place
    if process.flow.total != process.procedure.flow.total and (short := _too_short(process.flow)):
        yield Finding("W4", "warning", place, version.key, "process", *short)
    if version.benefit.type == "money" and process.flow.first("pay") is None:
        message = Text("发放资金的措施用了不兑付的流程", "A measure of money uses a process that never pays")
        why = Text("请加上 does: pay 的环节", "Add a step with `does: pay`")
        yield Finding("W7", "warning", place, version.key, "process", message, why)


def review_pack(pack: Pack, packs: PackSet) -> Iterator[Finding]:
    """Yield what is odd about the named processes of a pack, and what nothing uses."""
    used = {
        version.process.procedure.id
        for measure in packs.measures.values()
        for version in measure.versions
        if version.process.procedure
    }
    for procedure in pack.procedures.values():
        yield from _of(procedure)
        if procedure.id not in used and pack.level == "zone":
            message = Text(
                f"没有措施使用流程“{procedure.flow.label.zh}”", f"No measure uses “{procedure.flow.label.en}”"
            )
            why = Text("措施里写 process: {use: …}", "A measure says `process: {use: …}`")
            yield Finding("W5", "note", procedure.place, procedure.id, "", message, why)
    yield from _departments(pack)


def _of(procedure: Procedure) -> Iterator[Finding]:
    flow, place = procedure.flow, procedure.place
    if flow.first("decide") is None:
        message = Text("流程里没有决定环节", "The process has no step that decides")
        why = Text(
            "申请人等不到答复；请加上 does: decide", "The applicant gets no answer; add `does: decide`"
        )
        yield Finding("W1", "warning", place, procedure.id, "", message, why)
    if late := _notice_after_pay(flow):
        message = Text("公示排在兑付之后", "The public notice comes after the money is paid")
        why = Text("有异议时钱已付出", "By the time somebody objects the money is gone")
        yield _at(procedure, "W2", late, message, why)
    if short := _too_short(flow):
        yield Finding("W4", "warning", place, procedure.id, "", *short)
    if late := _accepted_late(flow):
        message = Text("受理之前已有别的环节", "Something is done before the case is accepted")
        why = Text(
            "时限从受理起算，此前的时间没有人看",
            "Time counts from acceptance; nobody sees what passes before",
        )
        yield _at(procedure, "W6", late, message, why)


def _at(procedure: Procedure, code: str, step: Step, message: Text, why: Text) -> Finding:
    return Finding(code, "warning", procedure.places[step.id], procedure.id, step.id, message, why)


def _notice_after_pay(flow: Flow) -> Step | None:
    paid = False
    for step in steps_in(flow.nodes):
        if step.does == "notice" and paid:
            return step
        paid = paid or step.does == "pay"
    return None


def _accepted_late(flow: Flow) -> Step | None:
    before: list[Step] = []
    for step in steps_in(flow.nodes):
        if step.does == "accept":
            return step if before else None
        if step.does != "confirm":
            before.append(step)
    return None


def _too_short(flow: Flow) -> tuple[Text, Text] | None:
    """Return what to say where the time of the whole is shorter than its longest way."""
    longest = flow.longest()
    if flow.total is None or longest <= flow.total:
        return None
    return (
        Text(
            f"总时限{flow.total}个工作日，短于各环节之和{longest}个工作日",
            f"The whole has {flow.total} working days, its steps together {longest}",
        ),
        Text("各环节都按时，整件仍会超期", "With every step in time the whole is still late"),
    )


def _departments(pack: Pack) -> Iterator[Finding]:
    named = {one.id for procedure in pack.procedures.values() for one in procedure.flow.departments}
    file = pack.folder / "processes.yaml"
    for one in pack.departments.values():
        if one.id not in named and one.place.file == file:
            message = Text(f"没有环节属于“{one.label.zh}”", f"No step belongs to “{one.label.en}”")
            why = Text("写了部门却没有它的环节", "The department is named, and has nothing to do")
            yield Finding("W3", "note", one.place, pack.id, one.id, message, why)
