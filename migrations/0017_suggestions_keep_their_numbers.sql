-- What a corrected text takes over from the one before is the same suggestion to whoever is deciding on it: it keeps its number.
-- Not a reference: the one that had the number first may be gone, and the number is given to no other.
ALTER TABLE suggestions ADD COLUMN origin_id INTEGER;
--> statement-breakpoint
PRAGMA user_version = 18;
