-- What each role may do on PostgreSQL. Run as the owner after every migration;
-- running it again changes nothing. The four roles exist before it is run:
-- quietword_owner (migrates, vacuums), quietword_reporter, quietword_desk,
-- quietword_upkeep.

REVOKE ALL ON ALL TABLES IN SCHEMA public
    FROM PUBLIC, quietword_reporter, quietword_desk, quietword_upkeep;
GRANT USAGE ON SCHEMA public TO quietword_reporter, quietword_desk, quietword_upkeep;
-- Which migrations ran: `quietword check` compares it with the code, as each role.
GRANT SELECT ON alembic_version TO quietword_reporter, quietword_desk, quietword_upkeep;

-- The public process: it adds, and it meets one mailbox at a time.
GRANT INSERT ON tips, letters, seals, shreds, mailboxes, doorbells, duties
    TO quietword_reporter;
GRANT SELECT, DELETE ON mailboxes, shreds TO quietword_reporter;
GRANT SELECT ON letters, desk_cards TO quietword_reporter;
GRANT INSERT ON files TO quietword_reporter;
-- Visits by poster's code and day: it adds one to a count.
GRANT SELECT, INSERT, UPDATE ON campaign_visits TO quietword_reporter;

-- The officers' process: everything but the deletion log, which upkeep writes.
GRANT SELECT, INSERT, UPDATE, DELETE ON
    tips, letters, seals, shreds, mailboxes, doorbells, duties, reviews,
    releases, release_letters, release_seals, release_shreds,
    files, desk_cards, recoveries, officers, members, member_seeds,
    sessions, sign_in_counters
    TO quietword_desk;
GRANT SELECT, INSERT ON audit_entries TO quietword_desk;
GRANT SELECT, UPDATE ON audit_head TO quietword_desk;
GRANT SELECT ON deletions, mails, campaign_visits TO quietword_desk;
-- A mail that calls a desk is written down with the act that calls it.
GRANT INSERT ON mails TO quietword_desk;

-- Upkeep forgets and rings. It reads no box and holds no key but public cards;
-- the log's head goes out in the auditor's daily mail.
GRANT SELECT, UPDATE, DELETE ON tips TO quietword_upkeep;
GRANT SELECT (id, tip, kind), DELETE ON letters TO quietword_upkeep;
GRANT SELECT (tip, side, held), DELETE ON shreds TO quietword_upkeep;
GRANT SELECT (tip, delete_on), DELETE ON mailboxes TO quietword_upkeep;
GRANT SELECT, UPDATE (level, ring_at), DELETE ON doorbells, duties TO quietword_upkeep;
GRANT SELECT, DELETE ON files, campaign_visits TO quietword_upkeep;
GRANT SELECT, DELETE ON reviews TO quietword_upkeep;
GRANT SELECT (id, forget_on), DELETE ON releases TO quietword_upkeep;
GRANT SELECT (release), DELETE ON release_shreds TO quietword_upkeep;
GRANT SELECT, INSERT, UPDATE, DELETE ON mails TO quietword_upkeep;
GRANT SELECT (id, seen_at, started_at), DELETE ON sessions TO quietword_upkeep;
GRANT SELECT (name_hash, wait_until), DELETE ON sign_in_counters TO quietword_upkeep;
GRANT SELECT ON desk_cards, audit_head TO quietword_upkeep;
GRANT SELECT, INSERT ON deletions TO quietword_upkeep;

ALTER TABLE letters ENABLE ROW LEVEL SECURITY;
ALTER TABLE shreds ENABLE ROW LEVEL SECURITY;
ALTER TABLE mailboxes ENABLE ROW LEVEL SECURITY;
ALTER TABLE seals ENABLE ROW LEVEL SECURITY;
ALTER TABLE duties ENABLE ROW LEVEL SECURITY;
ALTER TABLE mails ENABLE ROW LEVEL SECURITY;

