"""How the filled books are made: who is in them, and the statements that write their papers."""
