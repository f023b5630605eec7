"""The summary of a thread. `thread_summary` is the beginning; what the other modules decide:

- What is read: `candidate_sentences` chooses stories, articles and their sentences, `cut_clauses` saves main clauses of
  cut sentences, `talk_shows` and `side_articles` leave out what is on something else. `outline` says which events
  the thread has, `focus` what it is about now, `salience` how much of its stories a sentence covers.
  `weighed_sentences` keeps all these measures of a sentence.
- What may stand: `fit_judge` asks `clarity_judge` (is it clear there?), `later_reports` (is it overtaken?) and
  `contradictions`. Two learned models, `opening_odds` and `second_odds`, say how likely a sentence is fit to open and
  to stand second, `stated_news` whether it states the news of the title, `lasting_sentences` whether an older one is
  still true.
- What is chosen: the first sentence (`opening_choice`), the second (`second_odds`), one for each main event
  (`main_points`), further sentences (`further_choice`), headlines (`headline_choice`).
- What a text says: `plans`, `occasion_outcomes`, `passing_states`, `passing_levels`, `same_facts`, `restatements`,
  `named_people`, `unresolved_references`.
- How it is shown: `sentence_order`, `line_days`.

`story_summary` is the summary of one story for `briefing summarize`, by `maximum_coverage`.
"""
