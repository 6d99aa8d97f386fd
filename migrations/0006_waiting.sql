-- Assertions of texts that were corrected, off the public record until a person has settled where their words stand now.
-- `record` is the whole of it as JSON: the assertion and its stances as they were, and why it waits.
CREATE TABLE waiting (
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  letter_id INTEGER NOT NULL REFERENCES letters (id),
  record TEXT NOT NULL CHECK (json_valid(record))
) STRICT;
--> statement-breakpoint
CREATE INDEX waiting_by_letter ON waiting (letter_id);
--> statement-breakpoint
-- What a waiting assertion names: it may not be removed meanwhile, and is named anew when it gets another slug.
CREATE TABLE waiting_references (
  waiting_id INTEGER NOT NULL REFERENCES waiting (id),
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  PRIMARY KEY (waiting_id, kind, key)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX waiting_references_by_key ON waiting_references (kind, key);
--> statement-breakpoint
-- The history learns two more kinds of objects. SQLite changes a check only with the whole table.
CREATE TABLE change_objects_anew (
  change_id INTEGER NOT NULL REFERENCES changes (id),
  ordinal INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('corpus', 'party', 'author', 'authority', 'topic', 'letter', 'assertion', 'claim', 'stance', 'relation', 'waiting', 'order')),
  key TEXT NOT NULL,
  before TEXT CHECK (json_valid(before)),
  after TEXT CHECK (json_valid(after)),
  place_id INTEGER,
  place_ordinal INTEGER,
  PRIMARY KEY (change_id, ordinal),
  CHECK (before IS NOT NULL OR after IS NOT NULL)
) STRICT;
--> statement-breakpoint
INSERT INTO change_objects_anew (change_id, ordinal, kind, key, before, after, place_id, place_ordinal)
SELECT change_id, ordinal, kind, key, before, after, place_id, place_ordinal FROM change_objects ORDER BY rowid;
--> statement-breakpoint
DROP TABLE change_objects;
--> statement-breakpoint
ALTER TABLE change_objects_anew RENAME TO change_objects;
--> statement-breakpoint
CREATE INDEX change_objects_by_key ON change_objects (kind, key, change_id);
--> statement-breakpoint
CREATE INDEX change_objects_by_place ON change_objects (kind, place_id, place_ordinal) WHERE place_id IS NOT NULL;
--> statement-breakpoint
CREATE INDEX change_objects_by_place_ordinal ON change_objects (kind, place_ordinal) WHERE place_id IS NOT NULL;
--> statement-breakpoint
CREATE TRIGGER change_objects_are_not_rewritten BEFORE UPDATE ON change_objects
BEGIN
  SELECT RAISE (ABORT, 'history is not rewritten');
END;
--> statement-breakpoint
CREATE TRIGGER change_objects_are_not_deleted BEFORE DELETE ON change_objects
BEGIN
  SELECT RAISE (ABORT, 'history is not rewritten');
END;
--> statement-breakpoint
PRAGMA user_version = 7;
