"""Rewriting of summaries by a language model: the prompt, and the checks of the answer."""
