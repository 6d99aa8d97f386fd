-- What a change writes lies on fewer pages. The rows of ranges are kept in the index of their key itself.
CREATE TABLE ranges_by_key (
  assertion_id INTEGER NOT NULL REFERENCES assertions (id),
  ordinal INTEGER NOT NULL,
  start INTEGER NOT NULL CHECK (start >= 0),
  "end" INTEGER NOT NULL,
  exact TEXT NOT NULL CHECK (exact <> ''),
  prefix TEXT NOT NULL,
  suffix TEXT NOT NULL,
  paragraph_id INTEGER NOT NULL REFERENCES paragraphs (id),
  PRIMARY KEY (assertion_id, ordinal),
  CHECK ("end" > start)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO ranges_by_key SELECT * FROM ranges ORDER BY assertion_id, ordinal;
--> statement-breakpoint
DROP TABLE ranges;
--> statement-breakpoint
ALTER TABLE ranges_by_key RENAME TO ranges;
--> statement-breakpoint
CREATE INDEX ranges_by_paragraph ON ranges (paragraph_id);
--> statement-breakpoint
-- No quote is kept that the letter does not contain.
CREATE TRIGGER ranges_stand_in_the_letter BEFORE INSERT ON ranges
WHEN NEW.exact IS NOT (
  SELECT substr(l.text, NEW.start + 1, NEW."end" - NEW.start)
  FROM assertions a JOIN letters l ON l.id = a.letter_id
  WHERE a.id = NEW.assertion_id
)
BEGIN
  SELECT RAISE (ABORT, 'the words do not stand at this place of the letter');
END;
--> statement-breakpoint
CREATE TRIGGER ranges_stay_in_the_letter BEFORE UPDATE ON ranges
WHEN NEW.exact IS NOT (
  SELECT substr(l.text, NEW.start + 1, NEW."end" - NEW.start)
  FROM assertions a JOIN letters l ON l.id = a.letter_id
  WHERE a.id = NEW.assertion_id
)
BEGIN
  SELECT RAISE (ABORT, 'the words do not stand at this place of the letter');
END;
--> statement-breakpoint
-- The claims that a letter speaks on are in claim_letters; it needs no set besides. Nobody asks for those of a position.
DELETE FROM claim_sets WHERE facet IN ('letter', 'position', 'contested');
--> statement-breakpoint
DROP INDEX claim_parties_by_party;
--> statement-breakpoint
CREATE INDEX claim_parties_by_party ON claim_parties (party_id);
--> statement-breakpoint
-- How many claims a letter speaks on is counted in a table of its own: among those of 10,000 letters the other counts of a
-- topic lay pages apart. The letters that speak on most claims are found by looking at all, once after a change.
CREATE TABLE letter_counts (
  topic_id INTEGER NOT NULL,
  letter_id INTEGER NOT NULL,
  claims INTEGER NOT NULL,
  PRIMARY KEY (topic_id, letter_id)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO letter_counts
SELECT topic_id, CAST(value AS INTEGER), claims FROM facet_counts WHERE facet = 'letter' ORDER BY topic_id, CAST(value AS INTEGER);
--> statement-breakpoint
DROP INDEX facet_counts_by_size;
--> statement-breakpoint
DELETE FROM facet_counts WHERE facet = 'letter';
--> statement-breakpoint
-- The values of facets that select a claim stand in its summary.
CREATE TABLE claim_summaries_with_values (
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
  rank_size INTEGER NOT NULL,
  facet_values TEXT NOT NULL CHECK (json_valid(facet_values))
) STRICT;
--> statement-breakpoint
INSERT INTO claim_summaries_with_values
SELECT s.*, v.facet_values FROM claim_summaries s JOIN claim_values v USING (claim_id) ORDER BY s.claim_id;
--> statement-breakpoint
DROP TABLE claim_values;
--> statement-breakpoint
DROP TABLE claim_summaries;
--> statement-breakpoint
ALTER TABLE claim_summaries_with_values RENAME TO claim_summaries;
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
CREATE INDEX claim_summaries_mirrored ON claim_summaries (claim_id) WHERE is_mirrored = 1;
--> statement-breakpoint
CREATE INDEX claim_summaries_contested ON claim_summaries (claim_id) WHERE pattern = 'contested';
--> statement-breakpoint
-- Who has made changes and by which actions, to choose from: each name once, in place of two indexes of every change.
CREATE TABLE change_names (
  part TEXT NOT NULL CHECK (part IN ('actor', 'action')),
  name TEXT NOT NULL,
  PRIMARY KEY (part, name)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO change_names SELECT 'actor', actor FROM changes UNION SELECT 'action', action FROM changes;
--> statement-breakpoint
CREATE TRIGGER change_names_are_noted AFTER INSERT ON changes
BEGIN
  INSERT INTO change_names (part, name) VALUES ('actor', NEW.actor), ('action', NEW.action) ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
DROP INDEX changes_by_actor;
--> statement-breakpoint
DROP INDEX changes_by_action;
--> statement-breakpoint
PRAGMA user_version = 16;
