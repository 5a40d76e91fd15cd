"""What is counted: the rank of a hidden answer among all firms that could be one."""

import numpy as np


def allowed(model, seller, buyer, hidden):
    """Return which firms compete: not the buyer, not its other suppliers, known or hidden."""
    inside = np.ones(model.size, bool)
    inside[model.number[buyer]] = False
    inside[[model.number[s] for s in model.known.get(buyer, ())]] = False
    inside[[model.number[s] for s, b in hidden if b == buyer]] = False
    inside[model.number[seller]] = True
    return inside


def rank(scores, right, inside):
    """Return the place of `right`, from 1; those that tie share the middle of their places."""
    competing = scores[inside]
    above, ties = (competing > scores[right]).sum(), (competing == scores[right]).sum()
    return 1 + above + (ties - 1) / 2


def report(ranks):
    """Return hit@10, its standard error, and MRR."""
    hit = float(np.mean(ranks <= 10))
    return {
        "asked": len(ranks),
        "hit@10": hit,
        "±": float(np.sqrt(hit * (1 - hit) / max(len(ranks), 1))),
        "MRR": float(np.mean(1 / ranks)),
    }
