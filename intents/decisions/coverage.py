"""Whether a thing or a work is supported.

Each rule looks at one question and decides or passes on; the first that decides wins. What is ruled out by name comes
before what is included, since a wrong yes costs a company money.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from intents.decisions.decision import Decision
from intents.decisions.derived import derived
from intents.decisions.eligibility import exclusion
from intents.decisions.works import BROKEN, PURCHASES, REPAIRS, UPKEEP, beyond_repair, carried_by, works_of
from knowledge.equipment import Equipment, all_equipment
from knowledge.facts import Facts, Open
from knowledge.findings import Verdict
from knowledge.notice import Notice

BOTH = ("emergency", "regular")
SCOPE = ("scope.program", "scope.self_built")
REPAIR = ("support.emergency.repair", "support.regular.repair")
# things of general use: whether they belong to the smart factory is what decides
GENERAL_USE = frozenset(
    {"printer", "monitor", "pc", "label_printer", "label_printer_head", "barcode_scanner", "tablet"}
)
# parts whose very purpose is to give the solution data (scope.program, scope.self_built)
DATA_GIVERS = frozenset({
    "sensor", "temperature_sensor", "pressure_sensor", "vibration_sensor", "level_sensor", "flow_meter", "proximity_sensor",
    "counter", "load_cell", "encoder", "plc", "plc_module", "data_collector", "data_collection_panel", "gateway",
    "communication_converter", "iot_device", "rfid_reader",
})  # fmt: skip
# what stands on the shop floor to enter, read or show data; the notice names such repairs itself (utilization.users)
FIELD_DEVICES = frozenset({
    "hmi", "pop", "kiosk", "terminal", "pda", "industrial_pc", "field_monitor", "barcode_scanner", "label_printer_head",
    "vision_camera", "touch_screen_glass",
})  # fmt: skip
DEVICES = ("part", "terminal", "computing", "network")


@dataclass(frozen=True)
class Case:
    """A question's facts with what follows from them."""

    facts: Facts
    notice: Notice
    today: date
    plain: bool

    @cached_property
    def works(self) -> tuple[str, ...]:
        return works_of(self.facts)

    @cached_property
    def things(self) -> tuple[Equipment, ...]:
        """Everything named, in order of mention; a value outside the vocabulary says nothing."""
        named = self.facts.known("equipments") or ()
        main = self.facts.known("equipment")
        values = dict.fromkeys((*((main,) if main else ()), *named))
        return tuple(all_equipment()[value] for value in values if value in all_equipment())

    @property
    def kind(self) -> str | None:
        return self.things[0].kind if self.things else None

    @property
    def linked(self) -> bool:
        """Said to belong to the smart factory, or to come from its programme."""
        return bool(self.facts.known("linked") == "yes" or self.facts.known("track") == "program")

    @property
    def emergency_only(self) -> bool:
        return bool(self.facts.known("support_type") == "emergency")

    @cached_property
    def beyond(self) -> tuple[str, ...]:
        return beyond_repair(self.works, self.notice)

    @property
    def types(self) -> tuple[str, ...]:
        asked = self.facts.known("support_type")
        return (asked,) if asked in BOTH else BOTH

    def scope(self) -> tuple[str, ...]:
        """The clause of the company's own track first."""
        return SCOPE[::-1] if self.facts.known("track") == "self_built" else SCOPE


def coverage(facts: Facts, notice: Notice, today: date, plain: bool = True) -> Decision:
    """The verdict for a thing, a work, or both; conditional with the missing fact where nothing decides.

    Not `plain`: the words touch contracts or ownership beyond what the facts hold, so nothing is taken for granted.
    """
    case = Case(derived(facts), notice, today, plain)
    decided = (rule(case) for rule in RULES)
    return next((decision for decision in decided if decision is not None), _open(case))


def _company(case: Case) -> Decision | None:
    return exclusion(case.facts, case.notice, case.today)


def _already_repaired(case: Case) -> Decision | None:
    if case.facts.known("already_repaired") is None:
        return None
    clauses = ("procedure.emergency.self_funded", "procedure.emergency", "selection.emergency.onsite")
    return Decision(Verdict.NO, "already_repaired", clauses)


def _fee(case: Case) -> Decision | None:
    """Rent, running fees and term licences; a security program is one only where its licence has a term."""
    licence = case.facts.known("licence")
    fees = [thing for thing in case.things if thing.kind == "subscription"]
    others = [thing for thing in case.things if thing.kind in DEVICES]
    clauses: tuple[str, ...]
    if licence == "permanent":
        clauses = ("support.regular.upgrade", "unsupported.rental_license", "support.regular.upgrade.sw")
        return Decision(Verdict.CONDITIONAL, "permanent_licence", clauses, ("regular",))
    if licence not in ("term", "rental") and not fees:
        return None
    if others and set(case.works) & REPAIRS:
        clauses = ("unsupported.rental_license", *case.scope()[:1], *REPAIR)
        return Decision(Verdict.CONDITIONAL, "repair_without_fee", clauses, BOTH)
    if licence is None and fees and fees[0].value == "antivirus":
        clauses = ("unsupported.rental_license", "support.regular.upgrade")
        return Decision(Verdict.CONDITIONAL, "licence_open", clauses, ("regular",), missing="licence")
    clauses = ("unsupported.rental_license", *(("support.regular.upgrade",) if "security" in case.works else ()))
    return Decision(Verdict.NO, "fee", clauses, values={"thing": fees[0].label} if fees else {})


