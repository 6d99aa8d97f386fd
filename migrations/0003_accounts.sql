-- Who may change the collection. `name` signs the history and is what one signs in with; a name is never given twice.
-- Without a password an account can be entered by a link only. `seen_at` is the last visit, to the hour.
CREATE TABLE accounts (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (trim(name) = name AND length(name) BETWEEN 1 AND 60),
  role TEXT NOT NULL CHECK (role IN ('commenter', 'editor', 'owner')),
  password_hash TEXT CHECK (password_hash <> ''),
  uses_keys INTEGER NOT NULL DEFAULT 1 CHECK (uses_keys IN (0, 1)),
  made_at TEXT NOT NULL,
  seen_at TEXT,
  disabled_at TEXT
) STRICT;
--> statement-breakpoint
-- A visitor who is signed in; only the SHA-256 of the cookie's token is kept, in hexadecimal.
CREATE TABLE sessions (
  token_hash TEXT PRIMARY KEY CHECK (length(token_hash) = 64),
  account_id INTEGER NOT NULL REFERENCES accounts (id),
  made_at TEXT NOT NULL,
  seen_at TEXT NOT NULL,
  expires_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX sessions_by_account ON sessions (account_id);
--> statement-breakpoint
-- A link that lets somebody in once: the first owner, somebody invited, or somebody who has lost a password (account_id).
-- `made_by_id` is NULL for one that the server itself gave out. A used link is kept, so that it can be told from a mistyped one.
CREATE TABLE sign_in_links (
  id INTEGER PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE CHECK (length(token_hash) = 64),
  role TEXT NOT NULL CHECK (role IN ('commenter', 'editor', 'owner')),
  account_id INTEGER REFERENCES accounts (id),
  made_by_id INTEGER REFERENCES accounts (id),
  made_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  used_at TEXT
) STRICT;
--> statement-breakpoint
-- The history of accounts, for owners; written with what it tells of. `by_account_id` is NULL for the server itself.
CREATE TABLE account_changes (
  id INTEGER PRIMARY KEY,
  account_id INTEGER REFERENCES accounts (id),
  by_account_id INTEGER REFERENCES accounts (id),
  made_at TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('made', 'set password', 'set role', 'set keys', 'disabled', 'enabled', 'signed out everywhere', 'invited', 'gave link', 'withdrew link')),
  before TEXT CHECK (json_valid(before)),
  after TEXT CHECK (json_valid(after))
) STRICT;
--> statement-breakpoint
CREATE INDEX sign_in_links_by_account ON sign_in_links (account_id);
--> statement-breakpoint
CREATE INDEX account_changes_by_account ON account_changes (account_id);
--> statement-breakpoint
CREATE TRIGGER account_changes_are_not_rewritten BEFORE UPDATE ON account_changes
BEGIN
  SELECT RAISE (ABORT, 'history is not rewritten');
END;
--> statement-breakpoint
CREATE TRIGGER account_changes_are_not_deleted BEFORE DELETE ON account_changes
BEGIN
  SELECT RAISE (ABORT, 'history is not rewritten');
END;
--> statement-breakpoint
-- Whose account a change was made with, and which change it takes back.
ALTER TABLE changes ADD COLUMN account_id INTEGER REFERENCES accounts (id);
--> statement-breakpoint
ALTER TABLE changes ADD COLUMN undoes INTEGER REFERENCES changes (id);
--> statement-breakpoint
CREATE INDEX changes_by_undone ON changes (undoes);
--> statement-breakpoint
PRAGMA user_version = 4;
