"""What a company tells at once: a story in a few sentences, or everything in the layout of a form."""

from flows.stories.telling import told

__all__ = ["told"]
