"""Files for other programs: whole or not at all, and nothing in them that a spreadsheet would compute."""
