"""The benchmarks' light viewer: what it understands of a server's messages, and what it asks for."""

from collections.abc import Awaitable, Callable, Iterable

import pytest
from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.server import ServerConnection, serve

from tests import event_loop
from tests.benchmarks.viewer import Choice, Heard, Viewer, ViewerError, request


def finished(status: "ForwardMsg.ScriptFinishedStatus" = ForwardMsg.FINISHED_SUCCESSFULLY) -> ForwardMsg:
    return ForwardMsg(script_finished=status)


def session(page: str) -> ForwardMsg:
    message = ForwardMsg()
    message.new_session.page_script_hash = page
    return message


def navigation(page: str) -> ForwardMsg:
    message = ForwardMsg()
    message.navigation.page_script_hash = page
    return message


def clock(fragment: str, seconds: float) -> ForwardMsg:
    message = ForwardMsg()
    message.auto_rerun.fragment_id, message.auto_rerun.interval = fragment, seconds
    return message


def choice(key: str, *options: str) -> ForwardMsg:
    message = ForwardMsg()
    message.delta.new_element.multiselect.id = f"$$ID-0a1b-{key}"
    message.delta.new_element.multiselect.options.extend(options)
    return message


def line(text: str) -> ForwardMsg:
    message = ForwardMsg()
    message.delta.new_element.markdown.body = text
    return message


def exception(kind: str, words: str) -> ForwardMsg:
    message = ForwardMsg()
    message.delta.new_element.exception.type, message.delta.new_element.exception.message = kind, words
    return message


def kept(mark: str) -> ForwardMsg:
    message = ForwardMsg(hash=mark)
    message.metadata.cacheable = True
    return message


def hear(heard: Heard, *messages: ForwardMsg) -> Heard:
    for message in messages:
        heard.take(message.SerializeToString())
    return heard


def test_page_is_the_one_within_the_frame() -> None:
    heard = hear(Heard(), session("frame"))
    assert heard.page == "frame"
    assert hear(heard, navigation("timeline"), finished(), session("frame")).page == "timeline"


def test_what_the_page_offers_shows_and_complains_of() -> None:
    heard = hear(
        Heard(),
        choice("open-choices", "a", "b"),
        line("AI Moves · data revision 17e78437 · every figure links to its source"),
        line("Something else"),
        exception("KeyError", "words"),
        clock("look", 1.0),
        clock("gone", 2.0),
    )
    stop = ForwardMsg()
    stop.stop_auto_rerun.fragment_ids.append("gone")
    hear(heard, stop)
    assert heard.choices == {"open-choices": Choice("$$ID-0a1b-open-choices", ("a", "b"))}
    assert heard.revision == "17e78437"
    assert heard.errors == ["KeyError: words"]
    assert heard.clocks == {"look": 1.0}
    assert heard.messages == 7


def test_clocks_stand_still_once_the_page_is_drawn_anew_and_not_while_a_part_of_it_is() -> None:
    part = session("frame")
    part.metadata.run.fragment_ids.append("look")
    heard = hear(Heard(), session("frame"), clock("look", 1.0), finished(), part, finished(ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY))
    assert (heard.clocks, heard.looks) == ({"look": 1.0}, ["look"])
    assert hear(heard, session("frame")).clocks == {}


def test_address_is_the_one_that_the_server_wrote_last() -> None:
    written = ForwardMsg()
    written.page_info_changed.query_string = "categories=chips"
    assert hear(Heard(query="q=cloud"), written).query == "categories=chips"


def test_bytes_are_those_of_the_frames() -> None:
    frames = [session("frame").SerializeToString(), line("x" * 500).SerializeToString()]
    heard = Heard()
    for frame in frames:
        heard.take(frame)
    assert heard.bytes == len(frames[0]) + len(frames[1]) > 500


def test_only_whole_runs_end_a_wait_and_only_broken_scripts_are_errors() -> None:
    heard = hear(Heard(), finished(ForwardMsg.FINISHED_EARLY_FOR_RERUN), finished(ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY))
    assert (heard.runs, heard.whole_runs, heard.errors) == (2, 0, [])
    hear(heard, finished(), finished(ForwardMsg.FINISHED_WITH_COMPILE_ERROR))
    assert (heard.runs, heard.whole_runs, heard.errors) == (4, 2, ["the script does not compile"])


def test_messages_are_forgotten_once_no_run_shows_them_again() -> None:
    heard = hear(Heard(), kept("chart"), kept("table"), finished())
    assert heard.held == ["chart", "table"]
    # The chart comes again by its name only; the table does not come.
    hear(heard, ForwardMsg(ref_hash="chart"), finished(), ForwardMsg(ref_hash="chart"), finished())
    assert heard.held == ["chart"]


