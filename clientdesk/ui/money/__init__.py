"""Money: payments, what is open, held or to be refunded."""
