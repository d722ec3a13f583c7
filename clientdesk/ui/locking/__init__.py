"""What stands in the window while the book is closed: the question for its key, the wait while that is changed."""
