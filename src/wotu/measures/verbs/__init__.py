"""Writing editions: every step is one transaction, checked against `lifecycle`, with one audit entry."""

from wotu.measures.verbs.deciding import (
    answer_finding,
    approve_edition,
    publish_edition,
    return_edition,
    withdraw_edition,
)
from wotu.measures.verbs.drafting import (
    add_measure,
    begin_edition,
    discard_edition,
    record_folder,
    restore_edition,
    save_edition,
    submit_edition,
    update_edition,
)

__all__ = [
    "add_measure",
    "answer_finding",
    "approve_edition",
    "begin_edition",
    "discard_edition",
    "publish_edition",
    "record_folder",
    "restore_edition",
    "return_edition",
    "save_edition",
    "submit_edition",
    "update_edition",
    "withdraw_edition",
]
