"""The money screen: what is open by age, payments and where they belong, receipts, refunds and settlements."""
