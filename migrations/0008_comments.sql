-- Comments on any object of the history, under the object's kind and key there. A comment is never rewritten: what becomes
-- of it stands in comment_states. `reply_to` is the comment that this one answers; it has no state of being settled of its own.
CREATE TABLE comments (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (trim(kind) <> ''),
  key TEXT NOT NULL CHECK (trim(key) <> ''),
  reply_to INTEGER REFERENCES comments (id),
  account_id INTEGER NOT NULL REFERENCES accounts (id),
  made_at TEXT NOT NULL,
  body TEXT NOT NULL CHECK (trim(body) <> '' AND length(body) <= 5000)
) STRICT;
--> statement-breakpoint
CREATE INDEX comments_by_object ON comments (kind, key, id);
--> statement-breakpoint
CREATE INDEX comments_by_answered ON comments (reply_to) WHERE reply_to IS NOT NULL;
--> statement-breakpoint
-- `body` is the new text of an edited comment; the earlier texts stay where they stand.
CREATE TABLE comment_states (
  id INTEGER PRIMARY KEY,
  comment_id INTEGER NOT NULL REFERENCES comments (id),
  account_id INTEGER NOT NULL REFERENCES accounts (id),
  made_at TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('edited', 'withdrawn', 'resolved', 'reopened')),
  body TEXT CHECK (trim(body) <> '' AND length(body) <= 5000),
  CHECK ((action = 'edited') = (body IS NOT NULL))
) STRICT;
--> statement-breakpoint
CREATE INDEX comment_states_by_comment ON comment_states (comment_id, id);
--> statement-breakpoint
CREATE TRIGGER comments_are_not_rewritten BEFORE UPDATE ON comments
BEGIN
  SELECT RAISE (ABORT, 'a comment is not rewritten');
END;
--> statement-breakpoint
CREATE TRIGGER comments_are_not_deleted BEFORE DELETE ON comments
BEGIN
  SELECT RAISE (ABORT, 'a comment is not deleted');
END;
--> statement-breakpoint
CREATE TRIGGER comment_states_are_not_rewritten BEFORE UPDATE ON comment_states
BEGIN
  SELECT RAISE (ABORT, 'a comment is not rewritten');
END;
--> statement-breakpoint
CREATE TRIGGER comment_states_are_not_deleted BEFORE DELETE ON comment_states
BEGIN
  SELECT RAISE (ABORT, 'a comment is not deleted');
END;
--> statement-breakpoint
-- Each comment as it stands now. `state` is the number of what was last done to it, 0 for nothing.
CREATE VIEW present_comments AS
SELECT c.id, c.kind, c.key, c.reply_to, c.account_id, c.made_at,
  coalesce((SELECT s.body FROM comment_states s WHERE s.comment_id = c.id AND s.action = 'edited' ORDER BY s.id DESC LIMIT 1), c.body) AS body,
  EXISTS (SELECT 1 FROM comment_states s WHERE s.comment_id = c.id AND s.action = 'withdrawn') AS is_withdrawn,
  coalesce((SELECT s.action FROM comment_states s WHERE s.comment_id = c.id AND s.action IN ('resolved', 'reopened') ORDER BY s.id DESC LIMIT 1), '') = 'resolved' AS is_resolved,
  coalesce((SELECT max(s.id) FROM comment_states s WHERE s.comment_id = c.id), 0) AS state
FROM comments c;
--> statement-breakpoint
PRAGMA user_version = 9;
