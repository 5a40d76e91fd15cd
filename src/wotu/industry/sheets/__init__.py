"""Sheets of firms, products, suppliers and invoices: columns, cells, firms, and the rows looked through."""
