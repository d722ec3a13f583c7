"""Files of other programs in: one gate for all of them, a plan to look at, and then all of it or nothing."""
