"""The shared parts of which every screen is made: lists, pages, forms, fields, the line editor, the preview."""
