"""Moving in: files of other programs, looked at before anything is written, and taken back in one step."""
