"""The visual language: tokens, components, the shell of every page, words in two languages."""
