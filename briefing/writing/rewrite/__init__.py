"""Summaries in the words of a language model: the prompt, and the check of the answer."""
