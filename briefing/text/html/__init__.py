"""Markup made plain text, once, on its way in: `html_to_text` with `html_notation`, then `clean`.

`reference_marks` are the marks by which a text refers to its own notes.
"""
