-- What a comparison needs ready-made. All of it can be recounted from the tables of the model; db/derived keeps it
-- in the transaction that changes them.
-- Per claim, letter and speaker: how many assertions take each stance; counted leaves out evaluations and demands.
CREATE TABLE claim_letters (
  claim_id INTEGER NOT NULL REFERENCES claims (id),
  letter_id INTEGER NOT NULL REFERENCES letters (id),
  author_id INTEGER NOT NULL REFERENCES authors (id),
  asserts INTEGER NOT NULL,
  disputes INTEGER NOT NULL,
  qualifies INTEGER NOT NULL,
  reports INTEGER NOT NULL,
  assertions INTEGER NOT NULL,
  counted INTEGER NOT NULL,
  PRIMARY KEY (claim_id, letter_id, author_id)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX claim_letters_by_letter ON claim_letters (letter_id, claim_id);
--> statement-breakpoint
-- The same per party. counted_letters are the letters that hold a counted assertion. first_… is the assertion that speaks
-- for the party's stance where one is quoted: words that can stand alone, of the earliest letter that has such.
-- (No foreign key: it would make every deletion of an assertion look through this table.)
CREATE TABLE claim_parties (
  claim_id INTEGER NOT NULL REFERENCES claims (id),
  party_id INTEGER NOT NULL REFERENCES parties (id),
  asserts INTEGER NOT NULL,
  disputes INTEGER NOT NULL,
  qualifies INTEGER NOT NULL,
  reports INTEGER NOT NULL,
  assertions INTEGER NOT NULL,
  counted INTEGER NOT NULL,
  letters INTEGER NOT NULL,
  counted_letters INTEGER NOT NULL,
  first_asserts_id INTEGER,
  first_disputes_id INTEGER,
  first_qualifies_id INTEGER,
  first_reports_id INTEGER,
  position TEXT NOT NULL CHECK (position IN ('asserts', 'disputes', 'qualifies', 'mixed', 'only reports')),
  PRIMARY KEY (claim_id, party_id)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX claim_parties_by_party ON claim_parties (party_id, position, claim_id);
--> statement-breakpoint
-- One row for each current claim. Claims that mirror one another share group_id and the ranks, so that every order keeps
-- them together. made_from and made_to bound the day on which the claim was first made.
CREATE TABLE claim_summaries (
  claim_id INTEGER PRIMARY KEY REFERENCES claims (id),
  pattern TEXT NOT NULL CHECK (pattern IN ('contested', 'qualified', 'shared', 'one-sided', 'unclaimed')),
  only_party_id INTEGER REFERENCES parties (id),
  is_mirrored INTEGER NOT NULL CHECK (is_mirrored IN (0, 1)),
  assertions INTEGER NOT NULL,
  counted INTEGER NOT NULL,
  letters INTEGER NOT NULL,
  made_from TEXT,
  made_to TEXT,
  group_id INTEGER NOT NULL,
  rank_pattern INTEGER NOT NULL,
  rank_topic INTEGER NOT NULL,
  rank_date TEXT NOT NULL,
  rank_size INTEGER NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX claim_summaries_by_pattern ON claim_summaries (rank_pattern, group_id, claim_id);
--> statement-breakpoint
CREATE INDEX claim_summaries_by_topic ON claim_summaries (rank_topic, group_id, claim_id);
--> statement-breakpoint
CREATE INDEX claim_summaries_by_date ON claim_summaries (rank_date, group_id, claim_id);
--> statement-breakpoint
CREATE INDEX claim_summaries_by_size ON claim_summaries (rank_size, group_id, claim_id);
--> statement-breakpoint
CREATE INDEX claim_summaries_by_group ON claim_summaries (group_id, claim_id);
--> statement-breakpoint
-- Which current claims a facet's value selects. Values: a pattern or "only:PARTY-ID"; "yes"; ids of topics and letters;
-- an author's kind; a month; a stance. Three are not offered as filters: "size" are spans of the number of counted
-- assertions, for walking claims by size without passing over those that a selection leaves out; "position" is
-- "PARTY-ID POSITION"; "contested" is a party that says a clear yes or no to a contested claim.
CREATE TABLE claim_facets (
  facet TEXT NOT NULL CHECK (facet IN ('pattern', 'mirrored', 'topic', 'kind', 'letter', 'month', 'stance', 'size', 'position', 'contested')),
  value TEXT NOT NULL,
  claim_id INTEGER NOT NULL REFERENCES claims (id),
  PRIMARY KEY (facet, value, claim_id)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX claim_facets_by_claim ON claim_facets (claim_id);
--> statement-breakpoint
-- The same sets of claims as bits, for counting how many claims of one set are in others (db/claimSet.ts).
CREATE TABLE claim_sets (
  facet TEXT NOT NULL,
  value TEXT NOT NULL,
  chunk INTEGER NOT NULL,
  claims BLOB NOT NULL,
  PRIMARY KEY (facet, value, chunk)
) STRICT;
--> statement-breakpoint
-- How many current claims each value selects, in the whole collection (topic_id 0) and in each topic; facet '' counts all.
CREATE TABLE facet_counts (
  topic_id INTEGER NOT NULL,
  facet TEXT NOT NULL,
  value TEXT NOT NULL,
  claims INTEGER NOT NULL,
  PRIMARY KEY (topic_id, facet, value)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX facet_counts_by_size ON facet_counts (topic_id, facet, claims DESC);
--> statement-breakpoint
-- Dates and kinds without the rows that hold them: a letter's dates stand behind its text, an assertion's kind behind its quote.
CREATE INDEX letters_dated ON letters (id, author_id, dated_from, dated_to, slug);
--> statement-breakpoint
CREATE INDEX assertions_by_kind ON assertions (id, kind);
--> statement-breakpoint
PRAGMA user_version = 2;
