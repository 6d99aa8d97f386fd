-- The desk lists letters by their dates and looks for words in their titles. Rows of letters hold their texts: an index is read instead.
CREATE INDEX letters_by_date ON letters (dated_to, title);
--> statement-breakpoint
-- The changes by which an object went from one key to another, by the one that it had: undoing asks what became of it (db/writes/undo.ts).
CREATE INDEX change_objects_by_former_key ON change_objects (
  kind,
  CASE kind
    WHEN 'stance' THEN (before ->> 'claim') || ' ' || (before ->> 'assertion')
    WHEN 'relation' THEN (before ->> 'from') || ' ' || (before ->> 'kind') || ' ' || (before ->> 'to')
    WHEN 'waiting' THEN before ->> '$.assertion.id'
    ELSE before ->> 'id'
  END,
  change_id
) WHERE key <> CASE kind
    WHEN 'stance' THEN (before ->> 'claim') || ' ' || (before ->> 'assertion')
    WHEN 'relation' THEN (before ->> 'from') || ' ' || (before ->> 'kind') || ' ' || (before ->> 'to')
    WHEN 'waiting' THEN before ->> '$.assertion.id'
    ELSE before ->> 'id'
  END;
--> statement-breakpoint
PRAGMA user_version = 12;
