"""The frame around all pages: page config, data, filter bar, navigation, share panel, move card. Run anew for each viewer's action."""

import sys
import time
from datetime import date
from pathlib import Path

# Streamlit puts the folder of this script on the path; `components` is found from the project's.
ROOT = Path(__file__).resolve().parent.parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

import streamlit as st  # noqa: E402

from components.charts import theme  # noqa: E402
from components.downloads import held  # noqa: E402
from components.frame import log, own_address  # noqa: E402
from components.language import N_, _, current  # noqa: E402
from components.widgets import (  # noqa: E402
    address,
    data,
    filter_bar,
    live,
    move_card,
    paper,
    problem_panel,
    revision_note,
    share_panel,
    upload_field,
    view,
)

PAGES = ROOT / "components" / "pages"
began = time.perf_counter(), time.thread_time()

own_address.keep_unknown()  # here too, for who serves this file without dashboard.py
address.speak()
# In a page of somebody else the view stands alone: filters fold away, the other pages are reached in the dashboard itself.
embedded = st.context.is_embedded
st.set_page_config(page_title="AI Moves", page_icon="📈", layout="wide", initial_sidebar_state="collapsed" if embedded else "auto")

PLAN = (
    ("", "overview.py", N_("Overview"), ":material/dashboard:"),
    ("timeline", "timeline.py", N_("Timeline"), ":material/timeline:"),
    ("compare", "compare.py", N_("Compare"), ":material/bar_chart:"),
    ("company", "company.py", N_("Company"), ":material/domain:"),
    ("data", "data.py", N_("Data"), ":material/table:"),
    ("contribute", "contribute.py", N_("Contribute"), ":material/edit_note:"),
    ("method", "method.py", N_("Method"), ":material/rule:"),
)
# Once for a session in each language, and anew where this file has been edited: for each page Streamlit asks the disk where its file is.
kept = f"_pages-{current()}-{hash(PLAN)}"
if kept not in st.session_state:
    st.session_state[kept] = {
        address: st.Page(PAGES / file, title=_(title), icon=icon, url_path=address or None, default=not address)
        for address, file, title, icon in PLAN
    }
pages = st.session_state[kept]
page = st.navigation(list(pages.values()), position="hidden" if embedded else "top")

# Only the first run after a start has to read the folder; a large one takes seconds. In its place stands nothing otherwise.
with st.empty() if data.is_read() else st.skeleton(height=600):
    snapshot, tables = data.current()
log.problems(snapshot.problems)
address.follow(page.url_path, tables, snapshot.aliases)
selection = filter_bar.draw(tables)
address.write(page.url_path, selection)
every_move = held.shown(snapshot, selection)
moves, figures = held.selected(snapshot, selection)
now = view.View(
    snapshot=snapshot,
    data=tables,
    selection=selection,
    every_move=every_move,
    moves=moves,
    figures=figures,
    colours=theme.company_colours(tables.names),
    today=date.today(),
    page=page,
    pages=pages,
)
view.put(now)
paper.draw()
problem_panel.draw(snapshot)
revision_note.draw(now)
with st.container(horizontal=True, gap="small"):
    with st.container(width="stretch"):
        filter_bar.draw_state(tables, selection, len(now.moves), held.codes(snapshot))
    with st.container(width="content"):
        share_panel.draw(now, page)
with upload_field.of_this_page():
    page.run()
move_card.draw(now)
st.caption(_("AI Moves · data revision {revision} · every figure links to its source").format(revision=snapshot.revision))
# Last of all: a run that the clock starts may end between two parts of the run that a click starts, and Streamlit's browser side then
# loses what stands behind it in the page.
live.watch(snapshot)
log.run(page.url_path, time.perf_counter() - began[0], time.thread_time() - began[1], snapshot.revision)
