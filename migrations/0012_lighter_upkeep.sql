-- What is kept for comparisons in fewer places, so that a change writes less.
-- Per current claim: a JSON list of the facets' values that select it, each "FACET VALUE", in the order of their letters. Those of
-- the facet "letter" are not repeated here: claim_letters has them. claim_sets has the other direction, which claims a value selects.
CREATE TABLE claim_values (
  claim_id INTEGER PRIMARY KEY REFERENCES claims (id),
  facet_values TEXT NOT NULL CHECK (json_valid(facet_values))
) STRICT;
--> statement-breakpoint
INSERT INTO claim_values (claim_id, facet_values)
SELECT claim_id, json_group_array(facet || ' ' || value ORDER BY facet || ' ' || value)
FROM claim_facets WHERE facet <> 'letter' GROUP BY claim_id ORDER BY claim_id;
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
-- The most frequent values are asked for where a facet has many: months may be some hundreds, letters any number.
DROP INDEX facet_counts_by_size;
--> statement-breakpoint
CREATE INDEX facet_counts_by_size ON facet_counts (topic_id, facet, claims DESC) WHERE facet = 'letter';
--> statement-breakpoint
-- Few changes undo another.
DROP INDEX changes_by_undone;
--> statement-breakpoint
CREATE INDEX changes_by_undone ON changes (undoes) WHERE undoes IS NOT NULL;
--> statement-breakpoint
PRAGMA user_version = 13;
