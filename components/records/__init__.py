"""YAML files to checked records. No pandas, no Streamlit: everything above may import this, this imports nothing above."""
