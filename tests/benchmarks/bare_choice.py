"""The bare page with a filter in place of its slider: what Streamlit itself needs for a choice among ten."""

import plotly.graph_objects as go
import streamlit as st

WORDS = "Infrastructure", "Chips", "Model", "Product", "Open source", "Research", "Organisation", "Partnership", "Pricing", "Finance"
points = 20 + 5 * len(st.multiselect("Categories", WORDS))
st.plotly_chart(go.Figure(go.Scatter(x=list(range(points)), y=[place * place % 17 for place in range(points)], mode="markers")))
