"""How many terms a title has that states what happened; one of fewer is a label, which only names an affair."""

MIN_STATING_TERMS = 4
"""Number of terms of a title that states what happened."""
MIN_COMPARED_TERMS = 5
"""Number of terms of such a title from which on a sentence needs some of them: one word is a large share of fewer."""
