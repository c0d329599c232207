-- What a waiting request costs and what the desk filters by stand beside it, so that a page of the queue reads one index.
ALTER TABLE approvals ADD COLUMN rate_minor BIGINT NOT NULL DEFAULT 0;
ALTER TABLE approvals ADD COLUMN rate_until BIGINT;
ALTER TABLE approvals ADD COLUMN queue TEXT;
ALTER TABLE approvals ADD COLUMN mode TEXT;
ALTER TABLE approvals ADD COLUMN brand TEXT;
ALTER TABLE approvals ADD COLUMN risk TEXT;
ALTER TABLE approvals ADD COLUMN move TEXT;
UPDATE approvals SET
  rate_until = 0,
  queue = (SELECT c.queue FROM cases c WHERE c.id = approvals.case_id),
  mode = (SELECT c.mode FROM cases c WHERE c.id = approvals.case_id),
  move = (SELECT p.move FROM proposals p WHERE p.id = approvals.proposal_id)
WHERE settled_at IS NULL;
-- Covers every filter and the order of the queue; requests that were settled are not in it.
CREATE INDEX approvals_queue ON approvals (rate_minor DESC, proposal_id, settled_at, queue, mode, brand, risk, claimed_by, claimed_until, due_at, move, amount_minor, currency)
  WHERE settled_at IS NULL;
CREATE INDEX approvals_rates ON approvals (rate_until) WHERE settled_at IS NULL;
CREATE INDEX approvals_claimed ON approvals (claimed_by, rate_minor DESC) WHERE settled_at IS NULL AND claimed_by IS NOT NULL;
CREATE INDEX approvals_settled ON approvals (settled_at) WHERE settled_at IS NOT NULL;
-- Similar cases: the newest outcomes of a mode and move.
CREATE INDEX outcomes_alike ON outcomes (mode, move, closed_at);
CREATE INDEX audit_about ON audit (about, seq);
CREATE INDEX audit_who ON audit (who, seq);
CREATE INDEX audit_what ON audit (what, seq);
CREATE INDEX verdicts_by_time ON verdicts (given_at);
