"""Calendar: a month with what is due, what is free, and how full the days are."""
