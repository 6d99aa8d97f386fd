-- What is suggested may stand apart: words of several ranges are one suggestion, another than the words from the first to the
-- last of them. Its decisions are moved with it, as they are.
CREATE TABLE suggestions_of_ranges (
  id INTEGER PRIMARY KEY,
  text_sha256 TEXT NOT NULL CHECK (length(text_sha256) = 64 AND text_sha256 NOT GLOB '*[^0-9a-f]*'),
  ranges TEXT NOT NULL CHECK (json_valid(ranges) AND json_array_length(ranges) > 0),
  start INTEGER NOT NULL AS (json_extract(ranges, '$[0].start')) CHECK (start >= 0),
  "end" INTEGER NOT NULL AS (json_extract(ranges, '$[#-1].end')) CHECK ("end" > start),
  record TEXT NOT NULL CHECK (json_valid(record)),
  sources TEXT NOT NULL CHECK (json_valid(sources) AND json_array_length(sources) > 0),
  made_at TEXT NOT NULL,
  UNIQUE (text_sha256, ranges)
) STRICT;
--> statement-breakpoint
INSERT INTO suggestions_of_ranges (id, text_sha256, ranges, record, sources, made_at)
SELECT id, text_sha256, json_array(json_object('start', start, 'end', "end")), record, sources, made_at
FROM suggestions ORDER BY id;
--> statement-breakpoint
CREATE TABLE decisions_on_ranges (
  id INTEGER PRIMARY KEY,
  suggestion_id INTEGER NOT NULL REFERENCES suggestions_of_ranges (id),
  decision TEXT NOT NULL CHECK (decision IN ('accepted', 'changed', 'skipped', 'rejected', 'reopened')),
  account_id INTEGER NOT NULL REFERENCES accounts (id),
  made_at TEXT NOT NULL,
  change_id INTEGER REFERENCES changes (id),
  note TEXT CHECK (trim(note) <> ''),
  CHECK (decision IN ('accepted', 'changed') OR change_id IS NULL)
) STRICT;
--> statement-breakpoint
INSERT INTO decisions_on_ranges SELECT * FROM suggestion_decisions ORDER BY id;
--> statement-breakpoint
DROP TABLE suggestion_decisions;
--> statement-breakpoint
DROP TABLE suggestions;
--> statement-breakpoint
ALTER TABLE suggestions_of_ranges RENAME TO suggestions;
--> statement-breakpoint
ALTER TABLE decisions_on_ranges RENAME TO suggestion_decisions;
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
PRAGMA user_version = 17;
