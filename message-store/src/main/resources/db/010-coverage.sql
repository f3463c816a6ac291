--liquibase formatted sql

--changeset gateway:channel-coverage-states
ALTER TABLE telegram_gateway.channel_coverage DROP CONSTRAINT channel_coverage_state;
ALTER TABLE telegram_gateway.channel_coverage ADD CONSTRAINT channel_coverage_state
    CHECK (state IN ('unknown', 'absent_per_export', 'absent', 'refused', 'retired', 'stored'));
ALTER TABLE telegram_gateway.channel_coverage ADD CONSTRAINT channel_coverage_reason
    CHECK (reason IS NULL OR char_length(reason) <= 100 AND state IN ('refused', 'absent_per_export'));
COMMENT ON TABLE telegram_gateway.channel_coverage IS
    'What is known of message ids lo to hi, both inclusive; the intervals of a channel lie side by side from its first'
    ' to its newest known id, neighbours differ in state or reason';
COMMENT ON COLUMN telegram_gateway.channel_coverage.state IS
    'unknown: must be asked; absent_per_export: an export lacks it; absent: Telegram says that there is none; refused:'
    ' there is something that is not kept; retired: removed by retention; stored: has a row in messages';
COMMENT ON COLUMN telegram_gateway.channel_coverage.reason IS
    'Why ids are refused, or the date of the export that lacks them; null for the other states';

--changeset gateway:channel-coverage-unknown
-- What must be asked, newest first, however many intervals lie between.
CREATE INDEX channel_coverage_unknown ON telegram_gateway.channel_coverage (channel_id, lo) WHERE state = 'unknown';

--changeset gateway:channel-coverage-of-older-versions
-- What was stored before there was a ledger: runs of ids, and what lies between them.
INSERT INTO telegram_gateway.channel_coverage (channel_id, lo, hi, state)
WITH numbered AS (
    SELECT channel_id, message_id,
           message_id - row_number() OVER (PARTITION BY channel_id ORDER BY message_id) AS run
    FROM telegram_gateway.messages
    WHERE channel_id < -1000000000000 AND message_id > 0
), runs AS (
    SELECT channel_id, min(message_id) AS lo, max(message_id) AS hi
    FROM numbered
    GROUP BY channel_id, run
), gaps AS (
    SELECT channel_id, hi + 1 AS lo, lead(lo) OVER (PARTITION BY channel_id ORDER BY lo) - 1 AS hi
    FROM runs
), intervals AS (
    SELECT channel_id, lo, hi, 'stored' AS state FROM runs
    UNION ALL
    SELECT channel_id, lo, hi, 'unknown' FROM gaps WHERE hi IS NOT NULL
)
SELECT * FROM intervals
WHERE NOT EXISTS (
    SELECT FROM telegram_gateway.channel_coverage AS known WHERE known.channel_id = intervals.channel_id);
