"""Clients: the list, one client's page, and the editor of its record."""
