"""Tidy frames to Plotly figures: pure functions, equal input gives an equal figure. No Streamlit.

Every mark of a move carries its key in `customdata[0]`, so that a click can open the move's card.
"""
