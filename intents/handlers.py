"""The one table of topics: what a question is about, and the handler that drafts its answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from intents.question import Draft, Question
from intents.topics import (
    amount,
    apply,
    caution,
    contact,
    coverage,
    documents,
    eligibility,
    evaluation,
    human,
    out_of_scope,
    overview,
    period,
    procedure,
    request,
    smalltalk,
    status,
    types,
    unanswered,
    window,
)
from intents.world import World

Handler = Callable[[Question, World], Draft]

HANDLERS: Mapping[str, Handler] = {
    "coverage": coverage.answer,
    "eligibility": eligibility.answer,
    "types": types.answer,
    "amount": amount.answer,
    "period": period.answer,
    "window": window.answer,
    "documents": documents.answer,
    "apply": apply.answer,
    "procedure": procedure.answer,
    "evaluation": evaluation.answer,
    "caution": caution.answer,
    "contact": contact.answer,
    "overview": overview.answer,
    "unanswered": unanswered.answer,
    "request": request.answer,
    "status": status.answer,
    "human": human.answer,
    "smalltalk": smalltalk.answer,
    "out_of_scope": out_of_scope.answer,
}
