"""The frame around the pages.

It has a folder of its own because Streamlit takes a folder `pages` beside the script it runs for its old way of making
pages, and would then run a page without the frame when a link to it is the first thing a new server is asked for.
"""
