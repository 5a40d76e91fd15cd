"""A measure as a list of lines in words: what each part of it says, from the typed model.

Every line has a key that stays the same while the measure changes, so two lists can be laid side by side.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass

from wotu.rules import model as m
from wotu.rules.flow import Flow
from wotu.rules.flow_words import order_words, step_words, times_words
from wotu.rules.nodes import Choose, Compare, Const, Named, Node, Not, bare
from wotu.rules.quantity import Quantity, quantity_text, unit_text
from wotu.rules.text import Language, Text
from wotu.rules.vocabulary import Vocabulary
from wotu.rules.words import in_words

NOT_SAID = Text("未写明", "not stated")
_ALWAYS = Text("常年", "all year")
_LANGUAGES: tuple[Language, Language] = ("zh", "en")
_FORMS = {
    "amount": Text("按公式", "by formula"), "tiers": Text("分档", "tiered"),
    "band": Text("按比例区间", "a band of shares"), "range": Text("金额区间", "a range"),
    "at_least": Text("只有下限", "a floor only"), "case_by_case": Text("一事一议", "case by case"),
    "schedule": Text("逐年递减", "declining by year"), "service": Text("服务", "a service"),
}  # fmt: skip
_ROUNDING = {
    "floor": Text("舍去零头", "rounded down"), "ceil": Text("进位", "rounded up"),
    "half_up": Text("四舍五入", "rounded half up"),
}  # fmt: skip
_PER = {
    "claim": Text("每项", "a claim"), "enterprise_year": Text("每家每年", "an enterprise and year"),
    "enterprise_life": Text("每家累计", "an enterprise in all"), "person": Text("每人", "a person"),
    "site": Text("每处场地", "a site"), "project": Text("每个项目", "a project"),
    "product": Text("每个产品", "a product"), "instrument": Text("每台仪器", "an instrument"),
}  # fmt: skip
_MODES = {
    "confirm": Text("免申即享", "without application"), "fast": Text("快申快享", "fast track"),
    "apply": Text("申报评审", "apply and review"), "case_by_case": Text("一事一议", "case by case"),
}  # fmt: skip
_SHORT = {
    "first_come": Text("先到先得", "first come, first served"), "by_score": Text("按得分", "by score"),
    "pro_rata": Text("按比例折减", "pro rata"),
}  # fmt: skip
AREAS = {
    "project": Text("项目", "Projects"), "space": Text("用地与空间", "Land and space"),
    "talent": Text("人才", "Talent"), "research": Text("研发创新", "Research"),
    "finance": Text("金融", "Finance"), "market": Text("市场开拓", "Market"),
    "law": Text("法律与知识产权", "Law"), "credit": Text("信用", "Credit"),
    "environment": Text("环境与资源", "Environment"),
}  # fmt: skip
"""The nine areas of measures, in their usual order."""
ABOUTS = {
    "enterprise": Text("企业", "Enterprise"), "person": Text("人员", "Person"),
    "project": Text("项目", "Project"), "site": Text("场地", "Site"),
}  # fmt: skip
SERVICES = {
    "grant": Text("资金奖补", "Money"), "stay": Text("住宿", "Places to stay"),
    "lease": Text("用地与用房", "Land and premises"), "booking": Text("预约使用", "Bookings"),
    "finance": Text("融资", "Finance"), "mediation": Text("调解", "Mediation"),
    "credit_repair": Text("信用修复", "Credit repair"), "advice": Text("帮办与辅导", "Help and advice"),
}  # fmt: skip
_PAYS = {"same_year": Text("当年兑现", "the same year"), "next_year": Text("次年兑现", "the next year")}


@dataclass(frozen=True, slots=True)
class Line:
    """One part of a measure in words.

    `topic` is what kind of part it is, `said` what it says; `mark` tells apart what words do not.
    """

    key: str
    topic: Text
    said: Text
    mark: str = ""


def describe_measure(measure: m.Measure) -> list[Line]:
    """Return what holds for a measure as a whole, whatever text of it is in force."""
    return [
        Line("title", Text("名称", "Title"), measure.title),
        Line("about", Text("对象", "Subject"), ABOUTS[measure.about]),
        Line("area", Text("领域", "Area"), AREAS.get(measure.area, _same(measure.area))),
        Line("service", Text("服务方式", "Service"), SERVICES.get(measure.service, _same(measure.service))),
        Line("kind", Text("同类标识", "Kind"), _same(measure.kind) if measure.kind else NOT_SAID),
        Line("tags", Text("标签", "Tags"), _list([_same(tag) for tag in sorted(measure.tags)]) or NOT_SAID),
    ]


def describe(version: m.Version, vocabulary: Vocabulary) -> list[Line]:
    """Return what one text of a measure says, part by part, in the order a reader expects."""
    return list(_Writer(version, vocabulary).lines())


@dataclass(frozen=True)
class _Writer:
    version: m.Version
    vocabulary: Vocabulary

    def words(self, node: Node) -> Text:
        return in_words(node, self.vocabulary)

    def lines(self) -> Iterator[Line]:
        version = self.version
        yield Line("clause", Text("条款", "Clause"), version.clause)
        yield Line("source", Text("出处", "Source"), citation_text(version.citation))
        yield Line("valid", Text("有效期", "Validity"), _span(version.valid_from, version.valid_to))
        if version.cohort:
            yield self._node("cohort", Text("适用批次", "Cohort"), version.cohort.label, version.cohort.node)
        for parameter in version.parameters.values():
            yield self._parameter(parameter)
        for condition in version.conditions:
            yield self._condition(condition)
        yield from self._benefit(version.benefit)
        if version.ranking:
            yield self._ranking(version.ranking)
        if version.capacity:
            yield self._capacity(version.capacity)
        if version.payment:
            yield from self._payment(version.payment)
        yield Line("window", Text("受理窗口", "Window"), window_text(version.window))
        yield Line("pays", Text("兑现年度", "Paid"), _PAYS[version.pays])
        yield Line("process", Text("办理", "Process"), _process(version.process))
        if version.process.flow is not None:
            yield from flow_lines(version.process.flow)
        yield Line("publication", Text("公布情况", "Publication"), publication_text(version.publication))

    def _node(self, key: str, topic: Text, said: Text, *nodes: Node | None) -> Line:
        """Return a line whose expressions are compared too, where words might hide a difference."""
        return Line(key, topic, said, "|".join(mark_of(node) for node in nodes if node is not None))

    def _parameter(self, parameter: m.Parameter) -> Line:
        dated = [_since(day, quantity_words(quantity)) for day, quantity in parameter.values]
        if parameter.node.type.kind == "date":
            dated = [_since(day, self.words(value)) for day, value in _dated(parameter)]
        said = _labelled(parameter.label, _list(dated, Text("；", "; ")) or NOT_SAID)
        if not parameter.publication.published and self.version.publication.published:
            said = _and(said, publication_text(parameter.publication))
        return self._node(
            f"parameter.{parameter.name}", Text("参数", "Parameter"), said, bare(parameter.node)
        )

    def _condition(self, condition: m.Condition) -> Line:
        node = condition.node
        shown = node.arg if condition.veto and isinstance(node, Not) else node
        said = _labelled(condition.label, self.words(shown))
        if condition.exception:
            said = _and(said, Text(f"除外：{condition.exception.zh}", f"except: {condition.exception.en}"))
        if not condition.publication.published and self.version.publication.published:
            said = _and(said, publication_text(condition.publication))
        topic = Text("一票否决", "Veto") if condition.veto else Text("条件", "Condition")
        return self._node(f"condition.{condition.id}", topic, said, condition.node)

    def _benefit(self, benefit: m.Benefit) -> Iterator[Line]:
        form = _FORMS[benefit.form]
        unit = Text(*(unit_text(benefit.dimension, lang) or benefit.type for lang in _LANGUAGES))
        said = form if benefit.form == "service" else Text(f"{form.zh}，{unit.zh}", f"{form.en}, {unit.en}")
        yield Line("benefit", Text("支持方式", "Benefit"), said, benefit.type)
        if benefit.low is not None or benefit.high is not None:
            said = self._ends(benefit.low, benefit.high)
            yield self._node("amount", Text("金额", "Amount"), said, benefit.low, benefit.high)
        for number, step in enumerate(benefit.tiers.steps if benefit.tiers else (), start=1):
            start, amount = self.words(step.start), self.words(step.amount)
            said = Text(f"{start.zh}起：{amount.zh}", f"from {start.en}: {amount.en}")
            yield self._node(f"tier.{number}", Text("分档", "Tier"), said, step.start, step.amount)
        if benefit.minimum is not None:
            least = self.words(benefit.minimum)
            said = Text(f"不足{least.zh}不发", f"less than {least.en} is not paid")
            yield self._node("minimum", Text("起付", "Minimum"), said, benefit.minimum)
        if benefit.form != "service":
            how = _ROUNDING[benefit.rounding]
            step_text = quantity_words(Quantity(benefit.step, benefit.dimension))
            said = Text(f"{how.zh}，以{step_text.zh}为单位", f"{how.en}, to {step_text.en}")
            yield Line("rounding", Text("取整", "Rounding"), said, str(benefit.step))
        for cap in benefit.caps:
            said = _labelled(cap.label, self._cap(cap))
            yield self._node(f"cap.{cap.id}", Text("上限", "Cap"), said, cap.limit, cap.already)

    def _ends(self, low: Node | None, high: Node | None) -> Text:
        if low is not None and low == high:
            return self.words(low)
        least = self.words(low) if low is not None else Text("不承诺下限", "no floor promised")
        most = self.words(high) if high is not None else Text("未公布上限", "no upper end published")
        return Text(f"{least.zh} 至 {most.zh}", f"{least.en} to {most.en}")

    def _cap(self, cap: m.Cap) -> Text:
        limit, per = self.words(cap.limit), _PER[cap.per]
        said = Text(f"{per.zh}最高{limit.zh}", f"at most {limit.en} {per.en}")
        if cap.already is None:
            return said
        had = self.words(cap.already)
        return Text(f"{said.zh}，扣除{had.zh}", f"{said.en}, less {had.en}")

    def _ranking(self, ranking: m.Ranking) -> Line:
        by = self.words(ranking.by)
        way = Text("从高到低", "highest first") if ranking.descending else Text("从低到高", "lowest first")
        said = Text(f"按{by.zh}{way.zh}排序", f"ranked by {by.en}, {way.en}")
        if ranking.top is not None:
            said = _and(said, Text(f"前{ranking.top}名", f"the first {ranking.top}"))
        for band in ranking.bands:
            amount = self.words(band.amount) if band.amount is not None else NOT_SAID
            share = quantity_words(Quantity(band.to, (), percent=True))
            said = _and(said, Text(f"前{share.zh}：{amount.zh}", f"to {share.en}: {amount.en}"))
        nodes = (ranking.by, ranking.within, *(band.amount for band in ranking.bands))
        return self._node("ranking", Text("排名", "Ranking"), said, *nodes)

    def _capacity(self, capacity: m.Capacity) -> Line:
        how = _SHORT[capacity.when_short]
        said = Text(
            f"出自“{capacity.account}”，不足时{how.zh}", f"from {capacity.account}, {how.en} when short"
        )
        return self._node("capacity", Text("资金池", "Account"), said, capacity.order)

    def _payment(self, payment: m.Payment) -> Iterator[Line]:
        topic = Text("拨付", "Payment")
        for stage in payment.stages:
            share = quantity_words(Quantity(stage.share, (), percent=True))
            said = _labelled(stage.label, share)
            if stage.when is not None:
                when = self.words(stage.when)
                said = _and(said, Text(f"{when.zh}时", f"when {when.en}"))
            within = "" if stage.within is None else str(stage.within)
            line = self._node(f"stage.{stage.id}", topic, said, stage.when)
            yield Line(line.key, line.topic, line.said, f"{line.mark}|{within}")
        if payment.monthly is not None:
            said = Text(f"分{payment.monthly}个月", f"over {payment.monthly} months")
            yield Line("monthly", topic, said)
        if payment.clawback:
            back = payment.clawback
            share = quantity_words(Quantity(back.share, (), percent=True))
            when = self.words(back.when)
            said = Text(f"{when.zh}时退回{share.zh}", f"{share.en} is paid back when {when.en}")
            yield self._node("clawback", Text("退回", "Clawback"), _labelled(back.label, said), back.when)
        if payment.offset is not None:
            yield self._node("offset", Text("抵扣", "Offset"), self.words(payment.offset), payment.offset)
        if payment.split:
            parts = [
                Text(f"{_said_of(who).zh}{share.zh}", f"{_said_of(who).en} {share.en}")
                for who, part in payment.split
                for share in [quantity_words(Quantity(part, (), percent=True))]
            ]
            yield Line("split", Text("分担", "Split"), _list(parts) or NOT_SAID)


_BEARERS = {
    "state": Text("中央", "the state"), "province": Text("省级", "the province"),
    "city": Text("市级", "the city"), "county": Text("区县", "the county"),
    "district": Text("区级", "the district"), "zone": Text("园区", "the zone"),
    "employer": Text("用人单位", "the employer"),
}  # fmt: skip
"""Who bears a part of an amount."""


def _said_of(bearer: str) -> Text:
    return _BEARERS.get(bearer, Text(bearer, bearer))


def mark_of(node: Node) -> str:
    """Return an expression's structure; a parameter stands by its name: its value is a line of its own."""
    return _structure(node)


