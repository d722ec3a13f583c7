"""First start: an empty book says what to do first."""