-- Staff and upkeep see every row; what they can read of it is up to their keys.
DROP POLICY IF EXISTS staff ON letters;
DROP POLICY IF EXISTS staff ON shreds;
DROP POLICY IF EXISTS staff ON mailboxes;
CREATE POLICY staff ON letters TO quietword_desk, quietword_upkeep USING (true);
CREATE POLICY staff ON shreds TO quietword_desk, quietword_upkeep USING (true);
CREATE POLICY staff ON mailboxes TO quietword_desk, quietword_upkeep USING (true);
DROP POLICY IF EXISTS staff ON seals;
DROP POLICY IF EXISTS staff ON duties;
CREATE POLICY staff ON seals TO quietword_desk, quietword_upkeep USING (true);
CREATE POLICY staff ON duties TO quietword_desk, quietword_upkeep USING (true);

-- A reporter's transaction names one locator, and meets nothing else.
DROP POLICY IF EXISTS own_mailbox ON mailboxes;
DROP POLICY IF EXISTS own_mailbox_end ON mailboxes;
DROP POLICY IF EXISTS new_mailbox ON mailboxes;
CREATE POLICY own_mailbox ON mailboxes FOR SELECT TO quietword_reporter
    USING (encode(locator, 'hex') = current_setting('quietword.locator', true));
CREATE POLICY own_mailbox_end ON mailboxes FOR DELETE TO quietword_reporter
    USING (encode(locator, 'hex') = current_setting('quietword.locator', true));
CREATE POLICY new_mailbox ON mailboxes FOR INSERT TO quietword_reporter WITH CHECK (true);

DROP POLICY IF EXISTS own_shred ON shreds;
DROP POLICY IF EXISTS own_shred_end ON shreds;
DROP POLICY IF EXISTS new_shred ON shreds;
CREATE POLICY own_shred ON shreds FOR SELECT TO quietword_reporter
    USING (encode(locator, 'hex') = current_setting('quietword.locator', true));
CREATE POLICY own_shred_end ON shreds FOR DELETE TO quietword_reporter
    USING (encode(locator, 'hex') = current_setting('quietword.locator', true) AND NOT held);
CREATE POLICY new_shred ON shreds FOR INSERT TO quietword_reporter
    WITH CHECK (side = 'told' AND NOT held);

-- It writes tips, names left apart and additions, never a word in the council's name
-- or the custodian's, and reads the thread of the one mailbox it named. A name comes
-- with its tip, first and under no wrap; one that is slipped in later lacks the bond
-- that stands inside the tip's letter, so nobody believes it.
DROP POLICY IF EXISTS own_thread ON letters;
DROP POLICY IF EXISTS new_letter ON letters;
CREATE POLICY own_thread ON letters FOR SELECT TO quietword_reporter
    USING (
        kind IN ('addition', 'message', 'status', 'notice')
        AND tip IN (SELECT mailboxes.tip FROM mailboxes)
    );
CREATE POLICY new_letter ON letters FOR INSERT TO quietword_reporter
    WITH CHECK (
        kind = 'tip'
        OR (kind = 'identity' AND number = 0 AND wrap IS NULL)
        OR (kind = 'addition' AND tip IN (SELECT mailboxes.tip FROM mailboxes))
    );

-- Its seals are never a desk's own, and its duties begin at the beginning: it can
-- neither pass a letter off as one that was opened, nor a duty as one that is done.
DROP POLICY IF EXISTS new_seal ON seals;
DROP POLICY IF EXISTS new_duty ON duties;
CREATE POLICY new_seal ON seals FOR INSERT TO quietword_reporter WITH CHECK (NOT adopted);
CREATE POLICY new_duty ON duties FOR INSERT TO quietword_reporter
    WITH CHECK (open AND level = 0);

-- The officers' process calls desks, and writes down no mail that upkeep plans: whose
-- id is taken is not sent, and one of them carries the head of the log.
DROP POLICY IF EXISTS rung ON mails;
DROP POLICY IF EXISTS seen_mail ON mails;
DROP POLICY IF EXISTS new_call ON mails;
CREATE POLICY rung ON mails TO quietword_upkeep USING (true);
CREATE POLICY seen_mail ON mails FOR SELECT TO quietword_desk USING (true);
CREATE POLICY new_call ON mails FOR INSERT TO quietword_desk
    WITH CHECK (kind = 'ring' AND id LIKE 'call-%' AND NOT sent AND attempts = 0);
