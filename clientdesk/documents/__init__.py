"""Papers: a frozen, already localised view goes in, the bytes of a PDF come out."""
