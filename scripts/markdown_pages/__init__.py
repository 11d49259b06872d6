"""One Markdown parser and one resolver of embeds, for pages in every language."""
