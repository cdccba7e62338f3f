"""A crowd that asks for files keeps nobody else waiting."""

import threading
from concurrent.futures import ThreadPoolExecutor

import anyio.from_thread
import anyio.to_thread
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from components.downloads import report
from components.frame import turns
from components.frame.turns import TooMany, Turns, apart


class TestTurns:
    def test_so_many_at_once(self) -> None:
        place, now, most, lock = Turns(2, 20), 0, 0, threading.Lock()

        def work() -> None:
            nonlocal now, most
            with place.turn():
                with lock:
                    now += 1
                    most = max(most, now)
                threading.Event().wait(0.01)
                with lock:
                    now -= 1

        with ThreadPoolExecutor(10) as pool:
            for future in [pool.submit(work) for _ in range(20)]:
                future.result()
        assert most == 2

    def test_who_finds_too_many_is_told_at_once(self) -> None:
        place, leave = Turns(1, 1), threading.Event()

        def work() -> bool:
            try:
                with place.turn():
                    return leave.wait(10)
            except TooMany:
                leave.set()
                return False

        with ThreadPoolExecutor(3) as pool:
            found = [future.result() for future in [pool.submit(work) for _ in range(3)]]
        assert sorted(found) == [False, True, True]

    def test_a_failure_leaves_the_place_free(self) -> None:
        place = Turns(1, 0)
        for _ in range(3):
            with pytest.raises(ValueError, match="wrong"), place.turn():
                raise ValueError("wrong")
        with place.turn():
            pass


class TestAddresses:
    @pytest.fixture
    def full(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """No room for anyone."""
        for place in (turns.FILES, turns.PARTS):
            monkeypatch.setattr(place, "_inside", threading.Semaphore(0))

    @pytest.mark.usefixtures("full")
    @pytest.mark.parametrize("path", ["api/view.html", "api/view.xlsx", "api/moves.json", "api/chart.json?chart=evidence", "feed.xml"])
    def test_a_full_house_says_when_to_come_again(self, path: str, client: TestClient) -> None:
        answer = client.get(f"/{path}")
        assert answer.status_code == 503
        assert answer.headers["retry-after"] == "10"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.json()["error"] == "many are asking for files just now: try again in 10 seconds"

    @pytest.mark.usefixtures("full")
    def test_what_costs_nothing_is_answered_all_the_same(self, client: TestClient) -> None:
        assert client.get("/api").status_code == 200
        assert client.get("/api/view.html?currency=none").status_code == 400
        assert client.get("/api/view.html", headers={"If-None-Match": "*"}).status_code == 304

    def test_a_crowd_leaves_room(self, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
        leave, begun = threading.Event(), threading.Event()

        def slow(*_: object) -> bytes:
            begun.set()
            leave.wait(20)
            return b"<p>"

        monkeypatch.setattr(report, "report", slow)
        with ThreadPoolExecutor(60) as pool:
            asked = [pool.submit(client.get, f"/api/view.html?q={number}") for number in range(60)]
            begun.wait(10)
            try:
                assert client.get("/api/companies.json").status_code == 200
            finally:
                leave.set()
            statuses = [future.result().status_code for future in asked]
        assert set(statuses) == {200, 503}


def test_a_page_never_waits_for_a_file() -> None:
    """Starlette opens the files of a page in the threads that everything shares: none of our answers takes one of them."""
    free: list[int] = []

    def answer(_: Request) -> Response:
        free.append(anyio.from_thread.run_sync(lambda: anyio.to_thread.current_default_thread_limiter().borrowed_tokens))
        return PlainTextResponse("made")

    with TestClient(Starlette(routes=[Route("/", apart(answer))])) as client:
        assert client.get("/").text == "made"
    assert free == [0]
