"""Timelines: dated events. `thread_timeline` is that of a thread; what the other modules decide:

- What articles say: `reports` what each reports, `named_days` by `day_features` and `main_clauses` on which day,
  `tolls` whether that is a new toll; `event_headlines` by `event_features` and `headline_verbs` how likely it is an
  event; `mentions` which other days it mentions. `event_days` chooses the day of an event.
- Which `events` that makes: `event_finding` joins reports by `linkage` of the probability that two are of one
  happening, which `report_pairs` weighs, with `headline_sides`; those of two matches by `match_results` stay apart.
  `language_joins` joins what one story has in several languages.
  `background` finds events that no article reports, by sentences of which `main_clause_dates` knows what they date, and
  clauses that `dated_clauses` cuts out of others; both read `past_verbs` and leave `non_events`, such as plans, out.
  `second_sources` knows which sentences are on one such event. `former_rows` holds what a correction leaves as it is.
- Which are the main ones: `main_events`, by `row_odds`; `named_events` adds those that the title names. `turns` finds
  the one to which the topic has turned.
- How they are shown: `entries`, with the headline that `event_titles` chooses, by `event_terms`, `headline_acts` and
  `event_kinds`; `row_tolls` keeps those of one day in accord.

`topic_timeline` is the timeline of `briefing timeline`: `selection` of days, and `date_summaries` of each.
"""
