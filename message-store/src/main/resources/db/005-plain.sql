--liquibase formatted sql

--changeset gateway:plain-aggregates
-- The same names and columns as the continuous aggregates of TimescaleDB.
CREATE VIEW telegram_gateway.messages_per_minute AS
SELECT channel_id,
       position / 60000000 * 60000000 AS bucket,
       to_timestamp(position / 60000000 * 60) AS minute,
       count(*) FILTER (WHERE kind = 'posted') AS posted,
       count(*) FILTER (WHERE kind = 'edited') AS edited,
       count(*) FILTER (WHERE kind = 'deleted') AS deleted,
       count(*) FILTER (WHERE source IN ('backfill', 'import')) AS history
FROM telegram_gateway.message_events
GROUP BY channel_id, position / 60000000;

CREATE VIEW telegram_gateway.messages_per_hour AS
SELECT channel_id,
       position / 3600000000 * 3600000000 AS bucket,
       to_timestamp(position / 3600000000 * 3600) AS hour,
       count(*) FILTER (WHERE kind = 'posted') AS posted,
       count(*) FILTER (WHERE kind = 'edited') AS edited,
       count(*) FILTER (WHERE kind = 'deleted') AS deleted,
       count(*) FILTER (WHERE source IN ('backfill', 'import')) AS history
FROM telegram_gateway.message_events
GROUP BY channel_id, position / 3600000000;
