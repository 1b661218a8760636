"""The chat without a mouse, for screen readers, in forced colours, in the dark, without motion."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

QUESTION = "클라우드 MES 월 사용료도 지원되나요?"

# contrast by WCAG of a text against the nearest background that is not transparent
CONTRAST = """
() => {
  const channel = v => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4 };
  const light = c => 0.2126 * channel(c[0]) + 0.7152 * channel(c[1]) + 0.0722 * channel(c[2]);
  const parse = text => text.match(/[\\d.]+/g).map(Number);
  const behind = element => {
    for (let at = element; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const bad = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !element.checkVisibility()) continue;
    if (element.closest(".sr, .skip, progress, option")) continue;
    const [a, b] = [light(parse(getComputedStyle(element).color)), light(behind(element))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) bad.push(`${walker.currentNode.textContent.trim().slice(0, 30)} ${ratio.toFixed(2)}`);
  }
  return bad;
}
"""
SMALL_TARGETS = """
least => [...document.querySelectorAll("button, .btn-top, .tel, summary, textarea")]
  .filter(element => element.checkVisibility() && !element.closest(".sr"))
  .map(element => [element.textContent.trim() || element.getAttribute("aria-label"), element.getBoundingClientRect()])
  .filter(([, box]) => box.width < Math.min(least, 44) || box.height < least)
  .map(([name, box]) => `${name} ${box.width.toFixed(0)}x${box.height.toFixed(0)}`)