def _upkeep(case: Case) -> Decision | None:
    periodic = bool(set(case.works) & UPKEEP) and not set(case.works) - UPKEEP - {"replace", "other"}
    if case.kind == "consumable" and case.facts.known("condition") is not None and not periodic:
        clauses = ("unsupported.other", *case.scope(), "support.regular.upgrade.hw", "unsupported.unrelated")
        return Decision(Verdict.CONDITIONAL, "worn_part", clauses, BOTH)
    if case.kind == "consumable" or ("upkeep" in case.works and periodic):
        return Decision(Verdict.NO, "upkeep", ("unsupported.other",))
    if periodic:
        clauses = ("unsupported.other", "utilization.system", *case.scope())
        return Decision(Verdict.CONDITIONAL, "inspection", clauses, ("regular",))
    return None


def _unrelated(case: Case) -> Decision | None:
    said_unrelated = case.facts.known("linked") == "no"
    if said_unrelated and case.kind == "machine":
        return Decision(
            Verdict.NO, "machine_outside", (*case.scope(), "unsupported.unrelated", "support.regular.upgrade.hw")
        )
    if said_unrelated and ("new_system" in case.works or "new_purchase" in case.works):
        return None  # a separate new system has its own reason
    if said_unrelated:
        return Decision(Verdict.NO, "unrelated", ("unsupported.unrelated", *case.scope()))
    office = [thing for thing in case.things if thing.kind in ("office", "facility")]
    if office and all(thing in office or thing.value in GENERAL_USE for thing in case.things):
        if case.linked:
            return Decision(
                Verdict.CONDITIONAL, "office_linked", ("unsupported.unrelated", *case.scope(), *REPAIR), BOTH
            )
        return Decision(
            Verdict.NO, "unrelated", ("unsupported.unrelated", *case.scope()), values={"thing": office[0].label}
        )
    return None


def _warranty(case: Case) -> Decision | None:
    if case.facts.state("warranty") == Open.UNSURE.value:
        reason = "supplier_gone" if case.facts.known("warranty_state") == "supplier_gone" else "warranty_unsure"
        return Decision(Verdict.CONDITIONAL, reason, ("support.warranty", "caution.other_rules"), BOTH)
    if case.facts.known("warranty") == "yes":
        return Decision(Verdict.NO, "warranty", case.notice.gates["no_warranty"].clauses)
    return None


def _purchase(case: Case) -> Decision | None:
    unit = case.facts.known("equipment_unit")
    bought = bool(set(case.works) & PURCHASES) or unit == "new_unit"
    solution = case.kind == "solution" or (case.kind is None and "new_system" in case.works)
    if "data_collection" in case.works and case.facts.known("linked") != "no" and case.kind != "machine":
        return None  # sensors and collecting devices are installed under AS지원
    if solution and unit == "new_unit" and "new_system" not in case.works:
        clauses = ("support.regular.upgrade.hw", *case.scope(), "unsupported.unrelated")
        return Decision(Verdict.CONDITIONAL, "whole_device", clauses, ("regular",), values={"thing": ""})
    if bought and solution:
        clauses = ("support.regular.upgrade.sw", *case.scope()[:1], "unsupported.unrelated")
        if case.facts.known("linked") == "yes":
            return Decision(Verdict.CONDITIONAL, "linked_system", clauses, ("regular",))
        return Decision(Verdict.NO, "new_system", clauses)
    if case.kind == "machine" and (bought or unit == "whole"):
        return Decision(Verdict.NO, "standalone", ("support.regular.upgrade.hw", *case.scope()))
    if case.kind in DEVICES and (bought or unit == "whole"):
        clauses = ("support.regular.upgrade.hw", *case.scope(), *REPAIR)
        return Decision(Verdict.CONDITIONAL, "whole_device", clauses, BOTH)
    return None


def _disallowed_in_emergency(case: Case) -> Decision | None:
    if not case.beyond or not case.emergency_only:
        return None
    clauses = ("support.emergency.repair_only", *carried_by(case.beyond)[:2])
    if set(case.works) - set(case.beyond):
        return Decision(Verdict.CONDITIONAL, "repair_only_part", (*clauses, "support.emergency.repair"), BOTH)
    return Decision(Verdict.NO, "repair_only", clauses)


