"""What is taken away: files, data by URL, the feed, the link preview. No Streamlit, so that it works at the shell too."""
