"""The console over HTTP: signing in, forms, and that one office never reaches another's requests."""

from __future__ import annotations

import io
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from pypdf import PdfReader
from sqlmodel import select
from starlette.applications import Starlette
from starlette.routing import Mount, Route
from support.desk import Office, staffed
from support.evidence_files import png

from bot.channels.web.console import Console, console_routes
from bot.channels.web.pages import STATIC, STATIC_URL, OwnFiles
from bot.desk import acts, console_access, invites
from bot.settings import Settings
from bot.store import Store
from bot.store.models import Attachment, ChatMessage, ConsoleLink, IntakeSwitch, Request, RequestEvent, Staff
from knowledge.facts import Facts

REQUESTS = "/console/requests"
FORMS = {
    "ask": {"text": "모델명은 무엇인가요?"},
    "note": {"text": "메모"},
    "gate": {"gate": "no_warranty", "result": "pass"},
    "hand-over": {"to": "busan", "reason": "현장이 부산입니다"},
    "close": {"result": "안내했습니다."},
}


@pytest.fixture
def office(sqlite_store: Store) -> Office:
    return staffed(sqlite_store)


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("ASBOT_DATA_DIR", str(tmp_path))
    return Settings()


@pytest.fixture
def app(office: Office, settings: Settings) -> Starlette:
    routes = console_routes(office.store, office.desk, settings, lambda: office.now)
    return Starlette(routes=[*routes, Mount(STATIC_URL, OwnFiles(directory=STATIC))])