def _structure(value: object) -> str:
    if isinstance(value, Named):
        return value.name if value.kind == "parameter" else _structure(value.body)
    if is_dataclass(value) and not isinstance(value, type):
        parts = ",".join(_structure(getattr(value, spec.name)) for spec in fields(value))
        return f"{type(value).__name__}({parts})"
    if isinstance(value, tuple):
        return f"({','.join(map(_structure, value))})"
    return str(value)


def quantity_words(quantity: Quantity) -> Text:
    """Return a quantity in both languages."""
    return Text(
        *(quantity_text(quantity.value, quantity.dimension, quantity.percent, lang) for lang in _LANGUAGES)
    )


def citation_text(citation: m.Citation | None) -> Text:
    """Return where something stands: 《…》第三条."""
    if citation is None:
        return NOT_SAID
    source, article = citation.source, citation.article
    number = f"（{source.number}）" if source.number else ""
    return Text(
        f"《{source.title.zh}》{number}{article}",
        ", ".join(part for part in (source.title.en, source.number, article) if part),
    )


def window_text(window: m.Window) -> Text:
    """Return when applications are taken."""
    dates = [Text(f"{a}至{b}", f"{a} to {b}") for a, b in window.dates]
    yearly = [
        Text(
            f"每年{a[0]}月{a[1]}日至{b[0]}月{b[1]}日",
            f"{a[0]:02}-{a[1]:02} to {b[0]:02}-{b[1]:02} every year",
        )
        for a, b in window.yearly
    ]
    return _list([*dates, *yearly]) or _ALWAYS


