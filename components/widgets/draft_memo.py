"""What is made of a draft is held for those who wrote last, and made anew for others at their next run.

A draft of a megabyte is one in the editor and ten once it is checked. Without a bound 250 viewers with such drafts, and 128 who have
left and may come back, would hold 4 GB.
"""

import threading
from collections import OrderedDict
from typing import cast

import streamlit as st

from components.downloads.memo import Memo

MOST = 16  # memos of all sessions; each has one for the check and one for the preview
_last: OrderedDict[int, Memo] = OrderedDict()
_lock = threading.Lock()


def of_session(name: str, most: int) -> Memo:
    """The memo of this session by that name, for so many results. It is empty where many others have used theirs since."""
    memo = cast(Memo, st.session_state.setdefault(name, Memo(most)))
    with _lock:
        _last[id(memo)] = memo
        _last.move_to_end(id(memo))
        left = [_last.popitem(last=False)[1] for _ in range(len(_last) - MOST)]
    for other in left:
        other.clear()
    return memo
