"""What a screen or a report shows: SQL to frozen rows, paged; never writes."""
