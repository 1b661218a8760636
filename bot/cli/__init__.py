"""The command line (contract: evaluation/README). Each command loads only what it needs: answering has to be quick."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(add_completion=False, no_args_is_help=False, pretty_exceptions_enable=False, rich_markup_mode=None)
staff = typer.Typer(help="초대와 업무 화면 링크", no_args_is_help=True)
notice = typer.Typer(help="공고 폴더 검사", no_args_is_help=True)
flow = typer.Typer(help="안내 대화", no_args_is_help=True)
lexicon = typer.Typer(help="알아보는 말", no_args_is_help=True)
app.add_typer(staff, name="staff")
app.add_typer(notice, name="notice")
app.add_typer(flow, name="flow")
app.add_typer(lexicon, name="lexicon")

AsJson = Annotated[bool, typer.Option("--json", help="한 줄에 JSON 하나")]


class Role(StrEnum):
    STAFF = "staff"
    LEAD = "lead"
    ADMIN = "admin"


class IntakeAct(StrEnum):
    OPEN = "open"
    CLOSE = "close"
    STATUS = "status"


class SupportType(StrEnum):
    EMERGENCY = "emergency"
    REGULAR = "regular"


@app.callback(invoke_without_command=True, help="스마트공장 AS지원사업 도우미. 명령이 없으면 serve와 같습니다.")
def _without_command(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        serve()


@app.command(help="웹 대화, 업무 화면, 텔레그램을 한 프로세스로 엽니다.")
def serve() -> None:
    from bot.logging import set_up_logging
    from bot.serve import serve as run
    from bot.settings import load_settings

    set_up_logging()
    run(load_settings())


@app.command(help="전달과 정해진 때의 일만 하는 프로세스")
def worker() -> None:
    from bot.logging import set_up_logging
    from bot.serve import work
    from bot.settings import load_settings

    set_up_logging()
    work(load_settings())


@app.command(help="질문 하나에 답합니다. -는 표준 입력에서 한 줄에 하나씩 읽습니다.")
def ask(
    question: str,
    as_json: AsJson = False,
    explain: Annotated[bool, typer.Option("--explain", help="무엇을 어떻게 읽었는지")] = False,
) -> None:
    from bot.cli.asking import ask_all
    from bot.settings import load_settings

    ask_all(load_settings(), question, as_json, explain)


@app.command(help="대화 하나를 이어 갑니다.")
def chat(as_json: AsJson = False, user: Annotated[str, typer.Option("--user", help="회사 사용자")] = "local") -> None:
    from bot.cli.chatting import chat as run
    from bot.logging import set_up_logging
    from bot.settings import load_settings

    set_up_logging()
    run(load_settings(), user, as_json)


@app.command(help="주소 하나의 지역본부를 찾습니다. -는 표준 입력에서 읽습니다.")
def route(address: str, as_json: AsJson = False) -> None:
    from bot.cli.routing import route_all

    route_all(address, as_json)


@app.command(help="데이터베이스를 가장 새로운 모양으로 바꿉니다.")
def migrate() -> None:
    from bot.cli import operating
    from bot.settings import load_settings

    operating.migrate(load_settings())


@app.command(help="데이터베이스와 파일을 한 파일에 담습니다. 켜 둔 채로 됩니다.")
def backup(file: Path) -> None:
    from bot.cli import operating
    from bot.settings import load_settings

    operating.backup(load_settings(), file)


@app.command(help="백업 파일로 되돌립니다. 지금 내용은 없어집니다.")
def restore(file: Path) -> None:
    from bot.cli import operating
    from bot.settings import load_settings

    operating.restore(load_settings(), file)


@app.command(help="받은 요청을 한 줄에 하나씩 보여 줍니다.")
def requests(as_json: AsJson = False) -> None:
    from bot.cli import operating
    from bot.settings import load_settings

    operating.list_requests(load_settings(), as_json)


@app.command(help="요청 하나의 접수증(PDF)을 파일로 씁니다.")
def papers(
    receipt: str,
    out: Annotated[Path | None, typer.Option("--out", help="파일. 없으면 지금 폴더의 asbot-<요청번호>.pdf")] = None,
) -> None:
    from bot.cli import operating
    from bot.settings import load_settings

    operating.write_papers(load_settings(), receipt, out)


@app.command(help="접수를 열고 닫습니다(예산 소진).")
def intake(
    act: IntakeAct,
    support_type: Annotated[SupportType, typer.Option("--type", help="지원유형")] = SupportType.EMERGENCY,
) -> None:
    from bot.cli import operating
    from bot.settings import load_settings

    operating.intake(load_settings(), act.value, support_type.value)


@app.command(help="질문 모음으로 점수를 매깁니다.")
def evaluate(
    file: Path,
    as_json: AsJson = False,
    floor: Annotated[Path | None, typer.Option("--floor", help="이보다 나쁘면 실패하는 값의 JSON")] = None,
    compare: Annotated[Path | None, typer.Option("--compare", help="견줄 앞 평가(--json으로 남긴 것)")] = None,
) -> None:
    from bot.cli.evaluating import evaluate as run
    from bot.settings import load_settings

    run(load_settings(), file, as_json, floor, compare)


@staff.command("link", help="업무 화면을 한 번 여는 링크")
def staff_link() -> None:
    from bot.cli import staffing
    from bot.settings import load_settings

    staffing.link(load_settings())


@staff.command("invite", help="한 번 쓰는 초대 코드. admin은 본부가 없습니다.")
def staff_invite(
    office: Annotated[str | None, typer.Option("--office", help="본부 id, 예: gyeonggi")] = None,
    role: Annotated[Role, typer.Option("--role")] = Role.STAFF,
    as_json: AsJson = False,
) -> None:
    from bot.cli import staffing
    from bot.settings import load_settings

    staffing.invite(load_settings(), office, role.value, as_json)


@notice.command("check", help="공고 폴더가 맞는지 봅니다.")
def notice_check(folder: Annotated[Path | None, typer.Argument()] = None) -> None:
    from bot.cli.checking import check

    check(folder)


@flow.command("graph", help="질문, 요건, 결과를 그림으로. 파일을 주지 않으면 Mermaid를 보여 줍니다.")
def flow_graph(
    svg: Annotated[Path | None, typer.Option("--svg", help="SVG를 쓸 파일")] = None,
    mermaid: Annotated[Path | None, typer.Option("--mermaid", help="Mermaid를 쓸 파일")] = None,
) -> None:
    from bot.cli.checking import graph

    graph(svg, mermaid)


@lexicon.command("overmatch", help="손으로 읽은 것과 다르게 걸리는 낱말과 규칙을 나쁜 것부터 보여 줍니다.")
def lexicon_overmatch(folder: Annotated[Path | None, typer.Argument()] = None, as_json: AsJson = False) -> None:
    from bot.cli.overmatching import overmatch
    from bot.settings import load_settings

    overmatch(load_settings(), folder, as_json)


def main() -> None:
    """The entry point. Problems that an operator can do something about are one line on stderr, with exit code 1."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        # questions and answers are UTF-8 whatever the terminal's locale says; broken bytes are no reason to stop
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        # whoever read our output has left; Python would complain again when it closes stdout
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
    except Exception as error:
        line = _one_line(error)
        if line is None:
            raise
        print(f"asbot: {line}", file=sys.stderr)
        sys.exit(1)


def _one_line(error: Exception) -> str | None:
    """The line for an operator, or None for an error that is ours to mend."""
    from bot.desk.errors import DeskError
    from bot.errors import BotError
    from bot.store.errors import StoreError
    from knowledge.errors import KnowledgeError, NoticeErrors

    if isinstance(error, NoticeErrors):
        first, rest = error.problems[0], len(error.problems) - 1
        return f"{first}" + (f"; {rest} more, see `asbot notice check`" if rest else "")
    if isinstance(error, BotError | StoreError | DeskError | KnowledgeError):
        return str(error)
    return None
