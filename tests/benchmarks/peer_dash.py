"""The timeline in Dash: `python -m tests.benchmarks.peer_dash PORT`."""

import sys

from dash import Dash, Input, Output, dcc, html

from tests.benchmarks.peer_timeline import CATEGORIES, figure

app = Dash(title="Timeline")
app.layout = html.Div([dcc.Checklist(list(CATEGORIES), [], id="categories", inline=True), dcc.Graph(figure=figure(), id="timeline")])
app.callback(Output("timeline", "figure"), Input("categories", "value"), prevent_initial_call=True)(figure)

if __name__ == "__main__":
    app.run(host="127.0.0.1", port=sys.argv[1], debug=False)
