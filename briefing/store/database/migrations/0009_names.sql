-- Tables and columns named by the project's vocabulary (docs/glossary.md). No data is added or removed.

ALTER TABLE feeds RENAME COLUMN digest TO content_hash;
ALTER TABLE feeds RENAME COLUMN location TO permanent_url;
ALTER TABLE feeds RENAME COLUMN found TO document_url;
ALTER TABLE feeds RENAME COLUMN pause TO requested_pause; -- seconds
ALTER TABLE feeds RENAME COLUMN skips TO skip_hours; -- hours of the week in UTC, separated by spaces; 0 is Monday's first

ALTER TABLE threads RENAME COLUMN latest TO latest_development;
ALTER TABLE threads RENAME COLUMN newest TO newest_story_start;
ALTER TABLE threads RENAME COLUMN articles TO article_count;
ALTER TABLE threads RENAME COLUMN stories TO story_count;
ALTER TABLE threads RENAME COLUMN voices TO independent_count; -- independent publishers; 0: not counted yet
ALTER TABLE threads RENAME COLUMN named TO given_title; -- the title that a person gave; '' if nobody did
ALTER TABLE threads RENAME COLUMN unwritten TO outdated; -- 1: texts must be written again
DROP INDEX threads_unwritten;
CREATE INDEX threads_outdated ON threads (n) WHERE outdated;

ALTER TABLE written RENAME TO thread_texts;

ALTER TABLE articles RENAME COLUMN flag TO date_flag;
ALTER TABLE carriers RENAME TO feed_entries; -- which feed carried which article, and under which key
ALTER TABLE feed_entries RENAME COLUMN guid TO entry_key;
DROP INDEX carriers_article;
CREATE INDEX feed_entries_article ON feed_entries (article);
ALTER TABLE words RENAME TO article_index;

ALTER TABLE pages RENAME TO article_pages;
ALTER TABLE article_pages RENAME COLUMN own TO feed_text; -- NULL: the article's text is the feed's
ALTER TABLE article_pages RENAME COLUMN words TO problem; -- why there is no page text; '' if there is
ALTER TABLE article_pages RENAME COLUMN due TO next_due; -- NULL: the page is not read again
ALTER TABLE robots RENAME TO robots_txt;
ALTER TABLE robots_txt RENAME COLUMN rules TO body;
ALTER TABLE answers RENAME TO model_answers;
ALTER TABLE model_answers RENAME COLUMN digest TO request_hash;
UPDATE model_answers SET answer = json_object('version', 1, 'text', answer);

ALTER TABLE marks RENAME COLUMN newest TO newest_when_muted;
ALTER TABLE rules RENAME TO mute_rules;
ALTER TABLE digests RENAME COLUMN at TO last_run;
ALTER TABLE ledger RENAME TO delivery_log;
DROP INDEX ledger_thread;
DROP INDEX ledger_story;
CREATE INDEX delivery_log_thread ON delivery_log (thread);
CREATE INDEX delivery_log_story ON delivery_log (story);

-- `decided_at` is when a person set the affair (then `affair` may be NULL: none); NULL: grouping found it.
ALTER TABLE parents RENAME TO affairs;
ALTER TABLE affairs RENAME COLUMN child TO thread;
ALTER TABLE affairs RENAME COLUMN parent TO affair;
ALTER TABLE affairs RENAME COLUMN since TO decided_at;
DROP INDEX parents_parent;
CREATE INDEX affairs_affair ON affairs (affair);

ALTER TABLE bonds RENAME TO must_link;
ALTER TABLE must_link RENAME COLUMN bond TO link; -- the same for all articles of a link: the smallest of their ids
ALTER TABLE partings RENAME TO cannot_link;
ALTER TABLE cannot_link RENAME COLUMN one TO removed;
ALTER TABLE cannot_link RENAME COLUMN other TO remaining;

ALTER TABLE corrections RENAME COLUMN lesson TO feedback_sign; -- 1: joining was wrong; -1: it was missed; 0: neither
ALTER TABLE corrections RENAME COLUMN words TO description;
ALTER TABLE corrections RENAME COLUMN detail TO snapshot;
ALTER TABLE corrections RENAME COLUMN names TO names_by_stem;
UPDATE corrections SET names_by_stem = json_object('version', 1, 'names', json(names_by_stem))
WHERE json_valid(names_by_stem);

ALTER TABLE vocabulary RENAME COLUMN documents TO document_count;
UPDATE counters SET name = 'constraints_version' WHERE name = 'corrected';
UPDATE counters SET name = 'feedback_forgotten_up_to' WHERE name = 'forgotten';

ALTER TABLE actions RENAME TO undo_log;
DROP INDEX actions_subject;
DROP INDEX actions_open;
CREATE INDEX undo_log_subject ON undo_log (subject);
CREATE INDEX undo_log_open ON undo_log (n) WHERE undone IS NULL;
UPDATE undo_log SET kind = 'renamed' WHERE kind = 'named';
UPDATE undo_log SET kind = 'affair' WHERE kind = 'under';
UPDATE undo_log SET before = json_object('version', 1, 'value', json(before)) WHERE json_valid(before);
UPDATE undo_log SET after = json_object('version', 1, 'value', json(after)) WHERE json_valid(after);
