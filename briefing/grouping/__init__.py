"""Groups articles into stories, stories into threads and threads into affairs, with evidence. Pure: no I/O.

- `plan` places new articles, and `regroup` all of them again: both by `story_grouper` and `story_split`,
  `thread_grouper` and `thread_split`, then `affairs` with `affair_comparer` and `false_links`. `standalone` does it
  without a store. `story_doubts` says which stories of a thread are perhaps of another topic.
- What is compared: `features` of an article, with `serial_numbers`, `model_names` and `headline_claims`, weighed by
  `idf` as `article_vectors`; a `group` is a story or thread with some of its articles. `candidates` finds groups that
  share rare terms, `profile_rebuild` makes their stored profiles again.
- How well they fit: `scoring` has the decision, by `signals` and the `classifier`, by `average_linkage`, and by the
  objections of `live_pages` and of two models: `two_topics` looks for what the headlines of each thread say in the
  articles of the other, `one_topic` weighs pairs of articles by the learned words of `topic_pairs`. Both can keep
  threads apart, and the second also joins some that share fewer words.
- `link_evidence` finds the articles that links connect.
- What a person decides: `correction_plans` and `constraints`, `feedback` on names; `imported_groups` and
  `imported_constraints` come from another store.
- What is said of it: `evidence`, which `explain` and `distinctive_words` make readable. `calibration` turns its scores
  into shown probabilities.

`cycle_collection` saves time while all this runs.
"""
