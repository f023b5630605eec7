"""Publishers: who they are, and what they print with many articles. What the modules decide:

- `publishers` says which are independent, `outlets` whose entry an aggregator lists, `feed_names` the name of a feed.
- `house_phrase_learning` finds, by `repeated_phrases` and `repeated_credits`, what a publisher prints with many
  articles. `house_phrases` removes it, `boilerplate` what any publisher may print.
"""
