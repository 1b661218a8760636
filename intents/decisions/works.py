"""What kinds of work the notice supports where, by the work that a person names."""

from __future__ import annotations

from collections.abc import Mapping

from knowledge.facts import Facts
from knowledge.notice import Notice

REPAIRS = frozenset({"repair", "replace", "data_recovery"})
BROKEN = frozenset({"broken", "slow", "wrong_values", "disconnected", "hacked"})
UPKEEP = frozenset({"upkeep", "inspection"})
PURCHASES = frozenset({"new_purchase", "new_system"})

# the clauses that carry a work under AS지원, the most telling first
WORK_CLAUSES: Mapping[str, tuple[str, ...]] = {
    "upgrade": ("support.regular.upgrade", "support.regular.upgrade.sw", "support.regular.upgrade.hw"),
    "version_up": ("support.regular.upgrade.sw", "support.regular.upgrade"),
    "add_module": ("support.regular.upgrade.sw", "support.regular.upgrade"),
    "add_function": ("support.regular.upgrade.sw", "utilization.program", "support.regular.upgrade"),
    "modify_program": ("utilization.program", "support.regular.utilization", "utilization.system"),
    "change_screen": ("utilization.program", "support.regular.utilization"),
    "training": ("utilization.users", "support.regular.utilization", "utilization.select"),
    "handover_training": ("utilization.system", "utilization.users", "support.regular.utilization"),
    "data_recovery": ("utilization.data", "support.regular.repair", "support.emergency.repair"),
    "data_correction": ("utilization.data", "support.regular.utilization"),
    "bulk_entry": ("utilization.data", "utilization.system"),
    "database_tuning": ("utilization.data", "support.regular.utilization"),
    "data_analysis": ("utilization.users", "utilization.system", "utilization.select"),
    "data_collection": ("utilization.system", "support.regular.upgrade", "scope.program", "scope.self_built"),
    "security": ("support.regular.upgrade", "support.regular.upgrade.sw", "unsupported.rental_license"),
    "other": ("utilization.other", "utilization.select"),
}


def works_of(facts: Facts) -> tuple[str, ...]:
    """All works that are named, in order of mention; a broken thing without a named work is to be repaired."""
    named = facts.known("works") or ((facts["work"],) if facts.known("work") else ())
    works = tuple(str(work) for work in named)
    if not works and facts.known("condition") in BROKEN:
        return ("repair",)
    return works


def beyond_repair(works: tuple[str, ...], notice: Notice) -> tuple[str, ...]:
    """The works that 긴급AS does not support. Source: the gate failure_repair (support.emergency.repair_only)."""
    listed = notice.gates["failure_repair"].operators["beyond_repair"]
    return tuple(work for work in works if work in listed)


def carried_by(works: tuple[str, ...]) -> tuple[str, ...]:
    """The clauses of AS지원 that carry these works: each work's own first clause, then the others."""
    tables = [WORK_CLAUSES[work] for work in works if work in WORK_CLAUSES]
    firsts = tuple(table[0] for table in tables)
    rest = tuple(clause for table in tables for clause in table[1:])
    return tuple(dict.fromkeys((*firsts, *rest)))
