"""The processes: `serve` has everything in one, `work` only delivers and keeps timers. Both end cleanly on a signal."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import sys
from collections.abc import Iterator

import uvicorn

from bot.channels.telegram.service import TelegramService
from bot.channels.telegram.staff import StaffDesk
from bot.channels.web.app import create_app
from bot.deliveries.local import LocalTransport
from bot.deliveries.loop import DeliveryLoop
from bot.deliveries.transport import Transport
from bot.desk import notices
from bot.desk.acts import Desk
from bot.desk.console_access import create_link
from bot.errors import PortBusy
from bot.opening import open_runner, open_store
from bot.runner import Runner
from bot.settings import Settings
from bot.store import Store
from bot.timers import keep_time
from bot.warming import warm

CONSOLE_LINK = "/console/enter/{token}"
STOP_SECONDS = 5


class _Server(uvicorn.Server):
    """uvicorn without its signal handlers: the whole process stops together."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def serve(settings: Settings) -> None:
    """Until a signal. Raises the one-line errors of settings, store, notice, port and Telegram."""
    store = open_store(settings)
    try:
        runner = open_runner(settings, store)
        warm(settings.today())
        listening = _listen(settings)
        try:
            asyncio.run(_serve(settings, store, runner, listening))
        finally:
            listening.close()
    finally:
        store.close()


def work(settings: Settings) -> None:
    """Deliver and keep timers, without web pages and without taking updates, until a signal."""
    store = open_store(settings)
    try:
        asyncio.run(_work(settings, store, open_runner(settings, store)))
    finally:
        store.close()


async def _serve(settings: Settings, store: Store, runner: Runner, listening: socket.socket) -> None:
    stop = _stop_on_signals()
    desk = Desk(runner.notice, runner.wording)
    telegram = _telegram(settings, store, runner, desk)
    try:
        if telegram is not None:
            name = await telegram.open()
            print(f"텔레그램: @{name}", flush=True)
        app = create_app(runner, desk, settings, telegram.routes if telegram is not None else ())
        server = _Server(uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=STOP_SECONDS))
        _announce(settings, store, listening)
        jobs = [asyncio.create_task(server.serve(sockets=[listening])), *_jobs(settings, store, telegram)]
        if telegram is not None:
            jobs.append(asyncio.create_task(telegram.run()))
        await _until_stopped(stop, jobs, server)
    finally:
        if telegram is not None:
            await telegram.close()


async def _work(settings: Settings, store: Store, runner: Runner) -> None:
    stop = _stop_on_signals()
    telegram = _telegram(settings, store, runner, Desk(runner.notice, runner.wording))
    try:
        if telegram is not None:
            await telegram.open()
        print("전달을 시작했습니다.", flush=True)
        await _until_stopped(stop, _jobs(settings, store, telegram), None)
    finally:
        if telegram is not None:
            await telegram.close()


def _telegram(settings: Settings, store: Store, runner: Runner, desk: Desk) -> TelegramService | None:
    if settings.telegram_token is None:
        return None
    return TelegramService(settings, store, runner, StaffDesk(store, desk))


def _jobs(settings: Settings, store: Store, telegram: TelegramService | None) -> list[asyncio.Task[None]]:
    transports: dict[str, Transport] = {"web": LocalTransport(store)}
    if telegram is not None:
        transports["telegram"] = telegram.transport
    loop = DeliveryLoop(store, transports, given_up=notices.given_up)
    return [asyncio.create_task(loop.run()), asyncio.create_task(keep_time(store, settings.data_dir))]


async def _until_stopped(stop: asyncio.Event, jobs: list[asyncio.Task[None]], server: _Server | None) -> None:
    """Until a signal, or until a job ends on its own: that is an error, and it is raised."""
    stopped = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait([stopped, *jobs], return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopped.cancel()
        if server is not None:
            server.config.app.state.streams.close()  # type: ignore[union-attr]
            server.should_exit = True
            await asyncio.wait(jobs[:1], timeout=STOP_SECONDS + 1)  # the web server ends by itself
        for job in jobs:
            if not job.done():
                job.cancel()
        results = await asyncio.gather(*jobs, return_exceptions=True)
    for result in results:
        if isinstance(result, Exception):
            raise result


def _stop_on_signals() -> asyncio.Event:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    return stop


def _listen(settings: Settings) -> socket.socket:
    """Take the port before anything is promised. Raises PortBusy."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise PortBusy(
            f"PORT: {settings.host}:{settings.port} cannot be used ({error.strerror}; allowed: a free port)"
        ) from None
    return listening


def _announce(settings: Settings, store: Store, listening: socket.socket) -> None:
    """Say where the chat is; on a terminal, and only there, also a one-time link to the console."""
    host = settings.host if settings.host not in ("0.0.0.0", "::") else "127.0.0.1"
    base = settings.public_url or f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}"
    print(f"대화: {base}", flush=True)
    if sys.stdout.isatty():
        print(f"업무 화면(한 번만 열림): {console_link(settings, store, base)}", flush=True)


def console_link(settings: Settings, store: Store, base: str | None = None) -> str:
    """The address of a new one-time link to the console."""
    with store.begin() as session:
        token = create_link(session, store.cipher, settings.now())
    base = base or settings.public_url or f"http://{settings.host}:{settings.port}"
    return base + CONSOLE_LINK.format(token=token)
