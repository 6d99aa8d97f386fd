-- Statements that were proposed for a text. They belong to the text and not to a letter's row: a letter that is taken
-- back and put back finds them again, and a corrected text asks for new ones. `record` holds all but place and sources.
CREATE TABLE suggestions (
  id INTEGER PRIMARY KEY,
  text_sha256 TEXT NOT NULL CHECK (length(text_sha256) = 64 AND text_sha256 NOT GLOB '*[^0-9a-f]*'),
  start INTEGER NOT NULL CHECK (start >= 0),
  "end" INTEGER NOT NULL CHECK ("end" > start),
  record TEXT NOT NULL CHECK (json_valid(record)),
  sources TEXT NOT NULL CHECK (json_valid(sources) AND json_array_length(sources) > 0),
  made_at TEXT NOT NULL,
  UNIQUE (text_sha256, start, "end")
) STRICT;
--> statement-breakpoint
-- What editors decided, line by line; the last line holds. `change_id` is the change of the collection that it led to.
CREATE TABLE suggestion_decisions (
  id INTEGER PRIMARY KEY,
  suggestion_id INTEGER NOT NULL REFERENCES suggestions (id),
  decision TEXT NOT NULL CHECK (decision IN ('accepted', 'changed', 'skipped', 'rejected', 'reopened')),
  account_id INTEGER NOT NULL REFERENCES accounts (id),
  made_at TEXT NOT NULL,
  change_id INTEGER REFERENCES changes (id),
  note TEXT CHECK (trim(note) <> ''),
  CHECK (decision IN ('accepted', 'changed') OR change_id IS NULL)
) STRICT;
--> statement-breakpoint
CREATE INDEX suggestion_decisions_by_suggestion ON suggestion_decisions (suggestion_id, id);
--> statement-breakpoint
CREATE INDEX suggestion_decisions_by_change ON suggestion_decisions (change_id);
--> statement-breakpoint
CREATE TRIGGER suggestion_decisions_are_not_rewritten BEFORE UPDATE ON suggestion_decisions
BEGIN
  SELECT RAISE (ABORT, 'history is not rewritten');
END;
--> statement-breakpoint
CREATE TRIGGER suggestion_decisions_are_not_deleted BEFORE DELETE ON suggestion_decisions
BEGIN
  SELECT RAISE (ABORT, 'history is not rewritten');
END;
--> statement-breakpoint
PRAGMA user_version = 5;
