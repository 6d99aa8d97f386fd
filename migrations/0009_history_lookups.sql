-- An object's life takes in the stances of an assertion and the relations that lead to a claim; their keys begin with the
-- other end, so they are found by what the record says.
CREATE INDEX change_objects_by_assertion ON change_objects (coalesce(after, before) ->> '$.assertion') WHERE kind = 'stance';
--> statement-breakpoint
CREATE INDEX change_objects_by_target ON change_objects (coalesce(after, before) ->> '$.to') WHERE kind = 'relation';
--> statement-breakpoint
-- The list of changes by who made them and by what they did, and the names to choose from.
CREATE INDEX changes_by_actor ON changes (actor);
--> statement-breakpoint
CREATE INDEX changes_by_action ON changes (action);
--> statement-breakpoint
PRAGMA user_version = 10;
