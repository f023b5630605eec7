"""Pure functions over text: clean, words, names, sentences, dates."""
