"""What a person sees: a briefing and everything else that is read becomes text, Markdown, JSON or a calendar.

- Print-outs, as `lines`: `today`, `thread`, `thread_list`, `timeline`, `changes`, `coverage`, `agenda`, `explanation`,
  `curation` and `feed_health`. `terminal` writes them; `guarded_drawing` keeps a fault to one thread.
- The same as values: `documents/` are pages in every format, `digest/` makes those of digests and their mails,
  `today_document` that of a briefing, `json_format` and `maintenance_json` are the JSON, `icalendar_file` the agenda.
- What all of them use: `citations`, `handles` of threads, `formatting` of times and counts, `cells` of a terminal,
  `symbols` and `highlighting`.
- `crontab` writes the lines of `briefing schedule`; `demo/` has the sample feeds.
"""
