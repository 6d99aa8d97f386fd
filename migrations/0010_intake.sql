-- A letter that is being brought in, or a corpus folder. `source` is what was read, and `proposals` what the program would do to it: both stay
-- as they are; `draft` holds what editors have decided, `revision` how many steps that took. `message` tells of the state in a sentence.
CREATE TABLE intakes (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts (id),
  made_at TEXT NOT NULL,
  file_name TEXT NOT NULL,
  is_pasted INTEGER NOT NULL CHECK (is_pasted IN (0, 1)),
  bytes INTEGER NOT NULL CHECK (bytes >= 0),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
  media_type TEXT,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'reading', 'failed', 'open', 'loaded', 'accepted', 'discarded')),
  message TEXT NOT NULL DEFAULT '',
  source TEXT CHECK (json_valid(source)),
  proposals TEXT CHECK (json_valid(proposals)),
  draft TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(draft)),
  revision INTEGER NOT NULL DEFAULT 0 CHECK (revision >= 0),
  change_id INTEGER REFERENCES changes (id),
  letter_slug TEXT,
  CHECK ((source IS NULL) = (proposals IS NULL)),
  CHECK (state NOT IN ('open', 'accepted') OR source IS NOT NULL),
  CHECK ((state = 'accepted') = (letter_slug IS NOT NULL))
) STRICT;
--> statement-breakpoint
CREATE INDEX intakes_by_state ON intakes (state, id);
--> statement-breakpoint
CREATE INDEX intakes_by_sha256 ON intakes (sha256);
--> statement-breakpoint
-- What was handed in, byte for byte.
CREATE TABLE intake_originals (
  intake_id INTEGER PRIMARY KEY REFERENCES intakes (id),
  bytes BLOB NOT NULL
) STRICT;
--> statement-breakpoint
-- Every step on a draft, with the values that it changed before and after, so that it can be taken back.
CREATE TABLE intake_steps (
  intake_id INTEGER NOT NULL REFERENCES intakes (id),
  number INTEGER NOT NULL CHECK (number >= 1),
  account_id INTEGER NOT NULL REFERENCES accounts (id),
  made_at TEXT NOT NULL,
  summary TEXT NOT NULL CHECK (trim(summary) <> ''),
  before TEXT NOT NULL CHECK (json_valid(before)),
  after TEXT NOT NULL CHECK (json_valid(after)),
  undoes INTEGER,
  PRIMARY KEY (intake_id, number)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TRIGGER intake_sources_are_not_rewritten BEFORE UPDATE OF source, proposals ON intakes WHEN OLD.source IS NOT NULL
BEGIN
  SELECT RAISE (ABORT, 'what was read stays as it is');
END;
--> statement-breakpoint
CREATE TRIGGER intake_originals_are_not_rewritten BEFORE UPDATE ON intake_originals
BEGIN
  SELECT RAISE (ABORT, 'what was handed in stays as it is');
END;
--> statement-breakpoint
CREATE TRIGGER intake_steps_are_not_rewritten BEFORE UPDATE ON intake_steps
BEGIN
  SELECT RAISE (ABORT, 'history is not rewritten');
END;
--> statement-breakpoint
CREATE TRIGGER intake_steps_are_not_deleted BEFORE DELETE ON intake_steps
BEGIN
  SELECT RAISE (ABORT, 'history is not rewritten');
END;
--> statement-breakpoint
PRAGMA user_version = 11;
