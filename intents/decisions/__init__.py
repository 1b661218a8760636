"""Verdicts for questions: small pure rules over facts. They ask the notice's gates and repeat none of them."""
