"""Days, months and times, in texts and for machines. What the modules decide:

- `dates` finds the dates that a text mentions, by `date_patterns`; `false_dates` are no dates, `date_context` says
  whether one is announced or past.
- `local_times` gives the time where something happened when a report of it was published.
- `durations` reads spans as a person writes them, `moments` writes times for machines.
"""
