"""One file per page. A page reads the view that the frame has made, and draws."""
