"""The request as staff see it from outside: its drawing, and where people stop."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlmodel import Session
from starlette.responses import Response
from starlette.routing import Route

from bot import flow_counts
from bot.channels.web.console_session import Door, Visit
from bot.channels.web.console_stops import stops_of
from bot.channels.web.pages import page
from bot.desk.acts import Desk
from bot.store import Store
from flows.emergency import FLOW
from flows.graph import graph, mermaid
from flows.graph_svg import svg
from flows.labels import Labels
from knowledge.facts import Facts

Frame = Callable[[Session, Visit], dict[str, Any]]  # what every page of the console has
DRAWING, STOPS = "/console/flow", "/console/stops"


class FlowPages:
    """Pages for everybody who is signed in: they name no company and no person."""

    def __init__(self, store: Store, desk: Desk, frame: Frame) -> None:
        self._store = store
        self._desk = desk
        self._frame = frame

    def routes(self, door: Door) -> list[Route]:
        get = door.get
        return [
            Route(STOPS, get(self.stops), methods=["GET"]),
            Route(DRAWING, get(self.drawing), methods=["GET"]),
            Route(DRAWING + ".svg", get(self.svg), methods=["GET"]),
            Route(DRAWING + ".mmd", get(self.mermaid), methods=["GET"]),
        ]

    def stops(self, visit: Visit) -> Response:
        with self._store.read() as session:
            values = self._frame(session, visit)
            counted = flow_counts.read(session, FLOW, visit.now)
        stops = stops_of(counted, self._desk.notice)
        return page("console/stops.html", **values, counted=counted, stops=stops, open_receipt="")

    def drawing(self, visit: Visit) -> Response:
        with self._store.read() as session:
            values = self._frame(session, visit)
        notice = self._desk.notice
        drawn = graph(notice)
        names = {node.id: node.label for node in drawn.nodes}
        heads = {id: str(made["label"]) for id, made in Labels(notice, Facts()).edit_groups().items()}
        return page(
            "console/flow.html",
            **values,
            drawing=svg(notice),
            rows=[
                (
                    heads.get(node.group, ""),
                    node.label,
                    [names[edge.end] for edge in drawn.edges if edge.start == node.id and edge.kind == "decides"],
                    [f"{names[e.start]}: {e.label}" for e in drawn.edges if e.end == node.id and e.kind == "when"],
                )
                for node in drawn.of("question")
            ],
            open_receipt="",
        )

    def svg(self, _visit: Visit) -> Response:
        return _file(svg(self._desk.notice), "image/svg+xml", "flow.svg")

    def mermaid(self, _visit: Visit) -> Response:
        return _file(mermaid(self._desk.notice), "text/plain", "flow.mmd")


def _file(content: str, media_type: str, name: str) -> Response:
    return Response(
        content, media_type=media_type, headers={"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "no-store"}
    )  # fmt: skip
