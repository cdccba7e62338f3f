"""Everything to take away of the view on the screen: its link, a snippet for another page, a citation, and files."""

import html
from collections.abc import Callable

import streamlit as st
from streamlit.navigation.page import Page

from components.analysis import export, links
from components.analysis.links import Place
from components.downloads import citation, files, report
from components.language import N_, _, p_
from components.widgets import address, addresses, handed_over
from components.widgets.text import link
from components.widgets.view import View

# What a button says in English -> the address below `api/` of its file.
ADDRESSES = {
    N_("HTML report"): "view.html",
    "Excel": "view.xlsx",
    "JSON": "view.json",
    N_("CSV of moves"): "moves.csv",
    N_("CSV of figures"): "figures.csv",
    N_("CSV of sources"): "sources.csv",
}
EMBED_HEIGHT = 800  # pixels
# Streamlit shows the button that copies only under the pointer: on a phone nobody would know of it.
_STYLE = """<style>
[class*=st-key-share-] [data-testid=stCode] > :last-child {opacity: 1; visibility: visible}
[class*=st-key-share-] [data-testid=stCode] pre {padding-right: 3.5rem}
</style>"""


def draw(now: View, page: Page) -> None:
    """Draw the button that opens the panel; in a page of somebody else, the way to the dashboard instead.

    Before the page runs, so that nothing moves down when the button comes. Only the page takes out of the address what leads nowhere;
    the panel reads the address when it is opened.
    """
    if st.context.is_embedded:
        there = place(now, page)
        parameters = links.pairs(now.selection) + there.pairs
        st.link_button(_("Open in AI Moves"), links.address(addresses.page(), parameters), icon=":material/open_in_new:", type="tertiary")
    else:
        _panel(now, page)


def place(now: View, page: Page) -> Place:
    """Where the reader is, from the address as the page has left it."""
    given = [(name, value) for name in links.PARAMETERS for value in st.query_params.get_all(name)]
    keys = set(now.data.moves["key"]) if any(name in ("anchor", "move") for name, _value in given) else set()
    return links.place(page.url_path, given, now.data.names, keys, now.snapshot.aliases)[0]


# A fragment, so that opening the panel runs nothing else, and what is in it is made only once it is open. A dialog, because the keyboard
# gets into it: what a popover shows stands at the very end of the page.
@st.fragment
@address.spoken
def _panel(now: View, page: Page) -> None:
    @st.dialog(_("Share this view"), width=520, position="right", icon=":material/share:")
    @address.spoken
    def panel() -> None:
        _contents(now, page)

    if st.button(p_("button", "Share"), icon=":material/share:", key="share"):
        panel()
        handed_over.wait()


def _contents(now: View, page: Page) -> None:
    st.html(_STYLE)
    there, base = place(now, page), addresses.page()
    revision = now.snapshot.revision
    parameters = links.pairs(now.selection) + there.pairs
    shared = links.address(base, [*parameters, ("rev", revision)])
    _copied(_("Link to this view"), shared, "link")
    root = addresses.root(now)
    _files(now, root)
    titles = dict(zip(now.data.moves["key"], now.data.moves["title"], strict=True))
    seen = citation.title(page.title, now.selection, there, now.data.names, titles)
    _copied(_("Citation"), citation.text(seen, shared, revision, now.today), "citation")
    with st.expander("BibTeX", icon=":material/school:"):
        _copied("", citation.bibtex(seen, shared, revision, now.today), "bibtex")
    with st.expander(_("Put this view into another page"), icon=":material/code:"):
        # Without the revision: what stands in another page for years is to show the data as it then is, and no remark on it.
        source = html.escape(links.address(base, [*parameters, ("embed", "true")]))
        name = html.escape(_("AI Moves: {page}").format(page=page.title))
        style = "width: 100%; border: 1px solid #D5DBE3; border-radius: 6px"
        snippet = f'<iframe src="{source}" title="{name}" height="{EMBED_HEIGHT}" style="{style}" loading="lazy"></iframe>'
        _copied("", snippet, "embed")
    if addresses.routes_served():
        _addresses(now, root)


def _copied(label: str, text: str, name: str) -> None:
    """Text in a box with a button that copies it; `name` tells it from the others in the page."""
    with st.container(gap="xsmall", key=f"share-{name}"):
        if label:
            st.markdown(f"**{label}**")
        st.code(text, language=None, wrap_lines=True)


def _files(now: View, root: str) -> None:
    """Ways to the files of the view, each made when it is asked for.

    A file that this session makes lies in one process and is swept away within a second or two when other viewers are about, so the
    addresses next to the pages serve them; buttons make them where the host runs the pages without those addresses.
    """
    st.markdown(_("**Download this view**"))
    with st.container(horizontal=True, gap="small", key="share-files"):
        if addresses.routes_served():
            for label, path in ADDRESSES.items():
                st.link_button(_(label), addresses.of_data(now, path), icon=":material/download:")
        else:
            _buttons(now, root)


def _buttons(now: View, root: str) -> None:
    """Buttons for the same files; each file is made when its button is pressed."""

    def maker(form: str, what: str) -> Callable[[], bytes]:
        def make() -> bytes:
            taken = export.extract(now.snapshot, now.data, now.every_move, now.selection, now.today)
            return files.FORMATS[form].make(taken, what, _silent)

        return make

    def page() -> bytes:
        return report.report(now.snapshot, now.data, now.every_move, now.selection, now.today, root)

    revision = now.snapshot.revision
    _download(N_("HTML report"), page, f"ai-moves-{revision}.html", "text/html")
    for form, label in (("xlsx", "Excel"), ("json", "JSON")):
        _download(label, maker(form, ""), files.name(revision, form), files.FORMATS[form].media_type)
    for what, label in (("moves", N_("CSV of moves")), ("figures", N_("CSV of figures")), ("sources", N_("CSV of sources"))):
        _download(label, maker("csv", what), files.name(revision, "csv", what), files.FORMATS["csv"].media_type)


def _download(label: str, make: Callable[[], bytes], name: str, media_type: str) -> None:
    st.download_button(_(label), make, name, media_type, key=f"share-{label}", on_click="ignore", icon=":material/download:")


def _silent(_said: str) -> None:
    """A file of a view is made before anyone would have read how far it is."""


def _addresses(now: View, root: str) -> None:
    """Links to data by address and to the feed, with the same selection; `root` is the dashboard's address."""
    selected = links.pairs(now.selection)
    moves, feed = links.address(f"{root}/api/moves.json", selected), links.address(f"{root}/feed.xml", selected)
    words = _("For programs: {moves}, {data}. For feed readers: {feed}.")
    data = link(_("all data by address"), f"{root}/api")
    st.markdown(words.format(moves=link(_("moves as JSON"), moves), data=data, feed=link(_("newest moves"), feed)))
