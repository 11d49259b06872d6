"""Defects that translators make, put into good pages one by one, to see which of them the lints find."""
