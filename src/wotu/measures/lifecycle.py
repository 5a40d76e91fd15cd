"""The states of an edition (版本稿) and the steps between them: one table, asked by every verb."""

from typing import Final

from wotu.refusal import CannotDo
from wotu.rules.text import Text

STATES: Final[dict[str, Text]] = {
    "draft": Text("草稿", "Draft"),
    "review": Text("合法性审核中", "In legal review"),
    "approved": Text("已批准", "Approved"),
    "published": Text("已发布", "Published"),
    "superseded": Text("已被替代", "Superseded"),
    "withdrawn": Text("已撤回", "Withdrawn"),
    "discarded": Text("已作废", "Discarded"),
}
OPEN: Final = ("draft", "review", "approved")
"""States of an edition somebody still works on."""
DATED: Final = ("published", "superseded", "withdrawn")
"""States of an edition that was published: its dates say when it was in force."""

STEPS: Final[dict[str, tuple[frozenset[str], str]]] = {
    "save": (frozenset({"draft"}), "draft"),
    "submit": (frozenset({"draft"}), "review"),
    "return": (frozenset({"review", "approved"}), "draft"),
    "approve": (frozenset({"review"}), "approved"),
    "publish": (frozenset({"approved"}), "published"),
    "supersede": (frozenset({"published"}), "superseded"),
    "reinstate": (frozenset({"superseded"}), "published"),
    "withdraw": (frozenset({"published"}), "withdrawn"),
    "discard": (frozenset({"draft"}), "discarded"),
    "restore": (frozenset({"discarded"}), "draft"),
}
"""Every step: the states it may begin in, and the one it leads to. What is not here is not allowed."""


class Overtaken(CannotDo):
    """Somebody else saved in between; nothing was overwritten."""


def after(step: str, state: str) -> str:
    """Return the state a step leads to.

    Raises:
        CannotDo: the step is not allowed from this state.
    """
    begins, leads = STEPS[step]
    if state not in begins:
        said = STATES[state]
        raise CannotDo(
            f"这一稿现在是“{said.zh}”，不能做这一步。请刷新页面看最新状态。",
            f"This edition is “{said.en}” now; this step cannot be taken. "
            "Reload the page to see how it stands.",
        )
    return leads
