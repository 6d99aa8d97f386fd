-- What editors decided on suggestions on claims: put aside, brought back, put aside again. Nothing of it is rewritten. The ids are
-- those of the rows, without being held to them: what leaves the corpus and is put back has the id that it had, and no other gets it.
CREATE TABLE dismissals (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('mirror', 'duplicate', 'counterpart')),
  claim_id INTEGER NOT NULL,
  other_claim_id INTEGER,
  assertion_id INTEGER,
  account_id INTEGER NOT NULL REFERENCES accounts (id),
  made_at TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('put aside', 'brought back')),
  CHECK ((kind = 'counterpart') = (assertion_id IS NOT NULL)),
  CHECK ((kind = 'counterpart') = (other_claim_id IS NULL))
) STRICT;
--> statement-breakpoint
INSERT INTO dismissals (kind, claim_id, other_claim_id, assertion_id, account_id, made_at, action)
SELECT kind, claim_id, other_claim_id, assertion_id, account_id, dismissed_at, 'put aside'
FROM dismissed_suggestions ORDER BY id;
--> statement-breakpoint
DROP TABLE dismissed_suggestions;
--> statement-breakpoint
CREATE INDEX dismissals_by_pair ON dismissals (claim_id, kind, coalesce(other_claim_id, assertion_id), id);
--> statement-breakpoint
CREATE TRIGGER dismissals_are_not_rewritten BEFORE UPDATE ON dismissals
BEGIN
  SELECT RAISE (ABORT, 'history is not rewritten');
END;
--> statement-breakpoint
CREATE TRIGGER dismissals_are_not_deleted BEFORE DELETE ON dismissals
BEGIN
  SELECT RAISE (ABORT, 'history is not rewritten');
END;
--> statement-breakpoint
PRAGMA user_version = 15;
