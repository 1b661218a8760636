"""Personal columns: unreadable without the key, bound to their column, digests keyed."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store import Store
from bot.store.crypto import KEY_FILE, Cipher, key_from_file
from bot.store.errors import KeyFileProblem, WrongKey
from bot.store.models import ChatMessage, Request, UnansweredQuestion

CIPHER = Cipher("a key")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(JSON)
def test_every_json_value_comes_back_as_it_was(value: object) -> None:
    assert CIPHER.decrypt(CIPHER.encrypt(value, "t.c"), "t.c") == value


def test_a_value_moved_to_another_column_does_not_decrypt() -> None:
    with pytest.raises(WrongKey):
        CIPHER.decrypt(CIPHER.encrypt("가나정밀", "request.company_name"), "request.fault")


def test_a_changed_byte_does_not_decrypt() -> None:
    stored = bytearray(CIPHER.encrypt("가나정밀", "t.c"))
    stored[-1] ^= 1
    with pytest.raises(WrongKey):
        CIPHER.decrypt(bytes(stored), "t.c")


def test_the_same_value_is_never_stored_twice_the_same_way() -> None:
    assert CIPHER.encrypt("가나정밀", "t.c") != CIPHER.encrypt("가나정밀", "t.c")


def test_digests_depend_on_key_and_purpose() -> None:
    digest = CIPHER.digest("business_number", "1234567891")
    assert digest == Cipher("a key").digest("business_number", "1234567891")
    assert digest != CIPHER.digest("invite", "1234567891")
    assert digest != Cipher("another").digest("business_number", "1234567891")


@pytest.mark.parametrize("key", ["x", "열쇠", "k" * 5000, b"\x00\xff"])
def test_keys_of_any_length_work(key: str | bytes) -> None:
    assert Cipher(key).decrypt(Cipher(key).encrypt([1], "t.c"), "t.c") == [1]


def test_no_plain_personal_data_in_the_database_files(tmp_path: Path, open_store: Callable[[str], Store]) -> None:
    from bot.store.schema import migrate

    store = open_store(f"sqlite:///{tmp_path}/asbot.sqlite")
    migrate(store)
    secrets = ("가나정밀", "김가나", "010-1234-5678", "MES 서버가 안 켜져요")
    with store.begin() as session:
        session.add(ChatMessage(channel="web", user="u", sender="company", body={"text": secrets[3]}))
        session.add(UnansweredQuestion(question=secrets[3], topic="unanswered"))
        session.add(
            Request(
                receipt="2306-0001", kind="request", channel="web", user="u", notice="2023-330",
                company_name=secrets[0], facts={"contact_name": secrets[1], "phone": secrets[2]}, findings=[],
                clauses={}, fault=secrets[3],
            )
        )  # fmt: skip
    with store.read() as session:
        assert session.get(Request, 1).facts["phone"] == secrets[2]  # type: ignore[union-attr]
    raw = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.is_file())
    assert b"2306-0001" in raw, "the rows are in these files"
    for secret in secrets:
        assert secret.encode() not in raw
        assert secret.encode("utf-16-le") not in raw


def test_the_key_file_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    key, fresh = key_from_file(tmp_path)
    assert fresh
    assert stat.S_IMODE((tmp_path / KEY_FILE).stat().st_mode) == 0o600
    assert key_from_file(tmp_path) == (key, False)
    assert [path.name for path in tmp_path.iterdir()] == [KEY_FILE]


def test_a_key_file_that_others_may_read_is_refused(tmp_path: Path) -> None:
    key_from_file(tmp_path)
    (tmp_path / KEY_FILE).chmod(0o644)
    with pytest.raises(KeyFileProblem, match="0644"):
        key_from_file(tmp_path)


def test_an_empty_key_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / KEY_FILE).touch(mode=0o600)
    with pytest.raises(KeyFileProblem, match="empty"):
        key_from_file(tmp_path)