def _improvement(case: Case) -> Decision | None:
    """Everything that AS지원 does beyond a plain repair, alone or together with repairs."""
    carried = carried_by(case.works)
    repairs = set(case.works) & REPAIRS
    if "relocation" in case.works and not repairs and not carried:
        clauses = ("utilization.system", *case.scope(), "support.regular.repair", "caution.other_rules")
        return Decision(Verdict.CONDITIONAL, "relocation", clauses, ("regular",))
    if not carried:
        return None
    if case.works == ("other",):
        return Decision(Verdict.CONDITIONAL, "other_work", (*carried, "procedure.regular"), ("regular",))
    hardware = case.kind == "machine" and not case.linked and not set(case.works) & {"data_collection", "training"}
    if hardware:
        clauses = ("support.regular.upgrade.hw", *carried[:2], *case.scope())
        return Decision(Verdict.CONDITIONAL, "machine_upgrade", clauses, ("regular",), missing="linked")
    if case.works == ("data_recovery",) and case.emergency_only:
        return Decision(Verdict.CONDITIONAL, "recovery_emergency", carried, BOTH)
    if repairs - {"data_recovery"} and case.beyond and case.facts.known("condition") != "normal":
        clauses = ("support.emergency.repair_only", *carried[:3], "support.regular.repair")
        return Decision(Verdict.YES, "bundle", clauses, ("regular",))
    hw = ("support.regular.upgrade.hw",) if "replace" in case.works else ()
    return Decision(Verdict.YES, "improvement", (*carried[:3], *hw, *case.scope()), ("regular",))


def _machine(case: Case) -> Decision | None:
    if case.kind != "machine":
        return None
    clauses = (*case.scope(), "support.regular.upgrade.hw", "support.emergency.repair", "unsupported.unrelated")
    return Decision(Verdict.CONDITIONAL, "machine", clauses, case.types, missing=None if case.linked else "linked")


def _repair(case: Case) -> Decision | None:
    repaired = set(case.works) & REPAIRS
    settled = case.facts.known("warranty") == "no"
    if not repaired and not settled:
        return None
    if case.facts.known("condition") == "normal" and repaired == {"replace"}:
        clauses = ("support.regular.upgrade.hw", "support.regular.upgrade", *case.scope())
        return Decision(Verdict.YES if case.linked else Verdict.CONDITIONAL, "part_change", clauses, ("regular",))
    repair = tuple(clause for clause in REPAIR if clause.split(".")[1] in case.types)
    users = ("utilization.users",) if case.kind == "terminal" else ()
    clauses = (*repair[:1], *case.scope(), *repair[1:], *users)
    if settled:
        return Decision(Verdict.YES, "after_warranty", ("support.warranty", *clauses), case.types)
    self_built = case.facts.known("track") == "self_built" and case.facts.known("level_certificate") == "yes"
    failed = case.facts.known("condition") in BROKEN and case.facts.known("equipment_unit") != "whole"
    # the solution is the smart factory itself; the data giver is what the scope names: only an unrelated one is out
    giver = bool(case.things) and case.things[0].value in DATA_GIVERS | FIELD_DEVICES
    by_nature = failed and case.plain and (case.kind == "solution" or giver)
    if by_nature and not case.linked and not self_built and case.facts.state("track") == "absent":
        return Decision(Verdict.YES, "repair_by_nature", (*repair[:1], *case.scope(), *repair[1:]), case.types)
    if case.linked or self_built:
        own = case.scope()[:1]
        return Decision(Verdict.YES, "repair", (*repair[:1], *own, *repair[1:], *users, "support.warranty"), case.types)
    if any(thing.value in GENERAL_USE for thing in case.things):
        clauses = (*repair[:1], *case.scope(), "unsupported.unrelated", *(users or repair[1:]))
    return Decision(Verdict.CONDITIONAL, "repair_if_linked", clauses, case.types, missing=_open_fact(case))


def _open_fact(case: Case) -> str | None:
    """What would settle whether a repair is in scope: the track, then its proof. Asked once: unsure is an answer too."""
    if case.facts.state("track") == "absent":
        return "track"
    self_built = case.facts.known("track") == "self_built"
    return "level_certificate" if self_built and case.facts.state("level_certificate") == "absent" else None


def _open(case: Case) -> Decision:
    """A thing without a work, or neither."""
    clauses = ("support.emergency.repair", "support.regular.upgrade", "support.regular.utilization", *case.scope())
    return Decision(Verdict.CONDITIONAL, "work_open", clauses, case.types, missing="work")


RULES: tuple[Callable[[Case], Decision | None], ...] = (
    _company,
    _already_repaired,
    _fee,
    _upkeep,
    _unrelated,
    _warranty,
    _purchase,
    _disallowed_in_emergency,
    _improvement,
    _machine,
    _repair,
)
