"""Sentences of articles, and which of them may be quoted or open a summary. What the modules decide:

- `quotable_sentences` has the properties of each sentence, `sentence_vectors` how alike two texts are.
- `verdicts` decides, by the rules of `vetoes` and a model of `signs`; `quotability` says how well a sentence stands
  alone, `judging_sentences` that a paper judges in it.
"""
