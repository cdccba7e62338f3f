"""What a hand-made client may say over a page's connection."""

from collections.abc import Callable

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState

from components.frame import client_messages
from components.frame.client_messages import AT_ONCE, PER_SECOND, ClientMessages, refusal
from tests import event_loop


def rerun(change: Callable[[ClientState], object] = lambda _state: None) -> bytes:
    """The frame with which a page asks for a run."""
    state = ClientState(query_string="companies=baidu", page_script_hash="0a1b2c3d")
    change(state)
    return BackMsg(rerun_script=state).SerializeToString()


def files(count: int) -> bytes:
    """The frame with which a page asks where to upload so many files."""
    message = BackMsg()
    message.file_urls_request.file_names.extend(["acme.yaml"] * count)
    return message.SerializeToString()


def operation(name: str) -> bytes:
    message = BackMsg()
    getattr(message.backend_operation_request, name).SetInParent()
    return message.SerializeToString()


def widgets(count: int) -> bytes:
    return rerun(lambda state: [state.widget_states.widgets.add(id=f"$$ID-{number}", bool_value=True) for number in range(count)])


def choices(count: int) -> bytes:
    """The frame of a page whose filter has so many values."""

    def choose(state: ClientState) -> None:
        state.widget_states.widgets.add(id="$$ID-companies").string_array_value.data.extend(["acme"] * count)

    return rerun(choose)


@pytest.mark.parametrize(
    "frame",
    [
        rerun(),
        choices(2_000),
        widgets(100),
        rerun(lambda state: state.cached_message_hashes.extend(["0a1b2c3d"] * 500)),
        files(1),
        operation("deferred_file"),
        operation("dataframe_chunk"),
        BackMsg(app_heartbeat=True).SerializeToString(),
        BackMsg(stop_script=True).SerializeToString(),
        b"\xff\xff no message",  # Streamlit ends the connection
    ],
)
def test_what_pages_say_is_let_through(frame: bytes) -> None:
    assert refusal(frame) == ""


@pytest.mark.parametrize(
    ("frame", "reason"),
    [
        (files(1_000_000), "1000000 file names"),
        (widgets(20_000), "20000 widgets"),
        (choices(200_000), "200000 values in widgets"),
        (rerun(lambda state: state.cached_message_hashes.extend(["x"] * 1_000_000)), "1000000 hashes"),
        (rerun(lambda state: setattr(state, "query_string", "q=" + "x" * 1_000_000)), "1000002 signs in the query"),
        (rerun(lambda state: setattr(state.context_info, "url", "x" * 1_000_000)), "1000004 bytes of context"),
        (BackMsg(clear_cache=True).SerializeToString(), "clear_cache"),
        (BackMsg(load_git_info=True).SerializeToString(), "load_git_info"),
        (BackMsg(set_run_on_save=True).SerializeToString(), "set_run_on_save"),
        (BackMsg(debug_shutdown_runtime=True).SerializeToString(), "debug_shutdown_runtime"),
        (operation("install_skills"), "install_skills"),
        (operation("dismiss_skills_nudge"), "dismiss_skills_nudge"),
        (BackMsg().SerializeToString(), "no kind"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_what_no_page_says_is_refused(frame: bytes, reason: str) -> None:
    assert refusal(frame) == reason


def test_developer_may_say_more() -> None:
    before = config.get_option("client.toolbarMode")
    try:
        config.set_option("client.toolbarMode", "developer")
        assert refusal(BackMsg(clear_cache=True).SerializeToString()) == ""
        assert refusal(files(1_000_000)) != ""
    finally:
        config.set_option("client.toolbarMode", before)


def test_refused_message_is_dropped_and_the_others_are_read_at_a_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    """A flood is read no faster than the pace, however fast it comes: while nobody reads, the sender's line is full."""
    now, waited = 0.0, 0.0

    async def sleep(seconds: float) -> None:
        nonlocal now, waited
        now, waited = now + seconds, waited + seconds

    monkeypatch.setattr(client_messages.time, "monotonic", lambda: now)
    monkeypatch.setattr(client_messages.asyncio, "sleep", sleep)
    count = 1000
    frames = [BackMsg(clear_cache=True).SerializeToString(), *[rerun()] * count]
    heard: list[Message] = []

    async def receive() -> Message:
        return {"type": "websocket.receive", "bytes": frames.pop(0)} if frames else {"type": "websocket.disconnect", "code": 1000}

    async def page(_scope: Scope, hear: Receive, _send: Send) -> None:
        while (message := await hear())["type"] == "websocket.receive":
            heard.append(message)

    async def send(_message: Message) -> None:
        pass

    event_loop.run(ClientMessages(page)({"type": "websocket"}, receive, send))
    assert [message["bytes"] for message in heard] == [rerun()] * count
    assert waited == pytest.approx((count + 1 - AT_ONCE) / PER_SECOND)
