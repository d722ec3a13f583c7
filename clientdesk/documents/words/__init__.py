"""Sums of money as a person says them, one module per language; `documents.amount_words` picks the language."""
