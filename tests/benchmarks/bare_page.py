"""The floor that pages are measured against: what Streamlit itself needs for one slider and one Plotly chart."""

import plotly.graph_objects as go
import streamlit as st

points = st.slider("Points", 10, 100, 20)
st.plotly_chart(go.Figure(go.Scatter(x=list(range(points)), y=[place * place % 17 for place in range(points)], mode="markers")))
