"""Whether a tax certificate is still valid on the day of application."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from knowledge.facts import Facts
from knowledge.months import add_months
from knowledge.notice import Figures


@dataclass(frozen=True)
class TaxCertificate:
    """`valid_until` is the last day: three calendar months after the day of issue. Source: documents.tax."""

    issued_on: date
    handed_in: date
    valid_until: date

    @property
    def valid(self) -> bool:
        """On the day on which it is handed in."""
        return self.issued_on <= self.handed_in <= self.valid_until


def tax_certificate(facts: Facts, figures: Figures, today: date) -> TaxCertificate | None:
    """The certificate a question speaks of; None where it names no day of issue."""
    issued = facts.known("issued_on") or facts.known("tax_certificate_issued_on")
    if not isinstance(issued, date):
        return None
    return TaxCertificate(issued, facts.known("on_date") or today, add_months(issued, figures.tax_certificate_months))
