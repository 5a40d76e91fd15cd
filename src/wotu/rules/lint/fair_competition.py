"""Fair competition (公平竞争审查): clauses that have been struck down elsewhere.

Facts and words point to a concern; whether it is one is for the reviewer. The sources are
公平竞争审查条例 articles 8 to 12 and, as known from published cases, 公平竞争审查条例实施办法
(国家市场监督管理总局令第99号).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wotu.rules.lint.finding import Clause, Finding, Reviewed
from wotu.rules.nodes import Compare, Const, FactRef, Node, OneOf, bare
from wotu.rules.text import Text


@dataclass(frozen=True, slots=True)
class Concern:
    """One kind of clause to look at: the facts and words it shows by, why, and where that stands."""

    code: str
    facts: re.Pattern[str]
    words: re.Pattern[str]
    message: Text
    why: Text
    citation: str


CONCERNS = (
    Concern(
        "F1",
        re.compile(r"^(registered_(in_)?zone|registered_here|moved_registration|keep_registration\w*)$"),
        re.compile(r"注册在本|在本[区市县省].{0,4}注册|注册地|工商注册|迁入|不迁离|不迁出"),
        Text("要求在本地注册或迁入注册地", "Requires being registered here, or moving the registration here"),
        Text(
            "以注册地为条件给予奖补，可能排斥外地经营者；可改为以实际经营、实际投入为条件",
            "An award that depends on the place of registration may shut out firms from elsewhere; "
            "actual operation or investment can be the condition instead",
        ),
        "公平竞争审查条例 第九条、第十条",
    ),
    Concern(
        "F2",
        re.compile(r"(^|_)(local_)?tax(es)?_(paid|contribution|retained)|^local_tax|fiscal_contribution"),
        re.compile(r"(地方|本地|区级)?(财政|税收|经济)贡献|纳税额|地方留成|税收返还"),
        Text("奖补与本地税收或财政贡献挂钩", "Ties money to local tax or fiscal contribution"),
        Text(
            "按税收或贡献返还，属于选择性、差异化的财政奖励或补贴，未经法律、行政法规或国务院批准不得规定",
            "Money by tax paid is a selective award; it may not be given without law, regulation or "
            "State Council approval",
        ),
        "公平竞争审查条例 第十条",
    ),
    Concern(
        "F4",
        re.compile(r"local_(purchase|procurement|supplier|sourcing)\w*"),
        re.compile(r"(本地|区内|本区|本市|就近)(采购|购买|配套产品|供应商)|采购本地"),
        Text("要求采购本地产品或服务", "Requires buying local goods or services"),
        Text(
            "以采购本地产品为条件给予补贴，可能限制外地商品、要素进入本地市场",
            "A subsidy for buying locally may keep goods from elsewhere out of the market",
        ),
        "公平竞争审查条例 第八条、第九条",
    ),
    Concern(
        "F5",
        re.compile(r"^(ownership_type|is_state_owned|foreign_invested|is_private)$"),
        re.compile(r"(国有|民营|外资|内资)企业(除外|优先|不得)|仅限(国有|民营|内资)"),
        Text("按所有制区别对待", "Treats firms differently by ownership"),
        Text("对不同所有制企业设置歧视性条件", "Sets unequal conditions for firms of different ownership"),
        "公平竞争审查条例 第八条",
    ),
)
_FIRM = re.compile(r"^(credit_code|name|firm_name|enterprise_name)$")
_LIST = re.compile(r"(_listed|_list|_library|_pool|_selected|_roster)$")
_LIST_WORDS = re.compile(r"名单|企业库|种子库|白名单|培育库")
_PUBLIC_LISTS = {"dishonest_listed", "abnormal_listed"}
"""Lists kept by public rule: being on one is a veto, not a privilege."""


def review(text: Reviewed) -> Iterator[Finding]:
    """Yield the concerns of one text."""
    for clause in text.clauses():
        for concern in CONCERNS:
            if _shows(clause, concern):
                yield text.finding(
                    concern.code,
                    "review",
                    clause,
                    concern.message,
                    _with_question(concern.why),
                    citation=concern.citation,
                )
        yield from _named_firms(text, clause)
        yield from _unclear_lists(text, clause)


def _shows(clause: Clause, concern: Concern) -> bool:
    return any(concern.facts.search(name) for name in clause.facts()) or bool(
        concern.words.search(clause.label.zh)
    )


def _with_question(why: Text) -> Text:
    """Ask what a reviewer must answer if the clause is to stay (article 12)."""
    return Text(
        f"{why.zh}。如需保留，请说明适用第十二条哪一项、有无影响更小的替代、何时终止",
        f"{why.en}. To keep it, say which ground of article 12 applies, whether a lesser means exists, "
        "and when it ends",
    )


def _named_firms(text: Reviewed, clause: Clause) -> Iterator[Finding]:
    if any(_names_firm(node) for root in clause.nodes for node in root.walk()):
        message = Text("直接指定受益企业", "Names the firms that benefit")
        why = Text("直接确定受益经营者，属于选择性奖补", "Naming who benefits is a selective award")
        yield text.finding(
            "F3",
            "review",
            clause,
            message,
            _with_question(why),
            citation="公平竞争审查条例实施办法 第十九条第一项",
        )


def _names_firm(node: Node) -> bool:
    if isinstance(node, OneOf):
        return _is_firm_name(node.arg)
    return isinstance(node, Compare) and any(
        _is_firm_name(a) and isinstance(bare(b), Const)
        for a, b in ((node.left, node.right), (node.right, node.left))
    )


def _is_firm_name(node: Node) -> bool:
    return isinstance(node, FactRef) and bool(_FIRM.match(node.slot.fact))


def _unclear_lists(text: Reviewed, clause: Clause) -> Iterator[Finding]:
    """Flag a list as a condition where nothing says how one gets on it."""
    for name in sorted(clause.facts() - _PUBLIC_LISTS):
        fact = text.vocabulary[name]
        if not (_LIST.search(name) or _LIST_WORDS.search(fact.label.zh)) or fact.note is not None:
            continue
        message = Text(f"以名单“{fact.label.zh}”为条件", f"Depends on the list “{fact.label.en}”")
        why = Text(
            "名单、企业库的入选条件不明确，可能属于选择性奖补；请在事实的 note 中写明",
            "How one enters the list is not said, so it may be selective; say it in the fact's note",
        )
        yield text.finding(
            "F6",
            "review",
            clause,
            message,
            _with_question(why),
            citation="公平竞争审查条例实施办法 第十九条第一项",
        )