def test_what_is_no_message_is_refused() -> None:
    with pytest.raises(DecodeError):
        Heard().take(b"no message")


def asked(frame: bytes) -> BackMsg:
    message = BackMsg()
    message.ParseFromString(frame)
    return message


def test_first_request_names_the_page_by_its_address_and_later_ones_by_what_the_server_calls_it() -> None:
    first = asked(request(Heard(query="q=cloud"), {}, "timeline")).rerun_script
    assert (first.page_name, first.page_script_hash, first.query_string) == ("timeline", "", "q=cloud")
    later = asked(request(hear(Heard(), navigation("n1"), kept("chart")), {}, "timeline")).rerun_script
    assert (later.page_name, later.page_script_hash, list(later.cached_message_hashes)) == ("", "n1", ["chart"])


def test_request_carries_all_that_is_chosen() -> None:
    heard = hear(Heard(), navigation("n1"), choice("companies", "a"), choice("statuses", "b", "c"))
    state = asked(request(heard, {"companies": (), "statuses": ("c", "b")})).rerun_script
    assert [(widget.id, list(widget.string_array_value.data)) for widget in state.widget_states.widgets] == [
        ("$$ID-0a1b-companies", []),
        ("$$ID-0a1b-statuses", ["c", "b"]),
    ]
    assert (state.fragment_id, state.is_auto_rerun) == ("", False)
    with pytest.raises(KeyError):
        request(heard, {"nothing": ()})


def test_request_of_the_clock_is_for_one_fragment() -> None:
    state = asked(request(hear(Heard(), navigation("n1")), {}, fragment="look")).rerun_script
    assert (state.fragment_id, state.is_auto_rerun) == ("look", True)


Answer = Callable[[int, BackMsg], Iterable[ForwardMsg]]


def talk(answer: Answer, act: Callable[[str], Awaitable[None]]) -> list[BackMsg]:
    """Run a server on this machine that answers the n-th request by `answer(n, request)`; returns the requests it got."""
    requests: list[BackMsg] = []

    async def converse(connection: ServerConnection) -> None:
        async for frame in connection:
            assert isinstance(frame, bytes)
            requests.append(asked(frame))
            messages = list(answer(len(requests), requests[-1]))
            for message in messages:
                await connection.send(message.SerializeToString())
            if not messages:
                await connection.close()

    async def run() -> None:
        async with serve(converse, "127.0.0.1", 0) as server:
            port = next(iter(server.sockets)).getsockname()[1]
            await act(f"http://127.0.0.1:{port}")

    event_loop.run(run())
    return requests


def test_viewer_opens_a_page_and_chooses() -> None:
    async def act(address: str) -> None:
        async with Viewer(address, "timeline") as viewer:
            await viewer.choose("companies", "b")
            assert viewer.heard.whole_runs == 2

    requests = talk(lambda _, __: [session("frame"), navigation("n1"), choice("companies", "a", "b"), finished()], act)
    assert [one.rerun_script.page_name for one in requests] == ["timeline", ""]
    assert [list(widget.string_array_value.data) for widget in requests[1].rerun_script.widget_states.widgets] == [["b"]]


def test_viewer_asks_for_fragments_by_the_clock() -> None:
    def answer(_: int, asked_for: BackMsg) -> list[ForwardMsg]:
        if asked_for.rerun_script.fragment_id:
            return [finished(ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)]
        return [session("frame"), clock("look", 0.001), finished()]

    async def act(address: str) -> None:
        async with Viewer(address) as viewer:
            await viewer.until(lambda: viewer.heard.runs >= 3)
            assert viewer.heard.whole_runs == 1

    requests = talk(answer, act)
    assert [one.rerun_script.fragment_id for one in requests[:3]] == ["", "look", "look"]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ([exception("KeyError", "words"), finished()], "KeyError: words"),
        ([finished(ForwardMsg.FINISHED_WITH_COMPILE_ERROR)], "the script does not compile"),
        ([], "the server closed the connection"),
    ],
)
def test_viewer_says_what_went_wrong(answer: list[ForwardMsg], words: str) -> None:
    async def act(address: str) -> None:
        with pytest.raises(ViewerError, match=f"^{words}$"):
            async with Viewer(address):
                pass

    assert len(talk(lambda _, __: answer, act)) == 1


def test_viewer_does_not_wait_for_ever() -> None:
    async def act(address: str) -> None:
        with pytest.raises(ViewerError, match=r"^no answer in 0\.05 s$"):
            async with Viewer(address, run_seconds=0.05):
                pass

    talk(lambda _, __: [session("frame")], act)
