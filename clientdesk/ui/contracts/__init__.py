"""Work: contracts with their milestones, changes, prepayments and unbilled work."""
