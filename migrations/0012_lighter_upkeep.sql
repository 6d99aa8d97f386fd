-- What is kept for comparisons in fewer places, so that a change writes less.
-- Per current claim: a JSON list of the facets' values that select it, each "FACET VALUE", in the order of their letters. Those of
-- the facet "letter" are not repeated here: claim_letters has them. claim_sets has the other direction, which claims a value selects.
CREATE TABLE claim_values (
  claim_id INTEGER PRIMARY KEY REFERENCES claims (id),
  facet_values TEXT NOT NULL CHECK (json_valid(facet_values))
) STRICT;
--> statement-breakpoint
-- Spans of sizes are wider from here on: none, up to 3, up to 15, up to 63 …
CREATE TEMP TABLE size_spans AS
WITH RECURSIVE spans (least, most) AS (SELECT 0, 0 UNION ALL SELECT most + 1, most * 4 + 3 FROM spans WHERE most < 1000000000)
SELECT claim_id, most AS span, claim_id / 65536 AS chunk, claim_id % 65536 AS place
FROM claim_summaries JOIN spans ON counted BETWEEN least AND most;
--> statement-breakpoint
INSERT INTO claim_values (claim_id, facet_values)
SELECT claim_id, json_group_array(value ORDER BY value) FROM (
  SELECT claim_id, facet || ' ' || value AS value FROM claim_facets WHERE facet NOT IN ('letter', 'size')
  UNION ALL SELECT claim_id, 'size ' || span FROM size_spans
) GROUP BY claim_id ORDER BY claim_id;
--> statement-breakpoint
DELETE FROM claim_sets WHERE facet = 'size';
--> statement-breakpoint
-- As db/claimSet.ts packs them: sorted 16-bit numbers, or one bit for each place from 4,096 claims on.
INSERT INTO claim_sets (facet, value, chunk, claims)
SELECT 'size', CAST(span AS TEXT), chunk,
  unhex(group_concat(printf('%02X%02X', place & 255, place >> 8), '' ORDER BY place))
FROM size_spans GROUP BY span, chunk HAVING count(*) < 4096;
--> statement-breakpoint
INSERT INTO claim_sets (facet, value, chunk, claims)
WITH RECURSIVE
  bytes (byte) AS (SELECT 0 UNION ALL SELECT byte + 1 FROM bytes WHERE byte < 8191),
  sets AS (SELECT span, chunk FROM size_spans GROUP BY span, chunk HAVING count(*) >= 4096),
  held AS (SELECT span, chunk, place >> 3 AS byte, sum(1 << (place & 7)) AS bits FROM size_spans GROUP BY span, chunk, place >> 3)
SELECT 'size', CAST(s.span AS TEXT), s.chunk, unhex(group_concat(printf('%02X', coalesce(h.bits, 0)), '' ORDER BY b.byte))
FROM sets s CROSS JOIN bytes b LEFT JOIN held h ON h.span = s.span AND h.chunk = s.chunk AND h.byte = b.byte
GROUP BY s.span, s.chunk;
--> statement-breakpoint
DROP TABLE size_spans;
--> statement-breakpoint
DROP TABLE claim_facets;
--> statement-breakpoint
-- Claims walked in their own order, of which there may be few among many.
CREATE INDEX claim_summaries_mirrored ON claim_summaries (claim_id) WHERE is_mirrored = 1;
--> statement-breakpoint
CREATE INDEX claim_summaries_contested ON claim_summaries (claim_id) WHERE pattern = 'contested';
--> statement-breakpoint
-- Nobody asks how many claims a span of sizes holds, nor who says yes or no to a contested claim topic by topic.
DELETE FROM facet_counts WHERE facet = 'size' OR (facet = 'contested' AND topic_id <> 0);
--> statement-breakpoint
-- The most frequent values are asked for where a facet has many: months may be some hundreds, letters any number. In a topic
-- all its letters are read instead: an entry for each topic of a claim would cost every change more than that costs a page.
DROP INDEX facet_counts_by_size;
--> statement-breakpoint
CREATE INDEX facet_counts_by_size ON facet_counts (topic_id, facet, claims DESC) WHERE topic_id = 0 AND facet = 'letter';
--> statement-breakpoint
-- Few changes undo another.
DROP INDEX changes_by_undone;
--> statement-breakpoint
CREATE INDEX changes_by_undone ON changes (undoes) WHERE undoes IS NOT NULL;
--> statement-breakpoint
PRAGMA user_version = 13;
