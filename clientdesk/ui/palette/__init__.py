"""The palette: one field that finds every record and runs every act."""
