"""What stands in the window while the book is closed: the question for its key, and the wait while its key is changed."""
