"""Claims in a text: who makes what, who supplies whom. Every one is a proposal with its sentence.

The rules are patterns of how Chinese (a little English too) says it. What is planned, denied or past is left
out. Firms are those the caller knows, by their longest name; others are told by how a firm's name ends, and
`公司` stands for the firm spoken of last. Traditional characters are read as simplified ones; products and
sentences stay as they are written.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from wotu.chain.names.scripts import simplified

Says = Literal["makes", "supplies"]
_FIRST = 0xE000
"""Mentions of firms are written as private characters, so that a pattern sees one letter for a firm."""
_FIRM = r"[\uE000-\uF8FF]"
_FIRMS = rf"{_FIRM}(?:\s*(?:、|和|与|及|以及|,|，| and )\s*{_FIRM})*"
_UNKNOWN = re.compile(
    r"[\u4e00-\u9fffA-Za-z0-9·（）()]{2,30}?(?:股份有限公司|有限责任公司|有限公司|集团公司|集团)"
    r"|(?<![A-Za-z0-9])[A-Z][A-Za-z0-9&.-]{1,40}(?: [A-Z][A-Za-z0-9&.-]{1,40}){0,4},?"
    r" (?:Co\., Ltd\.?|Ltd\.?|Inc\.?|Corp\.?|GmbH|AG|SE)"
)
"""Bounded in every part: whoever pastes a text waits for it, however odd it is."""
_LEADING = re.compile(
    r"^.*(?:由|向|从|为|给|与|和|及|对|是|包括|采购|购买|选用|采用|来自|供应商|客户|其中|例如|如|还|并|在|了|的|年|月|日|目前)"
)
_PRONOUN = re.compile(r"(?:本公司|该公司|我公司|我司|该企业|本企业|(?<![\u4e00-\u9fff])公司|该厂|本集团)")
_SENTENCE = re.compile(r"[^。！？!?；;\n]+(?:[。！？!?；;]|(?=\n)|$)")
_ENGLISH_END = re.compile(r"(?<=[A-Za-z0-9)])(?<!Co)(?<!Ltd)(?<!Inc)(?<!Corp)\.(?=\s|$)")
_GOES_ON = re.compile(
    r"，(?=(?:并|还|也|同时|其|主要)*(?:向|从|自|产品(?:为|有|包括)|客户|供应商|年产|生产|主营|采用|选用))"
)
"""A clause that goes on about the firm its sentence begins with."""
_NOT_NOW = re.compile(
    r"(?:不再|不从|不向|未曾|从未|尚未|没有|并未|停止|终止|曾经|曾|原先|拟|计划|将|打算|有望|可能|希望|准备|欲|预计)"
    r"|(?:\b(?:not|no longer|never|plans?|will|may|might|formerly|used to|expects?)\b)"
)
_STOP: Final = frozenset({
    "产品", "材料", "原材料", "原料", "设备", "服务", "技术", "业务", "零部件", "部件", "商品", "货物",
    "等", "其他", "相关产品", "上述产品", "各类产品", "方案", "它", "其", "products", "goods",
})  # fmt: skip
_PRODUCT = r"[^，。；;、,\s\uE000-\uF8FF：:]{2,30}"
_GOODS = r"[^，。；;：:\uE000-\uF8FF]{2,80}?"
_UNSAID = frozenset({"", "产品", "商品", "货物", "原材料", "材料", "products", "goods"})
"""What says that something is sold, but not what."""
LONGEST = 40
"""Characters of a product's name; what is longer is a sentence."""
_BRACKETS = re.compile(r"\([^)]*\)|（[^）]*）")
_LISTED = re.compile(r"、|，|,|/|以及|及其|及|和|与| and ")
_BEFORE = re.compile(
    r"^(?:主要|大量|各类|高端|全部|部分|所需的?|生产用的?|关键|核心|的|其|了|一批|the |its )+"
)
_COUNTED = re.compile(r"^[\d.]+(?:万|亿)?(?:台|套|吨|片|件|米|个|只)(?:/年)?(?:的)?")
_AFTER = re.compile(
    r"(?:等(?:系列)?(?:产品)?|系列产品|产品|的?研发.*|的?生产.*|的?制造.*|的?销售.*|业务|为主|全部|主要|大部分"
    r"|(?:约|共|共计|合计)?[\d.,]+(?:万|亿)?(?:元|美元|吨|台|套|片|件|米).*)$"
)
_NO_NAME = re.compile(r"[的是为向]|^\d+$|担保|贷款|借款|补贴|资金|培训|支持|帮助|合作|咨询")
_USES: Final = (
    (
        "equipment",
        re.compile(
            r"设备|装备|机台|机床|生产线|光刻机|刻蚀机|外延炉|MOCVD|仪器"
            r"|equipment|reactor|machine|etcher",
            re.IGNORECASE,
        ),
    ),
    ("energy", re.compile(r"电力|蒸汽|天然气|燃料|electricity|steam")),
    ("service", re.compile(r"服务|代工|检测|运维|service", re.IGNORECASE)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mention:
    """A firm as it stands in a text: its words, and its key where it is known."""

    words: str
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Extracted:
    """A claim found in a text. `makes`: firm and product; `supplies`: firm (the seller), buyer, product.

    `product` is empty where only the two firms are said. `quote` is the sentence, which begins at `at`.
    """

    says: Says
    firm: Mention
    buyer: Mention | None
    product: str
    use: str
    imported: bool | None
    quote: str
    at: int

    @property
    def is_known(self) -> bool:
        """Whether all its firms are known."""
        return self.firm.key is not None and (self.buyer is None or self.buyer.key is not None)


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Yield the sentences of a text, each with where it begins."""
    for found in _SENTENCE.finditer(text):
        begins = found.start()
        for part in _parts(found[0]):
            stripped = part.strip()
            if stripped:
                yield begins + part.index(stripped), stripped
            begins += len(part)


def _parts(sentence: str) -> Iterator[str]:
    last = 0
    for end in _ENGLISH_END.finditer(sentence):
        yield sentence[last : end.end()]
        last = end.end()
    yield sentence[last:]


def extract(text: str, firms: Mapping[str, str]) -> list[Extracted]:
    """Return the claims of a text, in its order, each once.

    Args:
        text: what was pasted.
        firms: the key of each known firm, by name.
    """
    finder = _Finder(firms)
    found: dict[tuple[object, ...], Extracted] = {}
    subject: Mention | None = None
    for at, sentence in sentences(text):
        plain = simplified(sentence)
        masked, mentions, subject = finder.mask(plain, subject)
        for one in _claims(masked, mentions, sentence, at):
            said = one if plain == sentence else replace(one, product=_written(one.product, plain, sentence))
            found.setdefault((one.says, one.firm, one.buyer, one.product), said)
    return list(found.values())


def _written(words: str, plain: str, sentence: str) -> str:
    """Return words of a sentence in the script they are written in, where they stand in it in one piece."""
    at = plain.find(words)
    return words if at < 0 else sentence[at : at + len(words)]


class _Finder:
    """Finds firms in a sentence: known ones by the longest name, others by their ending."""

    def __init__(self, firms: Mapping[str, str]) -> None:
        self._by_start: dict[str, list[str]] = {}
        self._firms = {simplified(name): (name, key) for name, key in firms.items()}
        for name in sorted(self._firms, key=len, reverse=True):
            if len(name) >= 2:
                self._by_start.setdefault(name[:2].casefold(), []).append(name)

    def mask(self, sentence: str, subject: Mention | None) -> tuple[str, dict[str, Mention], Mention | None]:
        """Return the sentence with a private character for each firm, who they are, and the last subject."""
        mentions: dict[str, Mention] = {}
        letters: dict[Mention, str] = {}

        def letter(mention: Mention) -> str:
            made = letters.setdefault(mention, chr(_FIRST + len(letters)))
            mentions[made] = mention
            return made

        masked = self._known(sentence, letter)
        masked = _UNKNOWN.sub(lambda found: self._unknown(found[0], letter), masked)
        first = next((mentions[c] for c in masked if c in mentions), None)
        speaker = subject or first
        if speaker is not None:
            masked = _PRONOUN.sub(letter(speaker), masked)
        leading = next((c for c in masked if c in mentions), "")
        masked = _GOES_ON.sub("，" + leading, masked)
        return masked, mentions, first or subject

    def _known(self, sentence: str, letter: Callable[[Mention], str]) -> str:
        out: list[str] = []
        at = 0
        while at < len(sentence):
            name = self._at(sentence, at)
            if name:
                out.append(letter(Mention(*self._firms[name])))
                at += len(name)
            else:
                out.append(sentence[at])
                at += 1
        return "".join(out)

    def _at(self, sentence: str, at: int) -> str:
        for name in self._by_start.get(sentence[at : at + 2].casefold(), ()):
            if sentence.startswith(name, at) and not _within_a_word(sentence, at, name):
                return name
        return ""

    @staticmethod
    def _unknown(words: str, letter: Callable[[Mention], str]) -> str:
        """Keep the words before a name out of it: 由某某有限公司 names 某某有限公司."""
        lead = _LEADING.match(words)
        cut = lead.end() if lead and len(words) - lead.end() >= 4 else 0
        return words[:cut] + letter(Mention(words[cut:].strip("（）()")))


def _within_a_word(sentence: str, at: int, name: str) -> bool:
    """Tell whether a Latin name is only a part of a longer word."""
    before, after = sentence[at - 1 : at], sentence[at + len(name) : at + len(name) + 1]
    joins_before = name[0].isascii() and before.isascii() and before.isalnum()
    joins_after = name[-1].isascii() and after.isascii() and after.isalnum()
    return joins_before or joins_after


Made = tuple[Says, str, str, str]
"""What is said, the letters of seller (or maker) and buyer, and the goods as written."""


def _claims(masked: str, mentions: Mapping[str, Mention], quote: str, at: int) -> Iterator[Extracted]:
    for pattern, read in _PATTERNS:
        for found in pattern.finditer(masked):
            before = masked[max(masked.rfind("，", 0, found.start()) + 1, found.start() - 12) : found.end()]
            if _NOT_NOW.search(re.sub(_FIRM, "", before)):
                continue
            for says, firm, buyer, goods in read(found):
                if firm == buyer:
                    continue
                for product in _products(goods) if goods.strip() not in _UNSAID else [""]:
                    yield Extracted(
                        says, mentions[firm], mentions[buyer] if buyer else None, product,
                        _use(product), True if says == "supplies" and "进口" in found[0] else None,
                        quote[:500], at,
                    )  # fmt: skip


def _products(goods: str) -> Iterator[str]:
    """Yield the products of a list: 外延片、芯片及封装器件等."""
    parts = _LISTED.split(_BRACKETS.sub("", goods))
    last_is_phrase = parts[-1].isascii() and " " in parts[-1].strip()
    for part in parts:
        if last_is_phrase and " " not in part.strip():
            continue  # the first half of “red and infrared chips”
        name = _COUNTED.sub("", _BEFORE.sub("", part.strip()))
        name = _AFTER.sub("", name).strip(" .。")
        if 2 <= len(name) <= LONGEST and name not in _STOP and not _NO_NAME.search(name):
            yield name


def _use(product: str) -> str:
    return next((use for use, pattern in _USES if pattern.search(product)), "")


def _buys(found: re.Match[str]) -> Iterator[Made]:
    for seller in re.findall(_FIRM, found["sellers"]):
        yield "supplies", seller, found["buyer"], found["goods"]


def _sells(found: re.Match[str]) -> Iterator[Made]:
    for buyer in re.findall(_FIRM, found["buyers"]):
        yield "supplies", found["seller"], buyer, found.groupdict().get("goods") or ""


def _suppliers(found: re.Match[str]) -> Iterator[Made]:
    for seller in re.findall(_FIRM, found["sellers"]):
        yield "supplies", seller, found["buyer"], found.groupdict().get("goods") or ""


def _needs(found: re.Match[str]) -> Iterator[Made]:
    if found["goods"]:
        yield from _suppliers(found)


def _makes(found: re.Match[str]) -> Iterator[Made]:
    yield "makes", found["firm"], "", found["goods"]


_END = r"(?=[，。；;：:]|$)"
_BETWEEN = r"[^，。；;\uE000-\uF8FF]{0,8}?"
_CLAUSES = r"(?:[^。；;\uE000-\uF8FF]{0,40}，)?[^。；;，\uE000-\uF8FF]{0,6}?"
"""From a firm to what is said of it: a clause between, where no other firm is named."""


def _of(*parts: str) -> re.Pattern[str]:
    return re.compile("".join(parts))


_BUYER, _SELLER, _MAKER = (rf"(?P<{role}>{_FIRM})" for role in ("buyer", "seller", "firm"))
_SELLERS, _BUYERS = rf"(?P<sellers>{_FIRMS})", rf"(?P<buyers>{_FIRMS})"
_WHAT, _KIND_OF = rf"(?P<goods>{_GOODS})", rf"(?P<goods>{_PRODUCT})?"
_ARE = r"(?:主要)?(?:为|是|有|包括|包含)[:：]?"
_ENGLISH = r"(?P<goods>[A-Za-z0-9 ,-]{2,60}?)"
_PATTERNS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Iterable[Made]]], ...]] = (
    (
        _of(
            _BUYER, _BETWEEN, r"(?:向|从|自|由)", _SELLERS, r"(?:大量|主要|直接|长期|等)?",
            r"(?:采购|购买|购入|购进|订购|进口|外购)(?:了)?", _WHAT, _END,
        ), _buys,
    ),
    (
        _of(
            _SELLER, _BETWEEN, r"(?:向|给|为|对)", _BUYERS, r"(?:等)?(?:长期|主要|批量|独家|稳定|直接)*",
            r"(?:供应|供货|提供|销售|出售|交付|配套)(?:了)?", _WHAT, _END,
        ), _sells,
    ),
    (_of(_BUYER, r"的?", _KIND_OF, r"(?<!主要)(?:主要)?供应商", _ARE, _SELLERS), _suppliers),
    (
        _of(
            _SELLER, r"(?:是|为)(?P<buyers>", _FIRM, r")的?(?:主要|核心|重要|独家|长期|唯一|最大)*(?:的)?",
            _KIND_OF, r"供应商",
        ), _sells,
    ),
    (_of(_SELLER, r"的?(?:主要|核心|重要|下游)*客户", _ARE, _BUYERS), _sells),
    (
        _of(
            _BUYER, _BETWEEN, r"(?:采用|使用|选用|引进|配置)(?:了)?(?P<sellers>", _FIRM,
            r")(?:的|生产的|制造的|提供的)", _WHAT, _END,
        ), _buys,
    ),
    (
        _of(
            _BUYER, r"(?:所?(?:用|需)的?|(?:进口|采购|外购)的)", _KIND_OF,
            r"(?:主要|全部|均|都)?(?:由|来自)", _SELLERS,
            r"(?:供应|提供|供货|生产|采购)?",
        ), _needs,
    ),
    (_of(_MAKER, _CLAUSES, r"(?:主要|主营|主导)?产品(?:为|是|有|包括|包含|涵盖)[:：]?", _WHAT, _END), _makes),
    (
        _of(
            _MAKER, _CLAUSES, r"(?:从事|致力于|专注于)", _WHAT, r"的?(?:研发|研究|开发|设计|生产|制造)",
            r"[^，。；;]{0,20}", _END,
        ), _makes,
    ),
    (
        _of(
            _MAKER, _BETWEEN, r"(?:专业|主要|批量|规模化|独家|自主|专门|可|能|年)*(?:生产|制造|量产|产)",
            r"(?:和销售|与销售|销售)?",
            r"(?P<goods>(?!线|基地|能力|企业|厂|商|经营|规模|工艺|过程|车间|设备的|品|量|能|值|出|业|地)",
            _GOODS, r")", _END,
        ), _makes,
    ),
    (_of(_MAKER, _CLAUSES, r"(?:主营业务|主营|主业)(?:为|是|包括)?", _WHAT, _END), _makes),
    (
        _of(
            _MAKER, r"(?:是|为)(?:一家|国内|全球|国际|中国|领先的?|知名的?|专业的?|主要的?|重要的?|最大的?)*",
            r"(?P<goods>", _PRODUCT, r"?)(?:的)?(?:生产商|制造商|生产企业|制造企业|生产厂家|厂商)",
        ), _makes,
    ),
    (_of(_SELLER, r" (?:also )?(?:supplies|sells|provides|delivers) ", _ENGLISH, r" to ", _BUYERS), _sells),
    (
        _of(
            _BUYER, r" (?:also )?(?:buys|purchases|sources|procures|imports) ", _ENGLISH, r" from ", _SELLERS
        ), _buys,
    ),
    (
        _of(
            _MAKER, r" (?:also )?(?:makes|manufactures|produces) ", _ENGLISH,
            r"(?= (?:in|for|at|with|and (?:sells|supplies))\b|[.;]|$)",
        ), _makes,
    ),
    (_of(_BUYER, r"['’]s? (?:main |key )?suppliers (?:are|include) ", _SELLERS), _suppliers),
)  # fmt: skip
