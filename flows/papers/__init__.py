"""What a company keeps after sending: its case on one page, as data; channels and the PDF only draw it."""

from flows.papers.content import Ban, Check, Papers, Sheet, papers_of
from flows.papers.filed import Filed, filed_of
from flows.papers.message import papers_button, papers_choice, papers_message
from flows.papers.picture import picture
from flows.papers.steps import StepLine, step_lines

__all__ = [
    "Ban", "Check", "Filed", "Papers", "Sheet", "StepLine", "filed_of", "papers_button", "papers_choice", "papers_message",
    "papers_of", "picture", "step_lines",
]  # fmt: skip
