"""The notice as typed data. `knowledge.loading.load_notice` builds it from a folder under `notices/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Clause:
    """A passage of the notice. `quote` is to the letter; table cells of a row are joined by " | "."""

    id: str
    title: str
    quote: str
    place: str  # where it stands, as people read it: "2. 지원내용 · 긴급AS"


@dataclass(frozen=True)
class Figures:
    """The notice's numbers, each typed once (figures.yaml)."""

    rate_percent: int
    cap_won: int
    period_months: int
    extension_months: int
    companies: int
    pass_points: int
    shortlist_min: float
    shortlist_max: float
    start_business_days: int
    tax_certificate_months: int
    emergency_criteria: int

    @property
    def period_months_max(self) -> int:
        """The longest project in months, extension included. Source: overview.period.extension."""
        return self.period_months + self.extension_months

    @property
    def cost_to_reach_cap_won(self) -> int:
        """The smallest cost in won whose subsidy is the cap, rounded up. Source: overview.terms."""
        return -(-self.cap_won * 100 // self.rate_percent)


@dataclass(frozen=True)
class Window:
    """When applications of a support type (`regular`, `emergency`) are taken; `closes` None: until the budget ends."""

    support_type: str
    opens: date
    closes: date | None
    clauses: tuple[str, ...]


@dataclass(frozen=True)
class Office:
    """One of the 17 regional offices. `clause` is its `contact.*` id."""

    id: str
    name: str  # 경기지역본부
    region: str  # 경기
    phone: str
    clause: str


@dataclass(frozen=True)
class Document:
    """A paper to hand in. `key` is the choice id of the `documents` question; `tracks` empty: for both tracks."""

    key: str
    number: int
    title: str
    clause: str
    tracks: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class Step:
    """One step of a procedure with who does it; `note_clause` adds what the notice says below the table."""

    number: int
    title: str
    actors: tuple[str, ...]
    note: str
    note_clause: str | None


@dataclass(frozen=True)
class ScoringItem:
    """One criterion. `points` from 우수 to 미흡, empty for ○/× criteria. `track` None: for both."""

    title: str
    points: tuple[int, ...]
    track: str | None


@dataclass(frozen=True)
class ScoringGroup:
    """A group of criteria in one evaluation table; `points` is the group's maximum, None for ○/×."""

    title: str
    points: int | None
    clause: str
    items: tuple[ScoringItem, ...]


@dataclass(frozen=True)
class ScoringTable:
    """`written` and `onsite` (AS지원) or `emergency` (긴급AS)."""

    id: str
    title: str
    result_clause: str
    groups: tuple[ScoringGroup, ...]


@dataclass(frozen=True)
class UtilizationGroup:
    """One of the five utilisation groups of AS지원 with its items."""

    id: str
    title: str
    clause: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class SupportItem:
    """Something the notice supports or does not support; `types` are support types it holds for."""

    id: str
    title: str
    clause: str
    types: tuple[str, ...]
    supported: bool


@dataclass(frozen=True)
class GateSpec:
    """A gate as data: its facts, its operator or the name of a function in `knowledge.rules`, and its clauses."""

    id: str
    title: str
    facts: tuple[str, ...]
    clauses: tuple[str, ...]
    operators: Mapping[str, Any]
    rule: str | None


@dataclass(frozen=True)
class Notice:
    """Everything that changes with a new notice."""

    id: str  # 2023-330
    year: int
    number: str  # 공고 제2023-330호
    title: str
    issued_on: date
    site: str  # smart-factory.kr
    text: str
    clauses: Mapping[str, Clause]
    figures: Figures
    windows: Mapping[str, Window]  # by support type
    offices: Mapping[str, Office]  # by office id, in the notice's order
    documents: tuple[Document, ...]
    procedures: Mapping[str, tuple[Step, ...]]  # by support type
    scoring: Mapping[str, ScoringTable]
    utilization: tuple[UtilizationGroup, ...]
    support: tuple[SupportItem, ...]
    exclusions: tuple[str, ...]  # clause ids
    cautions: tuple[str, ...]  # clause ids
    rulings: tuple[str, ...]  # clause ids under which a case can be ruled out
    gates: Mapping[str, GateSpec]  # by gate id, in the order in which they are listed
