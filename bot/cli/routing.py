"""`asbot route`: the office of one address, or of one per line."""

from __future__ import annotations

import json

from bot.cli.lines import lines
from knowledge.loading import default_notice
from knowledge.regions import route


def route_all(address: str, as_json: bool) -> None:
    """Find the office of the address, or of every line of standard input for `-`."""
    notice = default_notice()
    for one in lines(address):
        found = route(one)
        if as_json:
            line = {
                "address": one,
                "office": found.office,
                "candidates": list(found.candidates),
                "matched": found.matched,
            }
            print(json.dumps(line, ensure_ascii=False), flush=True)
        elif found.office is not None:
            office = notice.offices[found.office]
            print(f"{office.name} {office.phone}")
        elif found.candidates:
            print("어느 곳인지 골라 주세요: " + ", ".join(notice.offices[id].name for id in found.candidates))
        else:
            print("지역을 찾지 못했습니다. 시·군·구를 적어 주세요.")
