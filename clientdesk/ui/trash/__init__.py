"""The trash: what was deleted in the last 90 days, and its way back."""
