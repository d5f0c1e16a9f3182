-- One release's selection. Dates are text: EDTF as written, and the first and last day that they allow.
CREATE TABLE release (number INTEGER NOT NULL, digest TEXT NOT NULL, draft INTEGER NOT NULL, known TEXT, rules INTEGER NOT NULL, vocabulary INTEGER NOT NULL);
CREATE TABLE node (id TEXT PRIMARY KEY, kind TEXT NOT NULL, type TEXT, label TEXT NOT NULL, jurisdiction TEXT, first TEXT, selected INTEGER NOT NULL, link TEXT NOT NULL);
CREATE TABLE source (id TEXT PRIMARY KEY, label TEXT NOT NULL, kind TEXT NOT NULL, publisher TEXT, published TEXT, url TEXT, read TEXT, language TEXT, licence TEXT, copy_of TEXT, link TEXT NOT NULL);
CREATE TABLE claim (id TEXT PRIMARY KEY, subject TEXT NOT NULL, predicate TEXT NOT NULL, value TEXT NOT NULL, original TEXT, kind TEXT NOT NULL, manner TEXT NOT NULL, rank TEXT NOT NULL,
  unverified INTEGER NOT NULL, quotation TEXT, language TEXT, locator TEXT, "check" TEXT, reason TEXT, reading TEXT, derivation TEXT, source TEXT REFERENCES source (id), link TEXT NOT NULL);
CREATE TABLE step (id TEXT PRIMARY KEY, act TEXT NOT NULL REFERENCES node (id), role TEXT NOT NULL, scope TEXT, date TEXT NOT NULL, earliest TEXT, latest TEXT, precision TEXT NOT NULL,
  standing TEXT NOT NULL, mark TEXT, words TEXT NOT NULL, sentence TEXT NOT NULL, link TEXT NOT NULL);
-- side: 'gives' the date of the step, or is its 'rival'; position 1 is the best.
CREATE TABLE step_claim (step TEXT NOT NULL REFERENCES step (id), side TEXT NOT NULL, position INTEGER NOT NULL, claim TEXT NOT NULL REFERENCES claim (id), PRIMARY KEY (step, side, position));
CREATE TABLE relation ("from" TEXT NOT NULL REFERENCES node (id), type TEXT NOT NULL, "to" TEXT NOT NULL REFERENCES node (id), inferred INTEGER NOT NULL, unverified INTEGER NOT NULL, reason TEXT,
  PRIMARY KEY ("from", type, "to"));
CREATE TABLE relation_claim ("from" TEXT NOT NULL, type TEXT NOT NULL, "to" TEXT NOT NULL, position INTEGER NOT NULL, claim TEXT NOT NULL REFERENCES claim (id),
  PRIMARY KEY ("from", type, "to", position), FOREIGN KEY ("from", type, "to") REFERENCES relation ("from", type, "to"));
CREATE INDEX step_by_day ON step (earliest, id);
CREATE INDEX step_by_act ON step (act);
CREATE INDEX claim_by_source ON claim (source);
-- The timeline with the passage behind each date.
CREATE VIEW timeline AS
  SELECT step.id AS step, step.date, step.words, step.mark, node.label AS act, step.role, step.scope, step.sentence, claim.quotation, claim.locator, source.label AS source, source.url, source.read
  FROM step JOIN node ON node.id = step.act
  LEFT JOIN step_claim ON step_claim.step = step.id AND step_claim.side = 'gives' AND step_claim.position = 1
  LEFT JOIN claim ON claim.id = step_claim.claim LEFT JOIN source ON source.id = claim.source
  ORDER BY step.earliest, step.id;
