"""What the site adds to MkDocs, one event a module."""
