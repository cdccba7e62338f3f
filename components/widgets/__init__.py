"""What pages share: data, filter bar, move card, chart panel, problem panel. Streamlit, no decisions about data."""
