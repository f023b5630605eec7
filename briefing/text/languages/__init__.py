"""Languages: which one a text is in, and what is the same word in other spellings. What the modules decide:

- `language_recognition` finds the language of a text, `cross_language_terms` the terms that several languages share.
- `plain_spelling` and `respelling` have other forms of a word, `transliteration` one for terminals without a character.
"""
