"""The window: everything a person sees and presses. PySide6 lives here (and in clientdesk.app), nowhere else."""
