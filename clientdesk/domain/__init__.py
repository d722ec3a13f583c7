"""The rules of the field: frozen values and pure functions, without clock, locale, files or database."""
