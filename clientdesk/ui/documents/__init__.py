"""Documents: the list of all papers, the editor of quotes and invoices, and the page of an issued one."""
