"""PDF: text in the order in which it is read, tables, scans; `document` joins the parts."""