def flow_lines(flow: Flow, key: str = "") -> Iterator[Line]:
    """Yield the steps of a declared process: their order, their times, and each step."""
    yield Line(f"{key}order", Text("办理顺序", "Order of steps"), order_words(flow))
    yield Line(f"{key}times", Text("办理时限", "Times"), times_words(flow))
    for step in flow.steps.values():
        mark = f"{step.does} {step.office} {step.department}"
        yield Line(f"{key}step.{step.id}", Text("环节", "Step"), step_words(flow, step), mark)


def _process(process: m.Process) -> Text:
    said = _MODES[process.mode]
    if process.procedure is not None:
        label = process.procedure.flow.label
        said = Text(f"“{label.zh}”（{said.zh}）", f"{label.en} ({said.en})")
    if process.working_days is not None:
        said = _and(said, Text(f"{process.working_days}个工作日", f"{process.working_days} working days"))
    if process.publicity_days is not None:
        days = process.publicity_days
        said = _and(said, Text(f"公示{days}个工作日", f"{days} working days of notice"))
    return said


def publication_text(publication: m.Publication) -> Text:
    """Return whether a detail was published, and what is assumed."""
    assumed = publication.assumption
    if publication.published:
        said = Text("细则已公布", "published")
    else:
        said = Text("细则未公布", "detail not published")
    return said if assumed is None else Text(f"{said.zh}：{assumed.zh}", f"{said.en}: {assumed.en}")


