-- A change may take back several at once: changes.undoes names the one that was asked for, this table those that were built on
-- it and are taken back with it.
CREATE TABLE also_undone (
  change_id INTEGER NOT NULL REFERENCES changes (id),
  undoes INTEGER NOT NULL REFERENCES changes (id),
  PRIMARY KEY (change_id, undoes)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX also_undone_by_undone ON also_undone (undoes);
--> statement-breakpoint
CREATE TRIGGER also_undone_is_not_rewritten BEFORE UPDATE ON also_undone
BEGIN
  SELECT RAISE (ABORT, 'history is not rewritten');
END;
--> statement-breakpoint
CREATE TRIGGER also_undone_is_not_deleted BEFORE DELETE ON also_undone
BEGIN
  SELECT RAISE (ABORT, 'history is not rewritten');
END;
--> statement-breakpoint
PRAGMA user_version = 14;
