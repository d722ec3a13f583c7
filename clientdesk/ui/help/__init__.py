"""The offline manual: its topics, and the window that shows them."""
