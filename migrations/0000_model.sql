PRAGMA application_id = 1130589281;
--> statement-breakpoint
-- The collection itself: one row. data_version is raised by every writing transaction, letters_version by those
-- that change letters, authors or parties.
CREATE TABLE corpus (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  title TEXT NOT NULL CHECK (trim(title) <> ''),
  names_note TEXT CHECK (trim(names_note) <> ''),
  data_version INTEGER NOT NULL DEFAULT 0,
  letters_version INTEGER NOT NULL DEFAULT 0
) STRICT;
--> statement-breakpoint
CREATE TABLE parties (
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE CHECK (length(slug) BETWEEN 1 AND 80 AND slug NOT GLOB '*[^a-z0-9-]*' AND slug NOT GLOB '-*' AND slug NOT GLOB '*-' AND slug NOT GLOB '*--*'),
  name TEXT NOT NULL CHECK (trim(name) <> ''),
  ordinal INTEGER NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE authors (
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE CHECK (length(slug) BETWEEN 1 AND 80 AND slug NOT GLOB '*[^a-z0-9-]*' AND slug NOT GLOB '-*' AND slug NOT GLOB '*-' AND slug NOT GLOB '*--*'),
  name TEXT NOT NULL CHECK (trim(name) <> ''),
  person TEXT CHECK (trim(person) <> ''),
  kind TEXT NOT NULL CHECK (kind IN ('government', 'civil society', 'news agency', 'international organisation', 'other')),
  party_id INTEGER REFERENCES parties (id)
) STRICT;
--> statement-breakpoint
CREATE INDEX authors_by_party ON authors (party_id);
--> statement-breakpoint
CREATE TABLE authorities (
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE CHECK (length(slug) BETWEEN 1 AND 80 AND slug NOT GLOB '*[^a-z0-9-]*' AND slug NOT GLOB '-*' AND slug NOT GLOB '*-' AND slug NOT GLOB '*--*'),
  name TEXT NOT NULL CHECK (trim(name) <> ''),
  kind TEXT NOT NULL CHECK (kind IN ('organisation', 'state', 'official', 'document', 'media', 'other')),
  party_id INTEGER REFERENCES parties (id)
) STRICT;
--> statement-breakpoint
CREATE TABLE topics (
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE CHECK (length(slug) BETWEEN 1 AND 80 AND slug NOT GLOB '*[^a-z0-9-]*' AND slug NOT GLOB '-*' AND slug NOT GLOB '*-' AND slug NOT GLOB '*--*'),
  name TEXT NOT NULL CHECK (trim(name) <> ''),
  is_core INTEGER NOT NULL CHECK (is_core IN (0, 1)),
  definition TEXT NOT NULL CHECK (trim(definition) <> ''),
  includes TEXT CHECK (trim(includes) <> ''),
  excludes TEXT CHECK (trim(excludes) <> ''),
  ordinal INTEGER NOT NULL
) STRICT;
--> statement-breakpoint
-- text is canonical and never changed in place; sha256 is of its UTF-8 bytes. dated_from and dated_to bound the day of writing.
CREATE TABLE letters (
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE CHECK (length(slug) BETWEEN 1 AND 80 AND slug NOT GLOB '*[^a-z0-9-]*' AND slug NOT GLOB '-*' AND slug NOT GLOB '*-' AND slug NOT GLOB '*--*'),
  title TEXT NOT NULL CHECK (trim(title) <> ''),
  short_title TEXT NOT NULL CHECK (length(short_title) BETWEEN 1 AND 30),
  author_id INTEGER NOT NULL REFERENCES authors (id),
  addressee TEXT NOT NULL CHECK (trim(addressee) <> ''),
  symbol TEXT CHECK (trim(symbol) <> ''),
  language TEXT NOT NULL DEFAULT 'en',
  text TEXT NOT NULL CHECK (text <> ''),
  sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
  dated_from TEXT CHECK (dated_from GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  dated_to TEXT CHECK (dated_to GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  CHECK (dated_from <= dated_to)
) STRICT;
--> statement-breakpoint
CREATE INDEX letters_by_author ON letters (author_id);
--> statement-breakpoint
-- A date is an interval: a side that is NULL is unknown.
CREATE TABLE letter_dates (
  letter_id INTEGER NOT NULL REFERENCES letters (id),
  kind TEXT NOT NULL CHECK (kind IN ('written', 'circulated', 'published', 'captured')),
  earliest TEXT CHECK (earliest GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  latest TEXT CHECK (latest GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  ground TEXT NOT NULL CHECK (ground IN ('stated', 'inferred')),
  basis TEXT NOT NULL CHECK (trim(basis) <> ''),
  PRIMARY KEY (letter_id, kind),
  CHECK (earliest IS NOT NULL OR latest IS NOT NULL),
  CHECK (earliest <= latest)
) STRICT;
--> statement-breakpoint
CREATE TABLE provenance_steps (
  letter_id INTEGER NOT NULL REFERENCES letters (id),
  ordinal INTEGER NOT NULL,
  description TEXT NOT NULL CHECK (trim(description) <> ''),
  PRIMARY KEY (letter_id, ordinal)
) STRICT;
--> statement-breakpoint
-- What a letter answers or encloses; target_letter_id only where the collection holds it.
CREATE TABLE letter_references (
  letter_id INTEGER NOT NULL REFERENCES letters (id),
  kind TEXT NOT NULL CHECK (kind IN ('answers', 'encloses')),
  ordinal INTEGER NOT NULL,
  title TEXT NOT NULL CHECK (trim(title) <> ''),
  sender TEXT CHECK (trim(sender) <> ''),
  dated TEXT CHECK (dated GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  target_letter_id INTEGER REFERENCES letters (id),
  PRIMARY KEY (letter_id, kind, ordinal)
) STRICT;
--> statement-breakpoint
CREATE INDEX letter_references_by_target ON letter_references (target_letter_id);
--> statement-breakpoint
CREATE TABLE text_changes (
  letter_id INTEGER NOT NULL REFERENCES letters (id),
  ordinal INTEGER NOT NULL,
  description TEXT NOT NULL CHECK (trim(description) <> ''),
  PRIMARY KEY (letter_id, ordinal)
) STRICT;
--> statement-breakpoint
-- Offsets are code points of letters.text; marker is a list marker that the source prints ("1.").
CREATE TABLE paragraphs (
  id INTEGER PRIMARY KEY,
  letter_id INTEGER NOT NULL REFERENCES letters (id),
  ordinal INTEGER NOT NULL,
  label TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('frame', 'address', 'heading', 'text', 'list item', 'signature', 'enclosure')),
  marker TEXT,
  start INTEGER NOT NULL CHECK (start >= 0),
  "end" INTEGER NOT NULL,
  UNIQUE (letter_id, ordinal),
  UNIQUE (letter_id, label),
  CHECK ("end" > start)
) STRICT;
--> statement-breakpoint
CREATE TABLE footnotes (
  id INTEGER PRIMARY KEY,
  letter_id INTEGER NOT NULL REFERENCES letters (id),
  ordinal INTEGER NOT NULL,
  marker TEXT NOT NULL,
  text TEXT NOT NULL CHECK (trim(text) <> ''),
  UNIQUE (letter_id, marker),
  UNIQUE (letter_id, ordinal)
) STRICT;
--> statement-breakpoint
CREATE TABLE footnote_urls (
  footnote_id INTEGER NOT NULL REFERENCES footnotes (id),
  ordinal INTEGER NOT NULL,
  url TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('usable', 'broken', 'empty')),
  PRIMARY KEY (footnote_id, ordinal),
  CHECK ((state = 'empty') = (url = ''))
) STRICT;
--> statement-breakpoint
-- Where a footnote's marker stands: an offset in letters.text, in code points.
CREATE TABLE footnote_markers (
  footnote_id INTEGER NOT NULL REFERENCES footnotes (id),
  ordinal INTEGER NOT NULL,
  "offset" INTEGER NOT NULL CHECK ("offset" >= 0),
  PRIMARY KEY (footnote_id, ordinal)
) STRICT;
--> statement-breakpoint
CREATE TABLE footnote_authorities (
  footnote_id INTEGER NOT NULL REFERENCES footnotes (id),
  authority_id INTEGER NOT NULL REFERENCES authorities (id),
  ordinal INTEGER NOT NULL,
  PRIMARY KEY (footnote_id, authority_id)
) STRICT;
--> statement-breakpoint
CREATE INDEX footnote_authorities_by_authority ON footnote_authorities (authority_id);
--> statement-breakpoint
-- quote repeats the words of the ranges, joined by " … ", for lists and search.
CREATE TABLE assertions (
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE CHECK (length(slug) BETWEEN 1 AND 80 AND slug NOT GLOB '*[^a-z0-9-]*' AND slug NOT GLOB '-*' AND slug NOT GLOB '*-' AND slug NOT GLOB '*--*'),
  letter_id INTEGER NOT NULL REFERENCES letters (id),
  author_id INTEGER NOT NULL REFERENCES authors (id),
  ordinal INTEGER NOT NULL,
  quote TEXT NOT NULL CHECK (trim(quote) <> ''),
  gist TEXT NOT NULL CHECK (trim(gist) <> ''),
  kind TEXT NOT NULL CHECK (kind IN ('fact', 'legal', 'evaluation', 'demand')),
  modality TEXT NOT NULL CHECK (modality IN ('plain', 'hedged', 'relayed')),
  agent TEXT NOT NULL CHECK (agent IN ('named', 'implied', 'absent')),
  UNIQUE (letter_id, ordinal)
) STRICT;
--> statement-breakpoint
CREATE INDEX assertions_by_author ON assertions (author_id);
--> statement-breakpoint
-- W3C TextQuoteSelector and TextPositionSelector in one: exact stands at start..end (code points) of letters.text.
CREATE TABLE ranges (
  assertion_id INTEGER NOT NULL REFERENCES assertions (id),
  ordinal INTEGER NOT NULL,
  start INTEGER NOT NULL CHECK (start >= 0),
  "end" INTEGER NOT NULL,
  exact TEXT NOT NULL CHECK (exact <> ''),
  prefix TEXT NOT NULL,
  suffix TEXT NOT NULL,
  paragraph_id INTEGER NOT NULL REFERENCES paragraphs (id),
  PRIMARY KEY (assertion_id, ordinal),
  CHECK ("end" > start)
) STRICT;
--> statement-breakpoint
CREATE INDEX ranges_by_paragraph ON ranges (paragraph_id);
--> statement-breakpoint
-- No quote is kept that the letter does not contain.
CREATE TRIGGER ranges_stand_in_the_letter BEFORE INSERT ON ranges
WHEN NEW.exact IS NOT (
  SELECT substr(l.text, NEW.start + 1, NEW."end" - NEW.start)
  FROM assertions a JOIN letters l ON l.id = a.letter_id
  WHERE a.id = NEW.assertion_id
)
BEGIN
  SELECT RAISE (ABORT, 'the words do not stand at this place of the letter');
END;
--> statement-breakpoint
CREATE TRIGGER ranges_stay_in_the_letter BEFORE UPDATE ON ranges
WHEN NEW.exact IS NOT (
  SELECT substr(l.text, NEW.start + 1, NEW."end" - NEW.start)
  FROM assertions a JOIN letters l ON l.id = a.letter_id
  WHERE a.id = NEW.assertion_id
)
BEGIN
  SELECT RAISE (ABORT, 'the words do not stand at this place of the letter');
END;
--> statement-breakpoint
-- The chain of attribution after its first link, the author; outermost first.
CREATE TABLE attribution_links (
  assertion_id INTEGER NOT NULL REFERENCES assertions (id),
  ordinal INTEGER NOT NULL,
  name TEXT NOT NULL CHECK (trim(name) <> ''),
  party_id INTEGER REFERENCES parties (id),
  authority_id INTEGER REFERENCES authorities (id),
  is_adopted INTEGER NOT NULL CHECK (is_adopted IN (0, 1)),
  PRIMARY KEY (assertion_id, ordinal),
  CHECK (party_id IS NULL OR authority_id IS NULL)
) STRICT;
--> statement-breakpoint
CREATE INDEX attribution_links_by_authority ON attribution_links (authority_id);
--> statement-breakpoint
CREATE INDEX attribution_links_by_party ON attribution_links (party_id);
--> statement-breakpoint
CREATE TABLE figures (
  assertion_id INTEGER NOT NULL REFERENCES assertions (id),
  ordinal INTEGER NOT NULL,
  number REAL,
  bound TEXT NOT NULL CHECK (bound IN ('exactly', 'at least', 'more than', 'about', 'at most', 'unspecified')),
  unit TEXT NOT NULL CHECK (trim(unit) <> ''),
  counted TEXT NOT NULL CHECK (trim(counted) <> ''),
  scope_where TEXT CHECK (trim(scope_where) <> ''),
  scope_when TEXT CHECK (trim(scope_when) <> ''),
  PRIMARY KEY (assertion_id, ordinal)
) STRICT;
--> statement-breakpoint
-- What an assertion is rested on: a footnote of its letter, or an authority that the text names.
CREATE TABLE citations (
  assertion_id INTEGER NOT NULL REFERENCES assertions (id),
  ordinal INTEGER NOT NULL,
  footnote_id INTEGER REFERENCES footnotes (id),
  authority_id INTEGER REFERENCES authorities (id),
  PRIMARY KEY (assertion_id, ordinal),
  CHECK ((footnote_id IS NULL) <> (authority_id IS NULL))
) STRICT;
--> statement-breakpoint
CREATE INDEX citations_by_footnote ON citations (footnote_id);
--> statement-breakpoint
CREATE INDEX citations_by_authority ON citations (authority_id);
--> statement-breakpoint
CREATE TABLE assertion_topics (
  assertion_id INTEGER NOT NULL REFERENCES assertions (id),
  topic_id INTEGER NOT NULL REFERENCES topics (id),
  ordinal INTEGER NOT NULL,
  PRIMARY KEY (assertion_id, topic_id)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX assertion_topics_by_topic ON assertion_topics (topic_id);
--> statement-breakpoint
CREATE TABLE claims (
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE CHECK (length(slug) BETWEEN 1 AND 80 AND slug NOT GLOB '*[^a-z0-9-]*' AND slug NOT GLOB '-*' AND slug NOT GLOB '*-' AND slug NOT GLOB '*--*'),
  wording TEXT NOT NULL CHECK (trim(wording) <> ''),
  scope_who TEXT CHECK (trim(scope_who) <> ''),
  scope_what TEXT CHECK (trim(scope_what) <> ''),
  scope_whom TEXT CHECK (trim(scope_whom) <> ''),
  scope_where TEXT CHECK (trim(scope_where) <> ''),
  scope_when TEXT CHECK (trim(scope_when) <> ''),
  state TEXT NOT NULL DEFAULT 'current' CHECK (state IN ('current', 'retired', 'merged')),
  retired_reason TEXT CHECK (trim(retired_reason) <> ''),
  merged_into_id INTEGER REFERENCES claims (id),
  CHECK ((state = 'retired') = (retired_reason IS NOT NULL)),
  CHECK ((state = 'merged') = (merged_into_id IS NOT NULL)),
  CHECK (merged_into_id <> id)
) STRICT;
--> statement-breakpoint
-- Every wording that a claim has had, counted from 1; the highest is the present one.
CREATE TABLE wordings (
  claim_id INTEGER NOT NULL REFERENCES claims (id),
  number INTEGER NOT NULL CHECK (number >= 1),
  wording TEXT NOT NULL CHECK (trim(wording) <> ''),
  PRIMARY KEY (claim_id, number)
) STRICT;
--> statement-breakpoint
CREATE TABLE claim_topics (
  claim_id INTEGER NOT NULL REFERENCES claims (id),
  topic_id INTEGER NOT NULL REFERENCES topics (id),
  ordinal INTEGER NOT NULL,
  PRIMARY KEY (claim_id, topic_id)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX claim_topics_by_topic ON claim_topics (topic_id, claim_id);
--> statement-breakpoint
-- An assertion's bearing on a claim, made against one of its wordings. The scope slots hold the letter's words or "not said".
CREATE TABLE stances (
  claim_id INTEGER NOT NULL REFERENCES claims (id),
  assertion_id INTEGER NOT NULL REFERENCES assertions (id),
  ordinal INTEGER NOT NULL,
  stance TEXT NOT NULL CHECK (stance IN ('asserts', 'disputes', 'qualifies', 'reports')),
  wording INTEGER NOT NULL DEFAULT 1,
  scope_note TEXT CHECK (trim(scope_note) <> ''),
  scope_who TEXT CHECK (trim(scope_who) <> ''),
  scope_what TEXT CHECK (trim(scope_what) <> ''),
  scope_whom TEXT CHECK (trim(scope_whom) <> ''),
  scope_where TEXT CHECK (trim(scope_where) <> ''),
  scope_when TEXT CHECK (trim(scope_when) <> ''),
  PRIMARY KEY (claim_id, assertion_id),
  FOREIGN KEY (claim_id, wording) REFERENCES wordings (claim_id, number)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX stances_by_assertion ON stances (assertion_id, claim_id);
--> statement-breakpoint
CREATE TABLE relations (
  id INTEGER PRIMARY KEY,
  from_claim_id INTEGER NOT NULL REFERENCES claims (id),
  to_claim_id INTEGER NOT NULL REFERENCES claims (id),
  kind TEXT NOT NULL CHECK (kind IN ('mirrors', 'contradicts', 'narrows', 'supports', 'not comparable')),
  reason TEXT NOT NULL CHECK (trim(reason) <> ''),
  UNIQUE (from_claim_id, to_claim_id, kind),
  CHECK (from_claim_id <> to_claim_id)
) STRICT;
--> statement-breakpoint
CREATE INDEX relations_by_target ON relations (to_claim_id, kind);
--> statement-breakpoint
-- A relation that holds both ways is given once.
CREATE TRIGGER relations_given_once BEFORE INSERT ON relations
WHEN NEW.kind IN ('mirrors', 'contradicts', 'not comparable') AND EXISTS (
  SELECT 1 FROM relations r
  WHERE r.from_claim_id = NEW.to_claim_id AND r.to_claim_id = NEW.from_claim_id AND r.kind = NEW.kind
)
BEGIN
  SELECT RAISE (ABORT, 'this relation is given already, the other way round');
END;
--> statement-breakpoint
-- Slugs that objects had before; an address with one answers 308.
CREATE TABLE old_slugs (
  kind TEXT NOT NULL CHECK (kind IN ('party', 'author', 'authority', 'topic', 'letter', 'assertion', 'claim')),
  slug TEXT NOT NULL CHECK (length(slug) BETWEEN 1 AND 80 AND slug NOT GLOB '*[^a-z0-9-]*' AND slug NOT GLOB '-*' AND slug NOT GLOB '*-' AND slug NOT GLOB '*--*'),
  current_slug TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  PRIMARY KEY (kind, slug),
  CHECK (slug <> current_slug)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
-- One line of history; written in the same transaction as what it tells of.
CREATE TABLE changes (
  id INTEGER PRIMARY KEY,
  made_at TEXT NOT NULL,
  actor TEXT NOT NULL CHECK (trim(actor) <> ''),
  action TEXT NOT NULL CHECK (trim(action) <> ''),
  summary TEXT NOT NULL CHECK (trim(summary) <> '')
) STRICT;
--> statement-breakpoint
-- The objects that a change touched, each before and after as a JSON record; NULL where it was not there.
CREATE TABLE change_objects (
  change_id INTEGER NOT NULL REFERENCES changes (id),
  ordinal INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('corpus', 'party', 'author', 'authority', 'topic', 'letter', 'assertion', 'claim', 'stance', 'relation')),
  key TEXT NOT NULL,
  before TEXT CHECK (json_valid(before)),
  after TEXT CHECK (json_valid(after)),
  PRIMARY KEY (change_id, ordinal),
  CHECK (before IS NOT NULL OR after IS NOT NULL)
) STRICT;
--> statement-breakpoint
CREATE INDEX change_objects_by_key ON change_objects (kind, key, change_id);
--> statement-breakpoint
CREATE TRIGGER changes_are_not_rewritten BEFORE UPDATE ON changes
BEGIN
  SELECT RAISE (ABORT, 'history is not rewritten');
END;
--> statement-breakpoint
CREATE TRIGGER changes_are_not_deleted BEFORE DELETE ON changes
BEGIN
  SELECT RAISE (ABORT, 'history is not rewritten');
END;
--> statement-breakpoint
CREATE TRIGGER change_objects_are_not_rewritten BEFORE UPDATE ON change_objects
BEGIN
  SELECT RAISE (ABORT, 'history is not rewritten');
END;
--> statement-breakpoint
CREATE TRIGGER change_objects_are_not_deleted BEFORE DELETE ON change_objects
BEGIN
  SELECT RAISE (ABORT, 'history is not rewritten');
END;
--> statement-breakpoint
PRAGMA user_version = 1;
