"""What a reader takes home from a page: its samples as an archive, and the page as a notebook."""
