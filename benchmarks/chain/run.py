"""How well missing suppliers, outside suppliers and missing links are found: `make bench-chain`.

Hit@10 and MRR beside coverage (pairs a method can score at all), and of the pairs whose seller is known at
all. See docs/benchmarks.md for what is asked. `--training` asks the same of a split inside the training
pairs: there, and only there, choices are made.
"""

import sys
import time

import numpy as np

from benchmarks.chain import tasks
from benchmarks.chain.data import FOLDER, Statements
from benchmarks.chain.measures import report


def main() -> None:
    if not (FOLDER / "mentions.csv").is_file():
        sys.exit(
            "No data: set CHAIN_DATA to the folder with firms.csv and mentions.csv (docs/benchmarks.md)."
        )
    began = time.perf_counter()
    statements = Statements()
    if "--training" in sys.argv:
        statements = statements.training()
    print(f"{len(statements.firms):,} firms, {len(statements.pairs):,} pairs of seller and buyer\n")
    _ranked("missing category given", tasks.missing_category(statements))
    _ranked("the same, buyers never seen", tasks.unseen_buyers(statements))
    _ranked("the same, a cluster never seen", tasks.unseen_cluster(statements))
    titles = ("a zone's outside suppliers", "new ones alone")
    for title, answer in zip(titles, tasks.outside_suppliers(statements), strict=True):
        print(f"{title} | zones | recall@20 | precision@20\n--- | --: | --: | --:")
        for name, found in answer.items():
            print(f"{name} | {len(found)} | {found[:, 0].mean():.3f} | {found[:, 1].mean():.3f}", flush=True)
        print()
    print("planted gaps | planted | recall@10 | recall@20\n--- | --: | --: | --:")
    for name, places in tasks.planted_gaps(statements).items():
        print(f"{name} | {len(places)} | {np.mean(places <= 10):.3f} | {np.mean(places <= 20):.3f}")
    print(f"\n{time.perf_counter() - began:.0f} s")


def _ranked(title, answer):
    """Print a table; the last two columns leave out sellers that stand nowhere in what is left."""
    methods, known, hidden = answer
    of = f"{len(known)} of {hidden} hidden pairs name a category"
    print(f"{title} ({of}; {known.mean():.1%} of their sellers known)")
    print("method | hit@10 | ± | MRR | coverage | hit@10, known | ± | MRR, known")
    print("--- | --: | --: | --: | --: | --: | --: | --:")
    for name, (ranks, scored) in methods.items():
        every, some = report(ranks), report(ranks[known])
        cells = [every["hit@10"], every["±"], every["MRR"], scored.mean()]
        cells += [some["hit@10"], some["±"], some["MRR"]]
        print(f"{name} | {' | '.join(f'{cell:.3f}' for cell in cells)}", flush=True)
    print()


if __name__ == "__main__":
    main()
