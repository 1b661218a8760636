"""What a file is, by its content alone; nothing that is cut off or pretends is taken."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.evidence_files import PRETENDING, WHOLE, archive, boxed, jpeg, pdf, png, video

from bot.files.keeping import keep, shown_name
from bot.files.kinds import KINDS, MOST_BYTES, REASONS, FileRefused, kind_kept_as, kind_named, recognise

# 한글 and older formats have no end mark; what is lost behind the last sector that is read cannot be seen
WITHOUT_END = ("application/x-hwp",)


def reason(content: bytes) -> str | None:
    try:
        recognise(content)
    except FileRefused as refused:
        return refused.reason
    return None


@pytest.mark.parametrize("media_type", WHOLE)
def test_every_kind_is_known_by_its_content(media_type: str) -> None:
    assert recognise(WHOLE[media_type]).media_type == media_type


def test_every_kind_of_the_list_has_a_sample() -> None:
    assert {kind.media_type for kind in KINDS} == set(WHOLE)
    assert set(REASONS) == {*PRETENDING, "too_large"}


@pytest.mark.parametrize(("expected", "content"), [(name, one) for name, many in PRETENDING.items() for one in many])
def test_what_pretends_is_refused_by_what_it_is(expected: str, content: bytes) -> None:
    assert reason(content) == expected


@given(st.sampled_from([kind for kind in WHOLE if kind not in WITHOUT_END]), st.data())
def test_a_file_that_is_cut_off_is_never_taken(media_type: str, data: st.DataObject) -> None:
    whole = WHOLE[media_type]
    # the last bytes of a PDF or a zip are white space and a comment: what counts is in front of them
    cut = data.draw(st.integers(1, len(whole) - 2))
    assert reason(whole[:cut]) in ("broken", "kind", "archive", "program")


@given(st.sampled_from(["image/jpeg", "image/png", "image/gif", "image/webp"]), st.binary(max_size=64))
def test_what_phones_write_behind_a_pictures_end_does_no_harm(media_type: str, tail: bytes) -> None:
    assert recognise(WHOLE[media_type] + tail).media_type == media_type


@given(st.binary(max_size=600), st.sampled_from(["", *(whole[:12] for whole in WHOLE.values())]))
def test_any_bytes_are_a_kind_or_a_reason(body: bytes, head: str | bytes) -> None:
    found = reason((head or b"") + body)  # type: ignore[operator]
    assert found is None or found in REASONS


def test_a_preview_inside_a_photo_does_not_stand_for_its_end() -> None:
    assert reason(jpeg()[:-2]) == "broken"


def test_a_large_box_and_one_to_the_end_are_read() -> None:
    start = boxed(b"isom") + video()[20 + 508 :]
    assert recognise(start + b"\0\0\0\0mdat" + b"\0" * 99).media_type == "video/mp4"
    long_box = b"\0\0\0\x01mdat" + (16 + 50).to_bytes(8, "big") + b"\0" * 50
    assert recognise(start + long_box).media_type == "video/mp4"
    assert reason(start + b"\0\0\0\x01mdat" + (1 << 40).to_bytes(8, "big")) == "broken"


def test_the_limit_is_twenty_megabytes() -> None:
    tail = b"\0" * (MOST_BYTES - len(png()))
    assert reason(png() + tail) is None
    assert reason(png() + tail + b"\0") == "too_large"


def test_a_list_of_names_without_end_is_not_read() -> None:
    swollen = bytearray(archive("a"))
    end = swollen.rfind(b"PK\x05\x06")
    swollen[end + 12 : end + 16] = (1 << 30).to_bytes(4, "little")
    assert reason(bytes(swollen)) == "archive"


def test_suffix_and_type_lead_back_to_the_kind() -> None:
    for kind in KINDS:
        assert kind_named(kind.media_type) is kind
        assert kind_kept_as(f"files/0123{kind.suffix}") is kind
    assert kind_named(None) is None
    assert kind_kept_as("files/0123") is None


def test_a_refused_file_leaves_nothing_on_disk(tmp_path: Path) -> None:
    with pytest.raises(FileRefused):
        keep(tmp_path, "user:event-1", b"#!/bin/sh\n")
    assert list(tmp_path.iterdir()) == []


def test_a_kept_file_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    stored, _ = keep(tmp_path, "user:event-1", pdf())
    assert stat.S_IMODE((tmp_path / stored).stat().st_mode) == 0o600


def test_a_file_that_comes_twice_is_one(tmp_path: Path) -> None:
    assert keep(tmp_path, "user:event-1", png()) == keep(tmp_path, "user:event-1", png())
    assert len(list((tmp_path / "files").iterdir())) == 1


@given(st.text(max_size=300))
def test_a_shown_name_is_one_line_without_folders(name: str) -> None:
    shown = shown_name(name)
    assert shown
    assert len(shown) <= 120
    assert "/" not in shown
    assert shown.isprintable()
