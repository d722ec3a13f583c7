"""Today: the money in short, and one agenda of what needs the user now."""
