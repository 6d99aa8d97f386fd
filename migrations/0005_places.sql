-- Where an object stood that a change removed, and where one stands again that was put back: the id of its row, and its
-- ordinal where it has one; for a stance the id of its claim's row, and its ordinal there. No place is given to another.
ALTER TABLE change_objects ADD COLUMN place_id INTEGER;
--> statement-breakpoint
ALTER TABLE change_objects ADD COLUMN place_ordinal INTEGER;
--> statement-breakpoint
CREATE INDEX change_objects_by_place ON change_objects (kind, place_id, place_ordinal) WHERE place_id IS NOT NULL;
--> statement-breakpoint
CREATE INDEX change_objects_by_place_ordinal ON change_objects (kind, place_ordinal) WHERE place_id IS NOT NULL;
--> statement-breakpoint
CREATE INDEX old_slugs_by_present ON old_slugs (kind || ' ' || current_slug);
--> statement-breakpoint
CREATE INDEX claims_by_merger ON claims (merged_into_id) WHERE merged_into_id IS NOT NULL;
--> statement-breakpoint
PRAGMA user_version = 6;
