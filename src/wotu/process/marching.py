"""Which steps of a flow are open: a pure function of those that are done."""

from collections.abc import Collection, Mapping

from wotu.rules.flow import Does, Flow, Node, Step

AFTER_DECIDING: tuple[Does, ...] = ("decide", "notice", "pay", "deliver")
"""Steps a case decided anew goes through once more; what was reviewed before stays reviewed."""


def still_done(steps: Mapping[str, Step], done: Collection[str]) -> set[str]:
    """Return what of the steps that were done stays so where a case is decided anew."""
    return {id_ for id_ in done if id_ not in steps or steps[id_].does not in AFTER_DECIDING}


def open_steps(flow: Flow, done: Collection[str]) -> tuple[Step, ...]:
    """Return the steps that may be taken now, given the ids of those that are done."""
    return _open(flow.nodes, done)


def is_over(flow: Flow, done: Collection[str]) -> bool:
    """Tell whether nothing is left to do."""
    return not open_steps(flow, done)


def _open(nodes: tuple[Node, ...], done: Collection[str]) -> tuple[Step, ...]:
    """Return what is open in a sequence: whatever its first unfinished part has open."""
    for node in nodes:
        if isinstance(node, Step):
            here: tuple[Step, ...] = () if node.id in done else (node,)
        else:
            here = tuple(step for branch in node.branches for step in _open(branch, done))
        if here:
            return here
    return ()
