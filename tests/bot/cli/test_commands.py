"""The commands keep the contract of the evaluation's README."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from support.evidence_files import png

from bot.channels.terminal.incoming import from_json
from flows.graph import mermaid
from flows.questions import emergency_questions
from knowledge.loading import default_notice

ROOT = Path(__file__).parents[3]


@pytest.fixture
def asbot(tmp_path: Path) -> Callable[..., str]:
    """Standard output of a command that succeeds."""
    kept = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "LANG")}
    env = {**kept, "ASBOT_DATA_DIR": str(tmp_path / "data"), "ASBOT_SECRET_KEY": "k", "ASBOT_TODAY": "2023-07-03"}

    def run(*arguments: str, stdin: str = "") -> str:
        done = subprocess.run(
            [sys.executable, "-m", "bot", *arguments], env=env, cwd=ROOT, input=stdin, capture_output=True, text=True,
            timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def test_ask_answers_in_the_fields_of_the_contract_and_in_time(asbot: Callable[..., str]) -> None:
    asbot("ask", "--json", "안녕하세요")  # byte code is compiled
    started = time.monotonic()
    answer = json.loads(asbot("ask", "--json", "견적 3천만원이면 얼마 나와요?"))
    assert time.monotonic() - started < 2.5
    assert list(answer) == ["question", "in_scope", "topic", "verdict", "clauses", "facts", "text"]
    assert answer["facts"]["quote_amount"] == 30_000_000
    assert "1,500만 원" in answer["text"]


def test_ask_reads_a_line_and_writes_a_line(asbot: Callable[..., str]) -> None:
    questions = ["얼마까지 지원되나요?", "", "내일 날씨 어때요?", "\udcff깨진 글자".encode("utf-8", "replace").decode()]
    answers = [json.loads(line) for line in asbot("ask", "--json", "-", stdin="\n".join(questions) + "\n").splitlines()]
    assert [answer["question"] for answer in answers] == questions
    assert [answer["in_scope"] for answer in answers][::2] == [True, False]


def test_explaining_names_the_words_that_were_read(asbot: Callable[..., str]) -> None:
    assert "3천만원" in asbot("ask", "--explain", "견적 3천만원이면 얼마 나와요?")


def test_asking_leaves_no_database_behind(asbot: Callable[..., str], tmp_path: Path) -> None:
    asbot("ask", "얼마까지 지원되나요?")
    assert not (tmp_path / "data").exists()


def test_route_has_the_fields_of_the_contract(asbot: Callable[..., str]) -> None:
    found, several = [
        json.loads(line) for line in asbot("route", "--json", "-", stdin="경기 화성시\n중구\n").splitlines()
    ]
    assert (found["address"], found["office"]) == ("경기 화성시", "gyeonggi")
    assert several["office"] is None
    assert {"seoul", "busan"} <= set(several["candidates"])


def test_a_closed_intake_is_what_the_assistant_answers_by(asbot: Callable[..., str]) -> None:
    assert "emergency): 접수 중" in asbot("intake", "status")
    question = ("ask", "--json", "긴급AS 지금 신청할 수 있나요?")
    before = json.loads(asbot(*question))
    assert "emergency): 접수 마감" in asbot("intake", "close")
    after = json.loads(asbot(*question))
    assert (before["verdict"], after["verdict"]) == ("yes", "no")
    asbot("intake", "close", "--type", "regular")
    assert "regular): 접수 마감" in asbot("intake", "open")


def test_an_invite_is_a_code_and_a_link(asbot: Callable[..., str]) -> None:
    made = json.loads(asbot("staff", "invite", "--office", "gyeonggi", "--json"))
    assert set(made) >= {"code", "link"}
    assert json.loads(asbot("staff", "invite", "--role", "admin", "--json"))["code"] != made["code"]


def test_a_console_link_is_an_address(asbot: Callable[..., str]) -> None:
    assert asbot("staff", "link").startswith("http://127.0.0.1:8000/console")


def test_a_conversation_goes_on_between_runs_and_people_are_apart(asbot: Callable[..., str]) -> None:
    def chat(user: str, *lines: dict[str, str]) -> list[dict[str, object]]:
        stdin = "".join(json.dumps(line) + "\n" for line in lines)
        return [json.loads(line) for line in asbot("chat", "--json", "--user", user, stdin=stdin).splitlines()]

    (first,) = chat("a", {"choice": "request:start"})
    assert list(first) == ["messages", "ask", "flow", "progress", "gates", "outcome", "answer"]
    assert len(first["gates"]) == 17  # type: ignore[arg-type]
    assert chat("b", {"text": "/help"})[0]["ask"] is None
    assert chat("a", {"choice": "yes"})[0]["ask"] != "consent"


def test_requests_have_the_fields_of_the_contract(asbot: Callable[..., str], tmp_path: Path) -> None:
    from bot.store import Store
    from bot.store.models import Delivery, Request
    from bot.store.schema import migrate

    (tmp_path / "data").mkdir()
    store = Store(f"sqlite:///{tmp_path}/data/asbot.sqlite", "k")
    migrate(store)
    with store.begin() as session:
        request = Request(
            receipt="2307-0001", kind="request", office="gyeonggi", channel="web", user="u", notice="2023-330",
            company_name="가나정밀", facts={}, clauses={},
            findings=[{"gate": "track", "status": "pass", "clauses": ["eligibility.program"]}],
        )  # fmt: skip
        session.add(request)
        session.flush()
        session.add(
            Delivery(
                kind="staff_notice", channel="none", recipient="office:gyeonggi", payload={}, request_id=request.id,
                dedupe_key="k",
            )
        )  # fmt: skip
    store.close()
    (line,) = [json.loads(one) for one in asbot("requests", "--json").splitlines()]
    assert line["receipt"] == "2307-0001"
    assert (line["office"], line["status"], line["company_name"]) == ("gyeonggi", "new", "가나정밀")
    assert line["gates"] == [{"id": "track", "status": "pass", "clauses": ["eligibility.program"]}]
    assert [one["state"] for one in line["deliveries"]] == ["waiting"]
    assert "created_at" in line


def test_papers_writes_the_page_of_a_case_to_a_file_of_this_user_alone(
    asbot: Callable[..., str], tmp_path: Path
) -> None:
    from pypdf import PdfReader
    from support.desk import staffed

    from bot.store import Store
    from bot.store.schema import migrate

    (tmp_path / "data").mkdir()
    store = Store(f"sqlite:///{tmp_path}/data/asbot.sqlite", "k")
    migrate(store)
    receipt = staffed(store).file()
    store.close()
    target = tmp_path / "out" / "page.pdf"
    assert str(target) in asbot("papers", receipt, "--out", str(target))
    (sheet,) = PdfReader(target).pages
    assert receipt in sheet.extract_text()
    assert target.stat().st_mode & 0o777 == 0o600


def test_the_graph_shows_every_question_and_gate_once() -> None:
    graph = [line.strip() for line in mermaid(default_notice()).splitlines()]
    for question in emergency_questions():
        assert sum(line.startswith(f"q_{question}[") for line in graph) == 1
    for gate in default_notice().gates.values():
        assert sum(line.startswith(f"g_{gate.id}{{{{") for line in graph) == 1
        # each gate is fed by a question, but the one that only the calendar and the switch decide
        assert gate.id == "intake_open" or any(line.endswith(f"--> g_{gate.id}") for line in graph), gate.id


def test_a_disguised_file_on_the_terminal_is_refused_in_words_and_the_talk_goes_on(tmp_path: Path) -> None:
    disguised, picture = tmp_path / "사진.jpg", tmp_path / "사진.txt"
    disguised.write_bytes(b"MZ\x90\0")
    picture.write_bytes(png())
    refused = from_json(json.dumps({"file": str(disguised), "kind": "photo"}), 1, "a", tmp_path)
    assert (refused.file, refused.refused) == (None, "program")
    taken = from_json(json.dumps({"file": str(picture)}), 2, "a", tmp_path).file
    assert taken is not None
    assert (taken.kind, (tmp_path / taken.id).read_bytes()) == ("photo", png())


def test_the_graph_is_written_to_files(asbot: Callable[..., str], tmp_path: Path) -> None:
    drawing, text = tmp_path / "flow.svg", tmp_path / "flow.mmd"
    told = asbot("flow", "graph", "--svg", str(drawing), "--mermaid", str(text))
    assert told.split() == [str(drawing), str(text)]
    assert drawing.read_text(encoding="utf-8").startswith("<svg")
    assert text.read_text(encoding="utf-8") == mermaid(default_notice())