class Browser:
    """A browser that is signed in, or not."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client
        self.csrf = ""

    async def get(self, path: str, **values: str) -> httpx.Response:
        return await self.client.get(path, params=values or None)

    async def post(self, path: str, **form: str) -> httpx.Response:
        return await self.client.post(path, data={"csrf": self.csrf, **form})

    async def act(self, receipt: str, name: str, **form: str) -> httpx.Response:
        return await self.post(f"{REQUESTS}/{receipt}/{name}", **{**FORMS.get(name, {}), **form})


@asynccontextmanager
async def browsing(app: Starlette) -> AsyncIterator[Browser]:
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://console.test") as client:
        yield Browser(client)


@pytest.fixture
def signed_in(app: Starlette, office: Office) -> Callable[[str], object]:
    """A browser of this person, as a context."""

    @asynccontextmanager
    async def opening(name: str) -> AsyncIterator[Browser]:
        with office.store.begin() as session:
            token = console_access.create_link(session, office.store.cipher, office.now, office.people[name].id)
        async with browsing(app) as browser:
            entered = await browser.client.post(f"/console/enter/{token}")
            assert entered.status_code == 303
            page = await browser.get(REQUESTS)
            browser.csrf = re.findall(r'name="csrf" value="([^"]+)"', page.text)[0]
            yield browser

    return opening


def request_of(office: Office, receipt: str) -> Request:
    with office.store.read() as session:
        return session.exec(select(Request).where(Request.receipt == receipt)).one()


def attach(
    office: Office, receipt: str, folder: Path, content: bytes, name: str = "서버 앞면.png", **values: object
) -> int:
    (folder / "files").mkdir(exist_ok=True)
    (folder / "files" / "one").write_bytes(content)
    request = request_of(office, receipt)
    with office.store.begin() as session:
        attachment = Attachment(
            **{
                "request_id": request.id, "channel": "web", "user": "company-1", "file_id": "files/one",
                "kind": "photo", "name": name, "size": len(content), "stored_path": "files/one", "state": "stored",
                "media_type": "image/png", **values,
            }
        )  # fmt: skip
        session.add(attachment)
    assert attachment.id is not None
    return attachment.id


async def test_looking_at_a_link_does_not_use_it_up(app: Starlette, office: Office) -> None:
    with office.store.begin() as session:
        token = console_access.create_link(session, office.store.cipher, office.now)
    async with browsing(app) as browser:
        for _ in range(3):
            page = await browser.get(f"/console/enter/{token}")
            assert page.status_code == 200
            assert "업무 화면 열기" in page.text
        with office.store.read() as session:
            assert session.exec(select(ConsoleLink)).one().used_at is None
        entered = await browser.client.post(f"/console/enter/{token}")
        cookie = entered.headers["set-cookie"].lower()
        assert entered.status_code == 303
        assert all(part in cookie for part in ("httponly", "samesite=strict", "max-age=43200", "path=/console"))
        assert (await browser.get(REQUESTS)).status_code == 200
    async with browsing(app) as another:
        assert (await another.client.post(f"/console/enter/{token}")).status_code == 403


async def test_without_a_session_nothing_opens(app: Starlette, office: Office) -> None:
    receipt = office.file()
    async with browsing(app) as stranger:
        for route in app.routes:
            if not isinstance(route, Route) or route.path.startswith(("/console/enter", "/console/join")):
                continue
            path = filled(route.path, receipt, "claim", 1)
            method = "GET" if "GET" in (route.methods or ()) else "POST"
            answer = await stranger.client.request(method, path)
            assert answer.status_code == 401, route.path
            assert "가나정밀" not in answer.text


def filled(path: str, receipt: str, act: str, number: int) -> str:
    return re.sub(
        r"\{(\w+)(?::int)?\}", lambda found: {"receipt": receipt, "act": act}.get(found[1], str(number)), path
    )


@pytest.mark.parametrize("name", ["정본보기", "한본보기 과장"])
async def test_another_offices_staff_find_nothing_on_any_route(
    app: Starlette, office: Office, settings: Settings, signed_in, name: str
) -> None:
    """Every route that names a request, with every act: 404, the same page as for a request that does not exist."""
    receipt = office.file()
    file = attach(office, receipt, settings.data_dir, b"\x89PNG\r\n\x1a\n")
    before, acted = request_of(office, receipt), 0
    names = list(Console(office.store, office.desk, settings, None).acts)  # type: ignore[arg-type]
    routes = [route for route in app.routes if isinstance(route, Route) and "{receipt}" in route.path]
    assert len(routes) == 4
    async with signed_in(name) as browser:
        nobody = await browser.get(f"{REQUESTS}/2306-9999")
        for route in routes:
            for act in names if "{act}" in route.path else [""]:
                path = filled(route.path, receipt, act, file)
                if "POST" in (route.methods or ()):
                    answer = await browser.post(path, **FORMS.get(act, {}))
                    acted += 1
                else:
                    answer = await browser.get(path)
                assert answer.status_code == 404, path
                assert "가나정밀" not in answer.text
                assert "MES" not in answer.text
                assert without_rows(answer.text) == without_rows(nobody.text), "existence is not given away"
        found = await browser.get(REQUESTS, q=receipt)
        assert "가나정밀" not in found.text
        assert "찾은 요청이 없습니다" in found.text
    assert acted == len(names) == 8
    assert request_of(office, receipt) == before
    with office.store.read() as session:
        assert [event.kind for event in session.exec(select(RequestEvent))] == ["filed"]


def without_rows(text: str) -> str:
    return re.sub(r'value="[^"]*"', "", text)


async def test_a_form_without_its_token_does_nothing(office: Office, signed_in) -> None:
    receipt = office.file()
    async with signed_in("김담당") as browser:
        for csrf in ("", "guessed", browser.csrf + "x"):
            answer = await browser.client.post(f"{REQUESTS}/{receipt}/claim", data={"csrf": csrf})
            assert answer.status_code == 403
    assert request_of(office, receipt).status == "new"


async def test_claim_ask_note_check_and_close_by_plain_forms(office: Office, signed_in) -> None:
    receipt = office.file()
    async with signed_in("김담당") as browser:
        listed = await browser.get(REQUESTS)
        assert "가나정밀" in listed.text
        assert "담당 없음 1" in listed.text
        for act, said in (
            ("claim", "담당했습니다"),
            ("gate", "요건 확인을 남겼습니다"),
            ("note", "메모를 남겼습니다"),
            ("ask", "회사에 보냈습니다"),
            ("close", "마쳤습니다"),
        ):
            done = await browser.act(receipt, act)
            assert done.status_code == 303, act
            page = await browser.get(done.headers["location"])
            assert said in page.text
        assert "되돌리기" in page.text
        assert "회사에는 보이지 않습니다" in page.text
    assert request_of(office, receipt).status == "closed"
    with office.store.read() as session:
        lines = [line.body["text"] for line in session.exec(select(ChatMessage))]
    assert not any("메모" in line for line in lines)


async def test_a_talk_about_regular_support_is_shown_as_what_it_is(office: Office, signed_in) -> None:
    receipt = office.file(
        kind="consultation",
        facts=Facts({"support_type": "regular", "company_name": "가나정밀", "site_address": "경기 화성시"}),
        fault="재고 모듈을 <추가>하고 싶습니다",
        subsidy_krw=None,
    )
    with office.store.begin() as session:
        row = session.exec(select(Request).where(Request.receipt == receipt)).one()
        row.findings = []
        session.add(row)
    async with signed_in("김담당") as browser:
        listed = await browser.get(REQUESTS)
        shown = await browser.get(f"{REQUESTS}/{receipt}")
    assert "AS지원 상담" in listed.text
    assert "AS지원 상담" in shown.text
    assert "<dt>필요한 일</dt>" in shown.text
    assert "재고 모듈을 &lt;추가&gt;하고 싶습니다" in shown.text
    assert "확인이 필요한 요건" not in shown.text


async def test_the_second_is_told_who_has_it(office: Office, signed_in) -> None:
    receipt = office.file()
    with office.store.begin() as session:
        acts.claim(session, office.desk, office.people["이예시 대리"], receipt, office.now - timedelta(minutes=18))
    async with signed_in("김담당") as browser:
        answer = await browser.act(receipt, "claim")
        assert answer.status_code == 409
        assert "이예시 대리가 09:02에 먼저 맡았습니다." in answer.text


async def test_words_that_were_refused_stay_in_the_form(office: Office, signed_in) -> None:
    receipt = office.file()
    async with signed_in("김담당") as browser:
        long = "가" * 1001
        answer = await browser.act(receipt, "ask", text=long)
        assert answer.status_code == 422
        assert "1001자입니다. 1000자까지 적어 주세요." in answer.text
        assert long in answer.text
        assert (await browser.act(receipt, "ask", text="  ")).status_code == 422


async def test_hand_over_can_be_undone_though_it_is_out_of_sight(office: Office, signed_in) -> None:
    receipt = office.file()
    async with signed_in("김담당") as browser:
        done = await browser.act(receipt, "hand-over")
        page = await browser.get(done.headers["location"])
        assert done.headers["location"].startswith(f"{REQUESTS}?")
        assert "가나정밀" not in page.text
        assert "되돌리기" in page.text
        undone = await browser.act(receipt, "undo")
        assert undone.headers["location"].startswith(f"{REQUESTS}/{receipt}")
    assert request_of(office, receipt).office == "gyeonggi"


async def test_numbers_stand_in_the_detail_and_in_no_list(office: Office, signed_in) -> None:
    receipt = office.file(fault="서버 고장, 010-9999-8888로 연락 주세요")
    async with signed_in("김담당") as browser:
        listed = (await browser.get(REQUESTS)).text + (await browser.get(REQUESTS, q="가나")).text
        detail = (await browser.get(f"{REQUESTS}/{receipt}")).text
    for number in ("010-0000-0000", "010-9999-8888", "123-45-67891", "1234567891"):
        assert number not in listed
    assert "010-0000-0000" in detail
    assert "123-45-67891" in detail


async def test_what_people_wrote_is_text_and_never_markup(office: Office, signed_in) -> None:
    nasty = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    receipt = office.file(company_name=nasty, fault=nasty)
    async with signed_in("김담당") as browser:
        await browser.act(receipt, "note", text=nasty)
        for page in (await browser.get(REQUESTS), await browser.get(f"{REQUESTS}/{receipt}", q=nasty)):
            assert "<script>alert" not in page.text
            assert "<img src=x" not in page.text


async def test_files_open_for_the_office_only_and_as_what_they_are(
    office: Office, settings: Settings, signed_in
) -> None:
    receipt = office.file()
    picture = attach(office, receipt, settings.data_dir, png())
    path = f"{REQUESTS}/{receipt}/files/{picture}"
    async with signed_in("김담당") as browser:
        shown = await browser.get(path)
        assert (shown.status_code, shown.headers["content-type"]) == (200, "image/png")
        other = office.file()
        assert (await browser.get(f"{REQUESTS}/{other}/files/{picture}")).status_code == 404
        assert "sandbox" in shown.headers["content-security-policy"]
        unknown = attach(office, receipt, settings.data_dir, b"<html><script>alert(1)</script>", media_type=None)
        kept = await browser.get(f"{REQUESTS}/{receipt}/files/{unknown}")
        assert kept.headers["content-type"] == "application/octet-stream"
        assert kept.headers["content-disposition"].startswith("attachment")
        (settings.data_dir / "secret").write_text("no")
        with office.store.begin() as session:
            row = session.get(Attachment, picture)
            assert row is not None
            row.stored_path = "../secret"
            session.add(row)
        assert (await browser.get(path)).status_code == 404


async def test_staff_see_pictures_videos_papers_and_what_was_not_taken(
    office: Office, settings: Settings, signed_in
) -> None:
    receipt = office.file()
    picture = attach(office, receipt, settings.data_dir, png())
    film = attach(office, receipt, settings.data_dir, b"", "소리.mp4", kind="video", media_type="video/mp4")
    paper = attach(office, receipt, settings.data_dir, b"x" * 2048, "견적.pdf", media_type="application/pdf")
    attach(office, receipt, settings.data_dir, b"", "a.exe", stored_path=None, state="refused", refused="program")
    attach(office, receipt, settings.data_dir, b"", "", stored_path=None, state="waiting", media_type=None)
    async with signed_in("김담당") as browser:
        page = (await browser.get(f"{REQUESTS}/{receipt}")).text
    base = f"{REQUESTS}/{receipt}/files"
    assert f'<img src="{base}/{picture}" alt="사진: 서버 앞면.png' in page
    assert f'src="{base}/{film}" aria-label="동영상: 소리.mp4"' in page
    assert re.search(rf'href="{base}/{paper}"[^>]*>견적.pdf</a></b><small>PDF 문서 · 2KB', page)
    assert "받지 않음: 실행 파일. 회사에 알렸습니다." in page
    assert "받는 중" in page


async def test_consultations_without_an_office_are_the_administrators(office: Office, signed_in) -> None:
    receipt = office.file(None, kind="consultation", company_name="나다상사")
    async with signed_in("박예시 과장") as browser:
        assert (await browser.get(f"{REQUESTS}/{receipt}")).status_code == 404
    async with signed_in("관리자") as browser:
        page = await browser.get(REQUESTS, view="consultation", office="none")
        assert "나다상사" in page.text
        assert (await browser.get(f"{REQUESTS}/{receipt}")).status_code == 200


async def test_joining_by_invite_opens_the_console_once(app: Starlette, office: Office) -> None:
    with office.store.begin() as session:
        made = invites.create_invite(
            session, office.store.cipher, "staff", "busan", office.desk.notice.offices, office.now
        )
    async with browsing(app) as browser:
        page = await browser.get("/console/join", code=made.code)
        assert made.code in page.text
        empty = await browser.client.post("/console/join", data={"code": made.code, "name": " "})
        assert empty.status_code == 422
        joined = await browser.client.post("/console/join", data={"code": made.code, "name": "윤새로 대리"})
        assert joined.status_code == 303
        assert "부산" in (await browser.get(REQUESTS)).text
    async with browsing(app) as second:
        again = await second.client.post("/console/join", data={"code": made.code, "name": "남"})
        assert again.status_code == 422
        assert "이미 쓴 초대 코드입니다" in again.text


async def test_people_and_intake_by_role(office: Office, signed_in) -> None:
    async with signed_in("김담당") as browser:
        assert (await browser.get("/console/people")).status_code == 403
        assert (await browser.post("/console/people/invite", role="staff", to="gyeonggi")).status_code == 403
        assert (await browser.post("/console/people/intake", type="emergency", open="no")).status_code == 403
    async with signed_in("박예시 과장") as browser:
        page = await browser.get("/console/people")
        assert "이예시 대리" in page.text
        assert "정본보기" not in page.text
        assert "초대 코드" in (await browser.post("/console/people/invite", role="staff")).text
        assert (await browser.post("/console/people/invite", role="staff", to="incheon")).status_code == 403
        other, own = office.people["정본보기"].id, office.people["이예시 대리"].id
        assert (await browser.post(f"/console/people/{other}/end")).status_code == 404
        assert (await browser.post(f"/console/people/{other}/link")).status_code == 404
        assert "/console/enter/" in (await browser.post(f"/console/people/{own}/link")).text
        assert (await browser.post(f"/console/people/{own}/end")).status_code == 303
    async with signed_in("관리자") as browser:
        assert (await browser.post("/console/people/intake", type="emergency", open="no")).status_code == 303
        assert "긴급AS 접수: 닫힘" in (await browser.get(REQUESTS)).text
    with office.store.read() as session:
        assert not session.exec(select(IntakeSwitch)).one().open
        assert not session.exec(select(Staff).where(Staff.id == own)).one().active


async def test_every_view_and_state_is_drawn(office: Office, signed_in) -> None:
    """No template meets a value that it cannot draw: every status, consultations, requests with hardly a fact."""
    for status in ("new", "claimed", "contacted", "waiting_company", "closed", "withdrawn"):
        held = None if status == "new" else office.people["이예시 대리"].id
        office.file(status=status, claimed_by=held, claimed_at=office.now if held else None)
    office.file(kind="consultation", company_name=None, fault=None, subsidy_krw=None, facts=type(office).NO_FACTS)
    async with signed_in("박예시 과장") as browser:
        for view in ("waiting", "mine", "company", "closed", "consultation", "nonsense"):
            assert (await browser.get(REQUESTS, view=view)).status_code == 200
        for number in range(1, office.filed + 1):
            page = await browser.get(f"{REQUESTS}/2306-{number:04d}")
            assert page.status_code == 200
            assert "None" not in page.text
        assert (await browser.get("/console/questions")).status_code == 200
        left = await browser.post("/console/leave")
        assert "업무 화면이 닫혀 있습니다" in left.text
        assert (await browser.get(REQUESTS)).status_code == 401


async def test_colleagues_who_look_are_named_and_looks_are_written_once_in_a_while(office: Office, signed_in) -> None:
    receipt = office.file()
    async with signed_in("김담당") as first, signed_in("이예시 대리") as second:
        for _ in range(3):
            await first.get(f"{REQUESTS}/{receipt}")
        page = await second.get(f"{REQUESTS}/{receipt}")
        assert "김담당이 함께 보고 있습니다" in page.text
        assert "본 사람" in page.text
    with office.store.read() as session:
        looks = [event.staff_id for event in session.exec(select(RequestEvent)) if event.kind == "seen"]
    assert looks == [office.people["김담당"].id, office.people["이예시 대리"].id]


async def test_staff_of_the_office_get_the_page_that_the_company_has(office: Office, signed_in) -> None:
    receipt = office.file()
    async with signed_in("김담당") as browser:
        detail = await browser.get(f"{REQUESTS}/{receipt}")
        assert f'href="{REQUESTS}/{receipt}/papers.pdf"' in detail.text
        page = await browser.get(f"{REQUESTS}/{receipt}/papers.pdf")
    assert page.status_code == 200
    assert page.headers["content-type"] == "application/pdf"
    assert page.headers["cache-control"] == "no-store"
    (sheet,) = PdfReader(io.BytesIO(page.content)).pages
    assert receipt in sheet.extract_text()


async def test_nobody_gets_a_page_without_signing_in(office: Office, app: Starlette) -> None:
    receipt = office.file()
    async with browsing(app) as browser:
        page = await browser.get(f"{REQUESTS}/{receipt}/papers.pdf")
    assert page.status_code != 200
    assert "pdf" not in page.headers["content-type"]
