"""The commands of `i18n`: every module here that registers one is one, and nothing else lists them."""