"""


def from_the_top(chat) -> None:
    """The next Tab goes to the first thing of the page, as for somebody who has just come."""
    # where a focused element is taken away, browsers go on from its place
    chat.page.evaluate(
        "() => { const top = document.createElement('span'); top.tabIndex = 0;"
        " document.body.prepend(top); top.focus(); top.remove() }"
    )


def full_page(chat) -> None:
    """A conversation with every kind of thing in it."""
    for question in (QUESTION, "직원들 MES 교육도 되나요?", "견적에 부가세도 넣나요?", "직원 채용 장려금도 있나요?"):
        chat.says(question)
    chat.says("견적 3600만원이면 얼마 나와요?")
    chat.page.get_by_role("button", name="메뉴").click()
    before = chat.answers.count()
    chat.page.get_by_role("button", name="처음부터").click()
    chat.answered(before)
    chat.presses("긴급AS 요청하기")
    chat.presses("동의하고 계속")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_all_text_has_a_contrast_of_4_5(visit, request, size: str, scheme: str) -> None:
    chat = visit(request.getfixturevalue(size), color_scheme=scheme)
    assert chat.page.evaluate(CONTRAST) == []
    full_page(chat)
    assert chat.page.evaluate(CONTRAST) == []
    chat.page.goto(f"{chat.url}/notice#overview.terms")
    assert chat.page.evaluate(CONTRAST) == []


def test_what_is_pressed_by_a_finger_is_44_pixels_high(visit, phone) -> None:
    chat = visit(phone)
    assert chat.page.evaluate(SMALL_TARGETS, 44) == []
    full_page(chat)
    chat.page.get_by_role("button", name="확인한 내용 보기").click()
    assert chat.page.evaluate(SMALL_TARGETS, 44) == []


def test_a_whole_turn_works_by_keyboard_alone(visit) -> None:
    chat = visit()
    keyboard = chat.page.keyboard
    from_the_top(chat)
    keyboard.press("Tab")
    expect(chat.page.get_by_role("link", name="글쓰기로 건너뛰기")).to_be_focused()
    keyboard.press("Enter")
    expect(chat.text).to_be_focused()
    keyboard.type(QUESTION)
    keyboard.press("Enter")
    expect(chat.last).to_contain_text("불가")
    expect(chat.text).to_be_focused()
    # up into the answer: its last button comes right before the panel and the field's own buttons
    target = chat.last.get_by_role("button").first
    for _ in range(30):
        if chat.is_focused(target):
            break
        keyboard.press("Shift+Tab")
    expect(target).to_be_focused()
    before = chat.answers.count()
    keyboard.press("Space")
    chat.answered(before)
    expect(chat.text).to_be_focused()


def test_the_menu_opens_and_closes_by_keyboard(visit) -> None:
    chat = visit()
    button = chat.page.get_by_role("button", name="메뉴")
    button.focus()
    chat.page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(chat.page.get_by_role("link", name="공고 보기")).to_be_visible()
    chat.page.keyboard.press("Escape")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(button).to_be_focused()


def test_the_focus_is_seen_on_everything_that_takes_it(visit) -> None:
    chat = visit()
    chat.says(QUESTION)
    from_the_top(chat)
    seen = 0
    for _ in range(25):
        chat.page.keyboard.press("Tab")
        ring = chat.page.evaluate("getComputedStyle(document.activeElement).boxShadow")
        if chat.page.evaluate("document.activeElement === document.body"):
            break
        assert ring != "none", chat.page.evaluate("document.activeElement.outerHTML.slice(0, 80)")
        seen += 1
    assert seen >= 8


def test_what_has_the_focus_is_never_under_the_bars(visit, phone) -> None:
    chat = visit(phone)
    full_page(chat)
    chat.page.locator("#main").focus()
    bar = chat.page.locator(".comp").bounding_box()
    head = chat.page.locator("#progress").bounding_box()
    assert bar is not None
    assert head is not None
    for _ in range(12):
        chat.page.keyboard.press("Tab")
        inside = chat.page.evaluate("document.activeElement.closest('#main') !== null")
        if not inside:
            continue
        box = chat.page.evaluate("(r => [r.top, r.bottom])(document.activeElement.getBoundingClientRect())")
        assert box[0] >= head["y"] + head["height"] - 1
        assert box[1] <= bar["y"] + 1


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_every_control_and_landmark_has_a_name(visit, request, size: str) -> None:
    chat = visit(request.getfixturevalue(size))
    full_page(chat)
    tree = chat.page.locator("body").aria_snapshot()
    nameless = re.findall(
        r"^\s*- (?:button|link|textbox|progressbar|group|log|complementary|main)(?: \[[^\]]*\])*:?$", tree, re.M
    )
    assert nameless == []
    for role, name in (("main", "대화"), ("log", "새 대화"), ("textbox", "질문이나 답 적기")):
        expect(chat.page.get_by_role(role, name=name)).to_have_count(1)
    for level, name in ((1, "스마트공장 AS 도우미"), (2, "클라우드 서버는 지원 대상이 아닙니다.")):
        expect(chat.page.get_by_role("heading", level=level, name=name)).to_have_count(1)


def test_new_lines_are_announced_and_old_ones_are_not(visit) -> None:
    chat = visit()
    chat.says(QUESTION)
    log = chat.page.get_by_role("log")
    expect(log).to_have_attribute("aria-live", "polite")
    expect(log.locator("article")).to_have_count(1)
    chat.page.reload()
    expect(log.locator("article")).to_have_count(0)
    expect(chat.page.locator("#history article")).to_have_count(1)
    expect(chat.page.locator("#history .msg .sr").first).to_have_text("내가 보낸 글")


def test_a_verdict_is_a_word_and_a_shape_also_in_forced_colours(visit, phone) -> None:
    chat = visit(phone, forced_colors="active")
    answer = chat.says(QUESTION)
    expect(answer.locator(".verdict .lab")).to_have_text("불가")
    expect(answer.locator(".verdict svg use")).to_have_attribute("href", "#i-no")
    # the mark cut out of the shape differs from the shape
    cut, shape = answer.evaluate(
        """element => [getComputedStyle(document.documentElement).getPropertyValue("--cut").trim(),
                       getComputedStyle(element.querySelector(".verdict svg")).color]"""
    )
    assert cut == "Canvas"
    assert shape != "rgb(255, 255, 255)"


def test_with_less_motion_wanted_nothing_moves(visit) -> None:
    chat = visit(reduced_motion="reduce")
    held = []
    chat.page.route("**/chat/events", lambda route: held.append(route))
    chat.text.fill(QUESTION)
    chat.text.press("Enter")
    typing = chat.page.locator(".typing")
    expect(typing).to_be_visible()
    expect(typing.locator(".dots")).to_be_hidden()
    held[0].continue_()
    expect(typing).to_have_count(0)


def test_the_page_says_its_language_and_each_page_its_title(visit) -> None:
    chat = visit()
    assert chat.page.evaluate("document.documentElement.lang") == "ko"
    expect(chat.page).to_have_title("스마트공장 AS 도우미 · 대화")
    chat.page.goto(f"{chat.url}/notice")
    expect(chat.page).to_have_title(re.compile("공고 보기 · .*2023-330호"))


def test_every_sign_of_the_notice_that_the_main_font_lacks_comes_from_the_supplement(visit) -> None:
    chat = visit()
    chat.page.goto(f"{chat.url}/notice")
    loaded = chat.page.evaluate(
        "async () => { await document.fonts.ready;"
        " return [...document.fonts].filter(f => f.status === 'loaded').map(f => f.family.replaceAll('\"', '')) }"
    )
    assert {"Pretendard GOV", "AS Notice Symbols"} <= set(loaded)
