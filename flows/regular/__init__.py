"""The way of 정기 AS지원: what it is, and a talk with the office about it."""

from flows.regular.dialog import FLOW, advance, start
from flows.regular.path import path
from flows.regular.wishes import wants_consultation, wants_path

__all__ = ["FLOW", "advance", "path", "start", "wants_consultation", "wants_path"]
