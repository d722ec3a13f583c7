"""What the user can do: one verb, one function, one transaction."""
