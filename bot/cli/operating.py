"""Commands for operators: schema, backup, requests, intake, staff."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from bot import contract
from bot.errors import ReceiptUnknown
from bot.opening import open_store, prepare_data_folder
from bot.papers.making import PaperMaker, file_name, keep
from bot.settings import Settings
from bot.store import Store, announce, archive, schema
from bot.store import requests as stored
from bot.store.models import Delivery, IntakeSwitch, Request
from knowledge.loading import load_notice

TYPES = {"emergency": "긴급AS", "regular": "AS지원"}


def migrate(settings: Settings) -> None:
    store = open_store(settings, checked=False)
    try:
        print(f"스키마 {schema.migrate(store)}")
    finally:
        store.close()


def backup(settings: Settings, file: Path) -> None:
    store = open_store(settings)
    try:
        archive.backup(store, settings.data_dir, file)
        print(f"백업: {file}")
    finally:
        store.close()


def restore(settings: Settings, file: Path) -> None:
    prepare_data_folder(settings.data_dir)
    store = open_store(settings, checked=False)
    try:
        # into an empty database, too: after a loss there is nothing but the file and the key
        schema.migrate(store)
        archive.restore(store, settings.data_dir, file)
        store.check_key()
        print(f"되살림: {file}")
    finally:
        store.close()


def list_requests(settings: Settings, as_json: bool) -> None:
    """One line per request, oldest first. Company names show: the command is for who holds the key."""
    store = open_store(settings)
    try:
        with store.read() as session:
            for request in session.exec(select(Request).order_by(col(Request.id))):
                line = _request(session, request)
                if as_json:
                    print(json.dumps(line, ensure_ascii=False))
                else:
                    print(f"{line['receipt']}  {line['office'] or '-':10}  {line['status']:16}  {line['company_name']}")
    finally:
        store.close()


def _request(session: Session, request: Request) -> dict[str, Any]:
    deliveries = session.exec(select(Delivery).where(Delivery.request_id == request.id).order_by(col(Delivery.id)))
    return {
        "receipt": request.receipt,
        "kind": request.kind,
        "office": request.office,
        "status": request.status,
        "created_at": request.created_at.isoformat(),
        "company_name": request.company_name,
        "gates": [contract.gate(finding) for finding in request.findings],
        "deliveries": [{"kind": row.kind, "channel": row.channel, "state": row.state} for row in deliveries],
    }


def write_papers(settings: Settings, receipt: str, out: Path | None) -> None:
    """Raises ReceiptUnknown, PaperNotWritten. The file is this user's alone: a name and numbers stand in it."""
    store = open_store(settings)
    try:
        with store.read() as session:
            request = stored.by_receipt(session, receipt)
        if request is None:
            raise ReceiptUnknown(f"receipt: {receipt!r} not found (allowed: one that `asbot requests` lists)")
        target = out or Path(file_name(receipt))
        keep(PaperMaker(load_notice(), settings.public_url).make(request), target)
        print(f"접수증: {target}")
    finally:
        store.close()


def intake(settings: Settings, action: str, support_type: str) -> None:
    store = open_store(settings)
    try:
        if action != "status":
            _switch(store, settings, support_type, action == "open")
        with store.read() as session:
            for name, is_open in stored.intake(session).items():
                print(f"{TYPES[name]} ({name}): {'접수 중' if is_open else '접수 마감'}")
    finally:
        store.close()


def _switch(store: Store, settings: Settings, support_type: str, is_open: bool) -> None:
    with store.begin() as session:
        row = session.get(IntakeSwitch, support_type) or IntakeSwitch(support_type=support_type, open=is_open)
        row.open = is_open
        row.changed_at = settings.now()
        session.add(row)
        announce(session, "requests")