def _span(start: dt.date | None, end: dt.date | None) -> Text:
    if start is None and end is None:
        return NOT_SAID
    zh = f"{start or '…'}至{end}" if end else f"{start}起"
    en = f"{start or '…'} to {end}" if end else f"from {start}"
    return Text(zh, en)


def _since(day: dt.date | None, said: Text) -> Text:
    return said if day is None else Text(f"{day}起{said.zh}", f"from {day} {said.en}")


def _dated(parameter: m.Parameter) -> list[tuple[dt.date | None, Node]]:
    """Return the dated values of a parameter that is a date, as nodes."""
    found: list[tuple[dt.date | None, Node]] = []
    node = bare(parameter.node)
    days = [day for day, _ in parameter.values]
    while isinstance(node, Choose) and isinstance(node.test, Compare):
        found.append((days[len(days) - 1 - len(found)], node.then))
        node = node.otherwise
    if isinstance(node, Const):
        found.append((None, node))
    return found[::-1]


def _labelled(label: Text, said: Text) -> Text:
    return Text(f"“{label.zh}”：{said.zh}", f"{label.en}: {said.en}")


def _and(first: Text, second: Text) -> Text:
    return Text(f"{first.zh}，{second.zh}", f"{first.en}, {second.en}")


def _same(word: str) -> Text:
    return Text(word, word)


def _list(parts: list[Text], between: Text = Text("、", ", ")) -> Text | None:  # noqa: B008 - a constant
    if not parts:
        return None
    return Text(between.zh.join(p.zh for p in parts), between.en.join(p.en for p in parts))
