--liquibase formatted sql

--changeset gateway:timescale-clock splitStatements:false
-- Positions are integers, so TimescaleDB must be told what "now" is on their scale.
CREATE FUNCTION telegram_gateway.now_microseconds() RETURNS bigint
    LANGUAGE sql STABLE
    AS $$ SELECT (extract(epoch FROM now()) * 1000000)::bigint $$;

--changeset gateway:timescale-message-events
-- Chunks of a day. Compressed after seven, when no event of theirs can still be on its way.
SELECT create_hypertable('telegram_gateway.message_events', 'position',
    chunk_time_interval => 86400000000, create_default_indexes => false);
SELECT set_integer_now_func('telegram_gateway.message_events', 'telegram_gateway.now_microseconds');
ALTER TABLE telegram_gateway.message_events SET (
    timescaledb.compress, timescaledb.compress_segmentby = 'channel_id', timescaledb.compress_orderby = 'position');
SELECT add_compression_policy('telegram_gateway.message_events', compress_after => BIGINT '604800000000');

--changeset tp-capital:timescale-signal-events
SELECT create_hypertable('tp_capital.signal_events', 'position',
    chunk_time_interval => 86400000000, create_default_indexes => false);
SELECT set_integer_now_func('tp_capital.signal_events', 'telegram_gateway.now_microseconds');
ALTER TABLE tp_capital.signal_events SET (
    timescaledb.compress, timescaledb.compress_segmentby = 'channel_id', timescaledb.compress_orderby = 'position');
SELECT add_compression_policy('tp_capital.signal_events', compress_after => BIGINT '604800000000');

--changeset gateway:timescale-messages-per-minute
-- materialized_only = false: what is not yet materialized is counted from the events when it is read.
-- WITH NO DATA: filling a view is forbidden in a transaction, and there is nothing to fill it with yet.
CREATE MATERIALIZED VIEW telegram_gateway.messages_per_minute
    WITH (timescaledb.continuous, timescaledb.materialized_only = false) AS
SELECT channel_id,
       time_bucket(BIGINT '60000000', position) AS bucket,
       to_timestamp(time_bucket(BIGINT '60000000', position) / 60000000 * 60) AS minute,
       count(*) FILTER (WHERE kind = 'posted') AS posted,
       count(*) FILTER (WHERE kind = 'edited') AS edited,
       count(*) FILTER (WHERE kind = 'deleted') AS deleted,
       count(*) FILTER (WHERE source IN ('backfill', 'import')) AS history
FROM telegram_gateway.message_events
GROUP BY channel_id, time_bucket(BIGINT '60000000', position)
WITH NO DATA;
-- Looks back 30 days: an outage of the database may let events arrive late.
SELECT add_continuous_aggregate_policy('telegram_gateway.messages_per_minute',
    start_offset => BIGINT '2592000000000', end_offset => BIGINT '60000000', schedule_interval => INTERVAL '5 minutes');

--changeset gateway:timescale-messages-per-hour
CREATE MATERIALIZED VIEW telegram_gateway.messages_per_hour
    WITH (timescaledb.continuous, timescaledb.materialized_only = false) AS
SELECT channel_id,
       time_bucket(BIGINT '3600000000', position) AS bucket,
       to_timestamp(time_bucket(BIGINT '3600000000', position) / 3600000000 * 3600) AS hour,
       count(*) FILTER (WHERE kind = 'posted') AS posted,
       count(*) FILTER (WHERE kind = 'edited') AS edited,
       count(*) FILTER (WHERE kind = 'deleted') AS deleted,
       count(*) FILTER (WHERE source IN ('backfill', 'import')) AS history
FROM telegram_gateway.message_events
GROUP BY channel_id, time_bucket(BIGINT '3600000000', position)
WITH NO DATA;
SELECT add_continuous_aggregate_policy('telegram_gateway.messages_per_hour',
    start_offset => BIGINT '2592000000000', end_offset => BIGINT '3600000000', schedule_interval => INTERVAL '1 hour');

--changeset gateway:timescale-refresh-at-once
-- By default newer versions refresh bucket by bucket, newest first: 20 days of minutes took more than ten minutes,
-- where one transaction takes a fifth of a second. Older versions do not know the option and do it at once anyway.
SELECT alter_job(job_id, config => config || '{"buckets_per_batch": 0}')
FROM timescaledb_information.jobs
WHERE proc_name = 'policy_refresh_continuous_aggregate'
    AND hypertable_name IN ('messages_per_minute', 'messages_per_hour');
