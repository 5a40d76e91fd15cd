"""Who has to be asked: bodies that decide on entries, and sites that publish them, each with its body."""

from collections.abc import Iterable
from typing import Final

from wotu.rules.text import Text

BODIES: Final[dict[str, Text]] = {
    "credit_office": Text("信用主管部门", "Credit office"),
    "market": Text("市场监管部门", "Market regulation"),
    "tax": Text("税务部门", "Tax office"),
    "environment": Text("生态环境部门", "Environment office"),
    "emergency": Text("应急管理部门", "Emergency management"),
    "housing": Text("住房城乡建设部门", "Housing and construction"),
    "labour": Text("人力资源社会保障部门", "Human resources and social security"),
    "transport": Text("交通运输部门", "Transport"),
    "health": Text("卫生健康部门", "Health"),
    "fire": Text("消防救援机构", "Fire and rescue"),
    "customs": Text("海关", "Customs"),
    "court": Text("人民法院", "Court"),
    "other": Text("其他机关", "Another body"),
}
SITES: Final[dict[str, tuple[Text, str]]] = {
    "credit_china": (Text("信用中国", "Credit China"), "credit_office"),
    "credit_local": (Text("地方信用网站", "The local credit site"), "credit_office"),
    "gsxt": (Text("国家企业信用信息公示系统", "National enterprise credit system"), "market"),
    "own": (Text("决定机关自己的网站", "The deciding body’s own site"), ""),
}
"""Each site with the body that takes an entry down there; empty for the deciding body itself."""


def bodies_concerned(decided_by: str, sites: Iterable[str]) -> tuple[str, ...]:
    """Return whom a repair is asked of: the deciding body, and whoever publishes the entry; each once."""
    behind = (SITES[site][1] or decided_by for site in sites if site in SITES)
    return tuple(dict.fromkeys((decided_by, *behind)))


def body_words(body: str) -> Text:
    """Return the name of a body."""
    return BODIES.get(body, Text(body, body))


def site_words(site: str) -> Text:
    """Return the name of a site."""
    return SITES[site][0] if site in SITES else Text(site, site)
