-- Full text over claims, quotes and paragraphs. External content: the words are kept once. Stemmed, without case and diacritics.
CREATE VIRTUAL TABLE claims_fts USING fts5 (
  wording, content = 'claims', content_rowid = 'id',
  tokenize = "porter unicode61 remove_diacritics 2", prefix = '2 3'
);
--> statement-breakpoint
CREATE TRIGGER claims_fts_insert AFTER INSERT ON claims
BEGIN
  INSERT INTO claims_fts (rowid, wording) VALUES (NEW.id, NEW.wording);
END;
--> statement-breakpoint
CREATE TRIGGER claims_fts_delete AFTER DELETE ON claims
BEGIN
  INSERT INTO claims_fts (claims_fts, rowid, wording) VALUES ('delete', OLD.id, OLD.wording);
END;
--> statement-breakpoint
CREATE TRIGGER claims_fts_update AFTER UPDATE OF wording ON claims
BEGIN
  INSERT INTO claims_fts (claims_fts, rowid, wording) VALUES ('delete', OLD.id, OLD.wording);
  INSERT INTO claims_fts (rowid, wording) VALUES (NEW.id, NEW.wording);
END;
--> statement-breakpoint
CREATE VIRTUAL TABLE quotes_fts USING fts5 (
  quote, gist, content = 'assertions', content_rowid = 'id',
  tokenize = "porter unicode61 remove_diacritics 2", prefix = '2 3'
);
--> statement-breakpoint
CREATE TRIGGER quotes_fts_insert AFTER INSERT ON assertions
BEGIN
  INSERT INTO quotes_fts (rowid, quote, gist) VALUES (NEW.id, NEW.quote, NEW.gist);
END;
--> statement-breakpoint
CREATE TRIGGER quotes_fts_delete AFTER DELETE ON assertions
BEGIN
  INSERT INTO quotes_fts (quotes_fts, rowid, quote, gist) VALUES ('delete', OLD.id, OLD.quote, OLD.gist);
END;
--> statement-breakpoint
CREATE TRIGGER quotes_fts_update AFTER UPDATE OF quote, gist ON assertions
BEGIN
  INSERT INTO quotes_fts (quotes_fts, rowid, quote, gist) VALUES ('delete', OLD.id, OLD.quote, OLD.gist);
  INSERT INTO quotes_fts (rowid, quote, gist) VALUES (NEW.id, NEW.quote, NEW.gist);
END;
--> statement-breakpoint
CREATE VIEW paragraph_texts AS
SELECT p.id, substr(l.text, p.start + 1, p."end" - p.start) AS text
FROM paragraphs p JOIN letters l ON l.id = p.letter_id;
--> statement-breakpoint
CREATE VIRTUAL TABLE paragraphs_fts USING fts5 (
  text, content = 'paragraph_texts', content_rowid = 'id',
  tokenize = "porter unicode61 remove_diacritics 2", prefix = '2 3'
);
--> statement-breakpoint
CREATE TRIGGER paragraphs_fts_insert AFTER INSERT ON paragraphs
BEGIN
  INSERT INTO paragraphs_fts (rowid, text) SELECT id, text FROM paragraph_texts WHERE id = NEW.id;
END;
--> statement-breakpoint
CREATE TRIGGER paragraphs_fts_delete BEFORE DELETE ON paragraphs
BEGIN
  INSERT INTO paragraphs_fts (paragraphs_fts, rowid, text)
  SELECT 'delete', id, text FROM paragraph_texts WHERE id = OLD.id;
END;
--> statement-breakpoint
PRAGMA user_version = 3;
