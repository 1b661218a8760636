"""Draws a judged question set, and the comparison of two, on a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.evaluate_compare import Change, Comparison
from bot.cli.evaluate_score import FIGURES, Item, Score, by_model, calibration, interval

MOST_SHOWN = 20
NAMES = {"right": "맞음 right", "harmful": "해로움 harmful", "decisive": "단정 decisive"}
KINDS = {"style": "문체", "topic": "주제"}


def draw(console: Console, score: Score) -> None:
    """Figures with intervals, by style and topic, confusion, calibration, and the worst items."""
    _draw_figures(console, score)
    for kind in KINDS:
        _draw_groups(console, score, kind)
    _draw_confusion(console, score)
    for name, items in (
        ("주제 모델이 정한 답", [item for item in score.items if by_model(item)]),
        ("규칙이 정한 답(차이는 규칙마다 정해진 값)", [item for item in score.items if not by_model(item)]),
    ):
        _draw_calibration(console, name, items)
    worst = score.worst()
    for item in worst[:MOST_SHOWN]:
        console.print(Text(_line(item), style="red" if item.harmful else ""))
    if len(worst) > MOST_SHOWN:
        console.print(Text(f"… {len(worst) - MOST_SHOWN}개 더 (--json에 모두 있습니다)"))


def draw_comparison(console: Console, before: Score, after: Score, comparison: Comparison) -> None:
    """Figures before and after, then each question that got worse or better."""
    table = Table("", "앞", "지금", "차이", title="두 번의 평가")
    for figure in FIGURES:
        change = after.share(figure) - before.share(figure)
        table.add_row(NAMES[figure], _counted(before, figure), _counted(after, figure), f"{change:+.1%}p")
    console.print(table)
    for title, changes, style in (("나빠짐", comparison.worse, "red"), ("나아짐", comparison.better, "green")):
        console.print(Text(f"{title} {len(changes)}", style=f"bold {style}"))
        for each in changes:
            console.print(Text(f"  {_changed(each)}"))
    rest = f"그대로 {comparison.same} · 앞에만 {comparison.only_before} · 지금만 {comparison.only_after}"
    console.print(Text(f"{rest} · 우연일 가능성 {comparison.chance:.3f} (부호 검정)"))


def _draw_figures(console: Console, score: Score) -> None:
    table = Table("", "수", "몫", "95 %", title=f"{score.questions}개 질문")
    for figure in FIGURES:
        table.add_row(NAMES[figure], f"{score.count(figure)}/{score.out_of(figure)}", f"{score.share(figure):.1%}",
                      _between(score.count(figure), score.out_of(figure)))  # fmt: skip
    console.print(table)


def _draw_groups(console: Console, score: Score, kind: str) -> None:
    table = Table(KINDS[kind], "맞음", "95 %", "해로움", "단정")
    for name, group in score.groups(kind).items():
        decisive = f"{group.decisive}/{group.decidable}" if group.decidable else "-"
        table.add_row(name, f"{group.right}/{group.questions}", _between(group.right, group.questions),
                      str(group.harmful or "-"), decisive)  # fmt: skip
    console.print(table)


def _draw_confusion(console: Console, score: Score) -> None:
    confused = score.confused()
    if not confused:
        return
    table = Table("물은 주제", "답한 주제", "수", title=f"다른 주제로 답함 {confused.total()}")
    for (wanted, given), count in confused.most_common(MOST_SHOWN):
        table.add_row(wanted, given, str(count))
    console.print(table)


def _draw_calibration(console: Console, name: str, items: list[Item]) -> None:
    if not items:
        return
    table = Table("다음 주제와의 차이", "질문", "주제 맞음", "답 맞음", title=f"{name} {len(items)}")
    for each in calibration(items):
        table.add_row(f"{each.low:.1f}–{each.high:.1f}", str(each.items), _part(each.topics_right, each.items),
                      _part(each.right, each.items))  # fmt: skip
    console.print(table)


def _counted(score: Score, figure: str) -> str:
    return f"{score.count(figure)}/{score.out_of(figure)} ({score.share(figure):.1%})"


def _between(count: int, total: int) -> str:
    low, high = interval(count, total)
    return f"{low:.1%}–{high:.1%}"


def _part(count: int, total: int) -> str:
    return f"{count} ({count / total:.0%})"


def _line(item: Item) -> str:
    mark = "해로움" if item.harmful else "틀림"
    return (
        f"{mark} {item.id} {item.question!r}: {', '.join(item.failed)}; {item.topic} {item.verdict} "
        f"({item.decided_by} {item.margin:.2f}), 물은 것 {'/'.join(item.wanted)}"
    )


def _changed(change: Change) -> str:
    return f"{change.after.id} {change.after.question!r}: {_state(change.before)} → {_state(change.after)}"


def _state(item: Item) -> str:
    word = "해로움" if item.harmful else "맞음" if item.right else f"틀림({', '.join(item.failed)})"
    return f"{word} {item.topic} {item.verdict}"
