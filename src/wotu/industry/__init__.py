"""The industrial chain of a zone as its officials know it: products and their names, firms, claims, leads.

What is worked out from them stands in `wotu.chain`, which knows no database.
"""
