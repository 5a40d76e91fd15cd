"""The industrial chain 产业链: who makes what, which link is missing, whom to invite, how local the chain is.

Pure: tables in, tables out. No Django, no clock.
"""
