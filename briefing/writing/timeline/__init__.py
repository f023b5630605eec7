"""Timelines: dated events. `thread_timeline` is that of a thread; what the other modules decide:

- What articles say: `reports` what each reports and, by `named_days`, on which day; `event_headlines` by
  `event_features` and `headline_verbs` how likely it is an event; `mentions` which other days it mentions.
- Which events that makes: `event_finding` joins reports and events by `linkage`, unless `conflicts` or `outcomes` keep
  them apart; `reviews` are one event. `event_terms`, `event_kinds` and `match_results` are what is compared of two
  `events`. `background` finds events that no article reports, by sentences of which `stated_dates` knows what they
  date, and clauses that `dated_clauses` cuts out of others.
- Which are the main ones: `main_events`, by `row_odds`, and by `event_odds` what repeats another one; `named_events`
  adds those that the title names. `turns` finds the one to which the topic has turned.
- How they are shown: `entries`.

`topic_timeline` is the timeline of `briefing timeline`: `selection` of days, and `date_summaries` of each.
"""
