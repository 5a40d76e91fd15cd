"""How property tests draw: the same few examples every time, or many new ones when asked (`make fuzz`).

`make test` must say the same thing for the same code on any machine, so nothing there depends on luck or
speed. `WOTU_FUZZ=20` draws twenty times as many examples, new ones in every run.
"""

import os

from hypothesis import HealthCheck, settings

FUZZ = int(os.environ.get("WOTU_FUZZ") or 0)


def examples(count: int) -> int:
    """Return how many examples to draw where `count` are enough for `make test`."""
    return count * max(FUZZ, 1)


def load_profile() -> None:
    """Set what all property tests have in common; called before they are imported."""
    settings.register_profile(
        "wotu",
        max_examples=examples(100),
        derandomize=not FUZZ,
        deadline=None,
        print_blob=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    settings.load_profile("wotu")
