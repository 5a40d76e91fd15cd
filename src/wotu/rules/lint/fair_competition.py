"""Fair competition (公平竞争审查): clauses that have been struck down elsewhere.

Facts and words point to a concern; whether it is one is for the reviewer. What is cited was read:
公平竞争审查条例 (in force 2024-08-01) in full; of its 实施办法 (国家市场监督管理总局令第99号, in force
2025-04-20) only what published cases and the press conference of 2025-03-18 quote. Where the number of
an item was not seen, the citation says so.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wotu.rules.lint.finding import Clause, Finding, Reviewed
from wotu.rules.nodes import Compare, Const, FactRef, Node, OneOf, bare
from wotu.rules.text import Text
from wotu.rules.vocabulary import Fact


@dataclass(frozen=True, slots=True)
class Concern:
    """One kind of clause to look at: the facts and words it shows by, why, and where that stands."""

    code: str
    facts: re.Pattern[str]
    words: re.Pattern[str]
    message: Text
    why: Text
    citation: str


_HERE = r"(本地|本区|本市|本县|本省|当地|区内|园区内|市内|县内)"
_AWARDS = "公平竞争审查条例 第十条第（二）项；公平竞争审查条例实施办法 第十九条（项号未核对原文）"
_LISTS_STAND = "公平竞争审查条例实施办法 第十九条第（一）项；公平竞争审查条例 第十条第（二）项"

CONCERNS = (
    Concern(
        "F1",
        re.compile(r"^(registered_(in_)?(zone|here|city|county|district)|moved_registration\w*)$"),
        re.compile(
            r"(?<!不以)(?<!不看)注册地|注册在本|工商注册在|(注册|总部)?迁入(?!日期)"
            r"|(在|于)[^，。；]{0,12}[区市县省园地][^，。；境外]{0,4}(登记)?注册(?!证|商标|资本|人员|会计|的?药|的?器械)"
        ),
        Text("要求在本地注册或迁入注册地", "Requires being registered here, or moving the registration here"),
        Text(
            "以注册地为条件给予奖补，可能排斥外地经营者，已有县、市因此修改文件；可改为以实际经营、实际投入为条件",
            "An award that depends on the place of registration may shut out firms from elsewhere, and such "
            "clauses have been withdrawn; actual operation or investment can be the condition instead",
        ),
        _AWARDS,
    ),
    Concern(
        "F2",
        re.compile(
            r"^(local_)?tax(es)?_(paid|contribution|retained|refund|zone)\w*$|^local_tax"
            r"|(fiscal|economic|local)_contribution"
        ),
        re.compile(
            rf"(财政|税收|经济|财力)贡献|纳税(总)?额|{_HERE}纳税|地方留成|税收(返还|奖励|挂钩)|先征后返|即征即退"
        ),
        Text("奖补与本地税收或财政贡献挂钩", "Ties money to local tax or fiscal contribution"),
        Text(
            "按税收或贡献给钱，可能是变相税收优惠或选择性、差异化的奖补；"
            "没有法律、行政法规依据且未经国务院批准的不得规定",
            "Money by tax paid may be a tax favour in disguise or a selective award; it needs a law, an "
            "administrative regulation or approval by the State Council",
        ),
        "公平竞争审查条例 第十条第（一）项、第（二）项；公平竞争审查条例实施办法 第十九条（项号未核对原文）",
    ),
    Concern(
        "F4",
        re.compile(
            r"^(local_(purchas|procure|suppl|sourc|content)\w*|(purchas|bought)\w*_(here|local|in_zone)\w*)$"
        ),
        re.compile(
            rf"{_HERE}(企业|产品|供应商)?(采购|购买|配套率)|(采购|购买|使用){_HERE}|本地(供应商|产品目录)"
        ),
        Text("要求采购本地产品或服务", "Requires buying local goods or services"),
        Text(
            "以采购本地产品为条件给予补贴，对外地商品构成差别待遇",
            "A subsidy for buying locally treats goods from elsewhere differently",
        ),
        "公平竞争审查条例 第九条第（四）项、第八条第（三）项",
    ),
    Concern(
        "F5",
        re.compile(
            r"^(ownership\w*|(is_)?(state|privately|foreign)_(owned|invested)\w*|is_private|domestic_funded)$"
        ),
        re.compile(
            r"(国有|民营|私营|外资|内资|外商投资)(企业)?(除外|优先|不得|不予|不适用)"
            r"|(仅限|限于)(国有|民营|私营|外资|内资|外商投资)"
        ),
        Text("按所有制区别对待", "Treats firms differently by ownership"),
        Text(
            "对不同所有制的经营者设置不同条件，可能构成歧视性条件或选择性奖补",
            "Different conditions by ownership may be discrimination or a selective award",
        ),
        "公平竞争审查条例 第八条第（四）项、第十条第（二）项",
    ),
    Concern(
        "F1",
        re.compile(r"^(keep_registration\w*|stay_promised|promised_to_stay\w*|moved_out\w*)$"),
        re.compile(
            r"不(得)?(迁离|迁出)|不变更注册地|承诺[^，。；]{0,10}不迁|迁(离|出)[^，。；]{0,8}(退回|退还|收回|追回)"
        ),
        Text("约束企业不得迁出，或迁出须退回", "Binds the firm to stay, or takes the money back if it moves"),
        Text(
            "可能阻碍本地经营者迁出；可改为以履行项目约定、实际投入为条件",
            "It may keep firms from moving; the project's own terms can be the condition instead",
        ),
        "公平竞争审查条例 第九条第（一）项",
    ),
    Concern(
        "F7",
        re.compile(r"^(exclusive\w*|(sole|designated)_(supplier|provider|agent|agency|brand|bank)\w*)$"),
        re.compile(
            r"独家|排他|二选一|唯一(供应商|服务商|合作)|(?<!非)指定(的)?(供应商|服务商|品牌|机构|银行|平台|企业)"
        ),
        Text("限定独家交易或指定的服务商", "Limits dealings to one party or to designated suppliers"),
        Text(
            "限定经营、购买或使用特定经营者的商品、服务，排除了其他经营者",
            "Dealings limited to certain parties shut out all others",
        ),
        "公平竞争审查条例 第八条第（三）项",
    ),
)
"""Which facts and words point to which concern; a new concern is a new entry here."""

_FIRM = re.compile(r"^(credit_code|(firm_|enterprise_|company_)?name|enterprise_id)$")
_LIST = re.compile(r"(_listed|_list|_library|_pool|_selected|_roster)$|^(chain_leader|leading_enterprise)$")
_LIST_WORDS = re.compile(r"名单|名录|企业库|项目库|种子库|培育库|储备库")
_PUBLIC_LISTS = re.compile(r"dishonest|abnormal|blacklist|失信|异常|黑名单|违法")
"""Lists kept by public rule: being on one is a fault, not a privilege."""
_CRITERIA = re.compile(
    r"条件|标准|办法|规则|可申请|〔\d{4}〕|criteria|conditions|standard|rules|open to|apply"
)
_DENIED = re.compile(r"(不以|不得以|不要求|无需|不再要求|取消)[^，。；]{0,14}")


def review(text: Reviewed) -> Iterator[Finding]:
    """Yield the concerns of one text."""
    for clause in text.clauses():
        for concern in CONCERNS:
            if _shows(clause, concern):
                message, why = concern.message, _with_question(concern.why)
                yield text.finding(concern.code, "review", clause, message, why, citation=concern.citation)
        yield from _named_firms(text, clause)
        yield from _unclear_lists(text, clause)


def _shows(clause: Clause, concern: Concern) -> bool:
    if any(concern.facts.search(name) for name in clause.facts()):
        return True
    return bool(concern.words.search(_DENIED.sub("", clause.label.zh)))


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
        yield text.finding("F3", "review", clause, message, _with_question(why), citation=_LISTS_STAND)


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
    lists = [text.vocabulary[name] for name in sorted(clause.facts()) if _is_list(text.vocabulary[name])]
    unclear = [fact for fact in lists if not _says_criteria(fact)]
    named = [fact.label for fact in unclear]
    if not lists and not clause.is_veto and _is_list_word(clause.label.zh):
        named = [clause.label]
    for label in named:
        message = Text(f"以名单“{label.zh}”为条件", f"Depends on the list “{label.en}”")
        why = Text(
            "名单、企业库的入选条件不明确或不合理时，属于选择性奖补；请在事实的 note 中写明公开的入选条件",
            "A list is selective if entry to it is not clear; give the public criteria in the fact's note",
        )
        yield text.finding("F6", "review", clause, message, _with_question(why), citation=_LISTS_STAND)


def _is_list(fact: Fact) -> bool:
    known = bool(_LIST.search(fact.name)) or bool(_LIST_WORDS.search(fact.label.zh))
    return known and not (_PUBLIC_LISTS.search(fact.name) or _PUBLIC_LISTS.search(fact.label.zh))


def _is_list_word(words: str) -> bool:
    return bool(_LIST_WORDS.search(_DENIED.sub("", words))) and not _PUBLIC_LISTS.search(words)


def _says_criteria(fact: Fact) -> bool:
    return fact.note is not None and bool(_CRITERIA.search(fact.note.zh) or _CRITERIA.search(fact.note.en))
