"""What a stated fact means for the gates' own facts, so that one set of rules decides.

A person says "완납했어요" (tax_state) or "중견기업" (company_kind); the gates know tax_arrears and manufacturing_sme. A state
says more than the bare yes or no that was read beside it, and wins over it; a track that is named wins over a derived one.
"""

from __future__ import annotations

from collections.abc import Mapping

from knowledge.facts import Facts, FactValue, Open

# stated fact -> its value -> the gate's facts it settles; a state that nothing in the notice settles is unsure
MEANINGS: Mapping[str, Mapping[str, Mapping[str, FactValue]]] = {
    "company_kind": {
        "sme": {"manufacturing_sme": "yes"},
        "midsize": {"manufacturing_sme": "no"},
        "large": {"manufacturing_sme": "no"},
        "not_manufacturer": {"manufacturing_sme": "no"},
    },
    "program_state": {
        "completed": {"track": "program", "program_completed": "yes"},
        "ongoing": {"track": "program", "program_completed": "no"},
        "abandoned": {"track": "program", "program_completed": "no"},
    },
    "program_completed": {"yes": {"track": "program"}, "no": {"track": "program"}},
    "level_certificate": {"yes": {"track": "self_built"}, "no": {"track": "self_built"}},
    "level_certificate_pending": {"yes": {"track": "self_built", "level_certificate": "no"}},
    "closed_resuming": {"yes": {"closed": "yes"}},
    "tax_state": {
        "arrears": {"tax_arrears": "yes"},
        "paid": {"tax_arrears": "no"},
        "instalment": {"tax_arrears": Open.UNSURE},
    },
    "sanction_state": {"running": {"sanctioned": "yes"}, "ended": {"sanctioned": "no"}},
    "other_application_state": {
        "pending": {"other_application": "yes"},
        "selected": {"other_application": "yes"},
        "rejected": {"other_application": "no"},
        "last_year": {"other_application": "no"},
    },
    "warranty_state": {
        "running": {"warranty": "yes"},
        "ended": {"warranty": "no"},
        "none": {"warranty": "no"},
        "covers_other": {"warranty": "no"},
        "supplier_gone": {"warranty": Open.UNSURE},
    },
}


def derived(facts: Facts) -> Facts:
    """The facts with what they mean for the gates."""
    found: dict[str, FactValue] = dict(facts)
    for stated, meanings in MEANINGS.items():
        value = facts.known(stated)
        for fact, meaning in meanings.get(str(value), {}).items():
            if fact == "track":
                found.setdefault(fact, meaning)
            else:
                found[fact] = meaning
    return Facts(found)
