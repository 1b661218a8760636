"""The console in a real Chromium, against the real process: two colleagues, one request."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from sqlmodel import select
from support.desk import Office
from support.process import Asbot

from bot.desk.acts import Desk
from bot.desk.invites import create_invite
from bot.flow_counts import SEOUL, Run, write
from bot.store import Store
from bot.store.models import ChatMessage, Request
from knowledge.facts import Facts
from knowledge.loading import default_notice
from knowledge.wording import default_wording

CHROMIUM = Path("/usr/bin/chromium")
DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
KEY = "a key for the tests only"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists() and not os.environ.get("CI"), reason="no Chromium on this machine"),
]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def asbot(tmp_path: Path) -> Iterator[Asbot]:
    process = Asbot(tmp_path).start()
    yield process
    process.stop()


@pytest.fixture
def office(asbot: Asbot) -> Iterator[Office]:
    """The process's own database, to file requests into."""
    store = Store(f"sqlite:///{asbot.data_dir / 'asbot.sqlite'}", KEY)
    yield Office(store, Desk(default_notice(), default_wording()), now=datetime.now(UTC))
    store.close()


@pytest.fixture
def person(asbot: Asbot, office: Office, chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Somebody of 경기 who joins by invite, in a browser of their own; errors of the page fail the test."""
    opened: list[BrowserContext] = []
    problems: list[str] = []

    def joining(name: str, viewport: dict[str, int] = DESKTOP, **options: object) -> Page:
        with office.store.begin() as session:
            offices = office.desk.notice.offices
            code = create_invite(session, office.store.cipher, "staff", "gyeonggi", offices, office.now).code
        context = chromium.new_context(viewport=viewport, locale="ko-KR", **options)
        opened.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("request", lambda each: each.url.startswith((asbot.url, "data:")) or problems.append(each.url))
        page.goto(f"{asbot.url}/console/join?code={code}")
        page.get_by_label("이름과 직함").fill(name)
        page.get_by_role("button", name="들어오기").click()
        expect(page.get_by_role("heading", name="기다리는 요청")).to_be_visible()
        return page

    yield joining
    for context in opened:
        context.close()
    assert problems == [], "errors of scripts, or requests that leave this server"


def shot(page: Page, name: str) -> None:
    """A picture to look at, where somebody asked for them."""
    folder = os.environ.get("ASBOT_SHOTS")
    if folder:
        page.screenshot(path=f"{folder}/{name}.png")


def status(office: Office, receipt: str) -> str:
    with office.store.read() as session:
        return session.exec(select(Request.status).where(Request.receipt == receipt)).one()


def test_operators_link_opens_by_a_press_and_once(asbot: Asbot, chromium: Browser) -> None:
    link = asbot.run("staff", "link").stdout.strip()
    address = asbot.url + re.sub(r"^https?://[^/]+", "", link)
    context = chromium.new_context(viewport=DESKTOP)
    page = context.new_page()
    page.goto(address)
    page.reload()
    page.get_by_role("button", name="업무 화면 열기").click()
    expect(page.get_by_role("heading", name="기다리는 요청")).to_be_visible()
    expect(page.get_by_text("기다리는 요청이 없습니다. 새 요청이 오면 알려 드립니다.")).to_be_visible()
    [invite] = asbot.json("staff", "invite", "--office", "gyeonggi", "--role", "lead")
    page.goto(asbot.url + re.sub(r"^https?://[^/]+", "", invite["link"]))
    expect(page.get_by_label("초대 코드")).to_have_value(invite["code"])
    page.goto(f"{asbot.url}/console/people")
    page.get_by_role("button", name="긴급AS 접수 닫기").click()
    expect(page.get_by_text("긴급AS 접수: 닫힘")).to_be_visible()
    context.close()
    another = chromium.new_context()
    page = another.new_page()
    page.goto(address)
    page.get_by_role("button", name="업무 화면 열기").click()
    expect(page.get_by_text("이 링크는 쓸 수 없습니다.")).to_be_visible()
    another.close()


def test_one_claims_asks_notes_and_closes_and_the_other_is_told(office: Office, person) -> None:
    receipt = office.file(created_at=office.now - timedelta(minutes=4))
    first, second = person("이예시 대리"), person("김담당")
    for page in (first, second):
        page.reload()
        page.get_by_role("link", name=re.compile("가나정밀")).click()
        expect(page.get_by_role("heading", name=re.compile("가나정밀"))).to_be_visible()
    shot(first, "console-desktop-real")
    expect(first.get_by_text("확인이 필요한 요건")).to_be_visible()

    first.get_by_role("button", name=re.compile("^담당하기")).click()
    expect(first.locator("#banner")).to_contain_text("담당했습니다")
    expect(first.get_by_role("button", name="되돌리기")).to_be_visible()
    second.get_by_role("button", name=re.compile("^담당하기")).click()
    expect(second.get_by_role("alert")).to_contain_text(re.compile(r"이예시 대리가 \d\d:\d\d에 먼저 맡았습니다\."))
    expect(second.get_by_text("담당 이예시 대리")).to_be_visible()
    shot(second, "console-second")

    first.get_by_role("form", name="하자보수 계약 없음").get_by_role("link", name="되묻기").click()
    area = first.get_by_role("textbox", name="회사에 보낼 글")
    expect(area).to_be_focused()
    assert area.input_value(), "the gate's own question is ready to send"
    area.fill("서버 뒷면의 모델명 스티커 사진을 보내 주세요.")
    area.press("Control+Enter")
    expect(first.get_by_role("log")).to_contain_text("서버 뒷면의 모델명 스티커 사진을 보내 주세요.")
    assert status(office, receipt) == "waiting_company"

    first.keyboard.press("Escape")
    first.get_by_role("tab", name="내부 메모").click()
    first.get_by_role("textbox", name="내부 메모").fill("작년에 같은 서버로 상담했습니다.")
    first.get_by_role("button", name=re.compile("남기기")).click()
    expect(first.get_by_role("log")).to_contain_text("작년에 같은 서버로 상담했습니다.")

    first.get_by_role("form", name="하자보수 계약 없음").get_by_role("button", name="맞음").click()
    expect(first.get_by_text("맞음 16")).to_be_visible()

    first.get_by_role("link", name=re.compile("^마치기")).click()
    first.get_by_label(re.compile("^결과")).fill("지원 요건을 확인하고 신청 서류를 안내했습니다.")
    first.get_by_role("button", name="마치고 회사에 알리기").click()
    expect(first.locator("#banner")).to_contain_text("마쳤습니다")
    assert status(office, receipt) == "closed"
    with office.store.read() as session:
        told = [line.body["text"] for line in session.exec(select(ChatMessage).order_by(ChatMessage.id))]
    assert [text.split()[0] for text in told] == ["👤", "👤", "요청"]
    assert not any("작년에" in text for text in told)


def test_undo_brings_the_request_back_before_the_company_hears(office: Office, person) -> None:
    receipt = office.file(created_at=office.now)
    page = person("이예시 대리")
    page.reload()
    page.get_by_role("link", name=re.compile("가나정밀")).click()
    page.get_by_role("link", name=re.compile("^넘기기")).click()
    page.get_by_label("넘길 본부").select_option("busan")
    page.get_by_role("dialog").get_by_role("button", name="넘기기").click()
    expect(page.locator("#banner")).to_contain_text("다른 본부로 넘겼습니다")
    page.get_by_role("button", name="되돌리기").click()
    expect(page.get_by_role("heading", name=re.compile("가나정밀"))).to_be_visible()
    with office.store.read() as session:
        request = session.exec(select(Request).where(Request.receipt == receipt)).one()
        assert (request.office, request.status) == ("gyeonggi", "new")
        assert session.exec(select(ChatMessage)).all() == []


def test_keys_work_in_hangul_mode_but_not_while_typing_and_can_be_turned_off(office: Office, person) -> None:
    receipt = office.file(created_at=office.now)
    office.file(created_at=office.now, company_name="다라테크")
    page = person("이예시 대리")
    page.reload()
    page.keyboard.press("KeyJ")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("가나정밀"))).to_be_visible()
    page.keyboard.press("KeyR")
    area = page.get_by_role("textbox", name="회사에 보낼 글")
    expect(area).to_be_focused()
    page.keyboard.type("cehn")
    expect(area).to_have_value("cehn")
    assert status(office, receipt) == "new"
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.get_by_label("단축키 쓰기").uncheck()
    page.get_by_role("button", name="닫기").click()
    page.keyboard.press("KeyE")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.locator("[data-dialog=keys-dialog]").click()
    page.get_by_label("단축키 쓰기").check()
    page.get_by_role("button", name="닫기").click()
    # in Hangul mode the key C says ㅊ: the place of the key counts
    page.locator("body").dispatch_event("keydown", {"code": "KeyC", "key": "ㅊ", "bubbles": True})
    expect(page.get_by_text("담당 이예시 대리")).to_be_visible()


def test_a_new_request_and_a_colleagues_claim_appear_by_themselves(office: Office, person) -> None:
    page = person("이예시 대리")
    receipt = office.file(created_at=office.now)
    expect(page.get_by_role("link", name=re.compile("가나정밀"))).to_be_visible(timeout=15_000)
    assert receipt in (page.get_by_role("link", name=re.compile("가나정밀")).get_attribute("href") or "")


def test_on_a_phone_the_list_then_the_detail_with_acts_at_the_foot(office: Office, person) -> None:
    receipt = office.file(created_at=office.now)
    page = person("이예시 대리", PHONE, has_touch=True, device_scale_factor=2)
    page.reload()
    shot(page, "console-phone-list-real")
    page.get_by_role("link", name=re.compile("가나정밀")).click()
    claim = page.get_by_role("button", name="담당하기")
    expect(claim).to_be_in_viewport()
    shot(page, "console-phone-real")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing is wider than the screen"
    for box in page.locator(".acts .btn:visible").all():
        assert (box.bounding_box() or {})["height"] >= 44
    claim.click()
    expect(page.locator("#banner")).to_contain_text("담당했습니다")
    page.get_by_text("더 보기").click()
    page.locator(".sheet").get_by_role("link", name="메모").click()
    expect(page.get_by_role("textbox", name="내부 메모")).to_be_focused()
    page.get_by_role("link", name="목록", exact=True).click()
    expect(page.get_by_role("heading", name="기다리는 요청")).to_be_visible()
    assert status(office, receipt) == "claimed"


def test_without_a_script_plain_forms_do_the_same(office: Office, person) -> None:
    receipt = office.file(created_at=office.now)
    page = person("이예시 대리", java_script_enabled=False)
    page.reload()
    page.get_by_role("link", name=re.compile("가나정밀")).click()
    page.get_by_role("button", name=re.compile("^담당하기")).click()
    expect(page.get_by_text("담당했습니다. 회사에 알립니다.")).to_be_visible()
    page.get_by_role("link", name=re.compile("^마치기")).click()
    page.get_by_label(re.compile("^결과")).fill("안내했습니다.")
    page.get_by_role("button", name="마치고 회사에 알리기").click()
    expect(page.get_by_text("마쳤습니다. 회사에 결과를 보냅니다.")).to_be_visible()
    assert status(office, receipt) == "closed"


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_talk_about_regular_support_stands_under_its_own_name(person, office: Office, viewport) -> None:
    receipt = office.file(
        kind="consultation",
        facts=Facts({"support_type": "regular", "company_name": "가나정밀", "phone": "010-0000-0000",
                     "site_address": "경기 화성시 예시로 1"}),
        fault="재고 모듈을 추가하고 사용자 교육도 받고 싶습니다",
        findings=[],
        subsidy_krw=None,
    )  # fmt: skip
    page = person("김담당", viewport)
    row = page.locator(f'[data-receipt="{receipt}"]')
    expect(row).to_contain_text("AS지원 상담")
    row.click()
    expect(page.get_by_text("필요한 일")).to_be_visible()
    expect(page.get_by_text(f"{receipt} · AS지원 상담")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    shot(page, f"console-talk-{viewport['width']}")


def test_where_people_stop_reads_on_a_desk_and_on_a_phone(office: Office, person) -> None:
    today = office.now.astimezone(SEOUL).date()
    runs = {"consent": ("refused", 9), "fault_description": ("vanished", 21), "track": ("open", 38), "phone": ("open", 12),
            "consult": ("declined", 17), "quote_amount": ("cancelled", 26), "confirm": ("sent", 189)}  # fmt: skip
    with office.store.begin() as session:
        for step, (event, number) in runs.items():
            run = Run("emergency", (today - timedelta(days=4)).isoformat(), step, (step,))
            changes = {("", "begun"): number, (step, "reached"): number + 40, (step, event): number}
            write(session, run, Counter(changes))
        write(session, Run("emergency", today.isoformat(), "", ()), Counter({("tax_clear", "declined_by"): 11}))
        late = Run("emergency", today.isoformat(), "documents", ())
        write(session, late, Counter({("", "begun"): 6, ("documents", "reached"): 46, ("documents", "open"): 6}))
    for viewport, name in ((DESKTOP, "desktop"), (PHONE, "phone")):
        page = person(f"담당 {name}", viewport)
        page.get_by_role("link", name="어디서 멈추나").click()
        expect(page.get_by_role("heading", name="어디서 멈추나", level=1)).to_be_visible()
        expect(page.get_by_role("row", name="보냄 189").first).to_be_visible()
        expect(page.get_by_role("row", name=re.compile("구축 방법 답 없이 멈춤 38 78 38"))).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing is wider than the screen"
        assert page.evaluate("""[...document.querySelectorAll("main table")].every(
            (table) => table.closest("section").getAttribute("aria-labelledby")
            && [...table.querySelectorAll("thead th")].every((head) => head.scope === "col" && head.textContent.trim()))""")
        assert page.evaluate("""[...document.querySelectorAll("main svg")].every((bar) => bar.ariaHidden === "true")""")
        page.locator("main").evaluate("main => { main.scrollTop = 0 }")
        shot(page, f"console-stops-{name}")
        page.get_by_role("link", name="요청 흐름", exact=True).click()
        expect(page.get_by_role("img", name=re.compile("긴급AS 요청 흐름"))).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        # text in the drawing stays inside its boxes in the page's own font
        assert (
            page.evaluate("""[...document.querySelectorAll("[data-node]")].filter((node) => {
            const box = node.querySelector("rect, polygon").getBBox();
            return [...node.querySelectorAll("text")].some((text) => {
                const said = text.getBBox();
                return said.x < box.x + 2 || said.x + said.width > box.x + box.width - 2;
            });
        }).map((node) => node.dataset.node)""")
            == []
        )
        shot(page, f"console-flow-{name}")
