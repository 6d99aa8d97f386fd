-- Suggestions on claims that an editor has put aside: a pair of claims, or a claim and an assertion. No part of the corpus:
-- they go with what they speak of.
CREATE TABLE dismissed_suggestions (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('mirror', 'duplicate', 'counterpart')),
  claim_id INTEGER NOT NULL REFERENCES claims (id) ON DELETE CASCADE,
  other_claim_id INTEGER REFERENCES claims (id) ON DELETE CASCADE,
  assertion_id INTEGER REFERENCES assertions (id) ON DELETE CASCADE,
  account_id INTEGER NOT NULL REFERENCES accounts (id),
  dismissed_at TEXT NOT NULL,
  CHECK ((kind = 'counterpart') = (assertion_id IS NOT NULL)),
  CHECK ((kind = 'counterpart') = (other_claim_id IS NULL))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX dismissed_suggestions_once
ON dismissed_suggestions (claim_id, kind, coalesce(other_claim_id, assertion_id));
--> statement-breakpoint
CREATE INDEX dismissed_suggestions_by_other_claim ON dismissed_suggestions (other_claim_id);
--> statement-breakpoint
CREATE INDEX dismissed_suggestions_by_assertion ON dismissed_suggestions (assertion_id);
--> statement-breakpoint
-- Claims that were ever reworded: few, and looked for among all wordings.
CREATE INDEX wordings_after_the_first ON wordings (claim_id, number) WHERE number > 1;
--> statement-breakpoint
PRAGMA user_version = 8;
