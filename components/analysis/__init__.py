"""Records to tidy pandas frames and sentences: selection, counts, amounts. No Streamlit, no Plotly."""
