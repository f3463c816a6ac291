--liquibase formatted sql

--changeset gateway:message-events-gateway
ALTER TABLE telegram_gateway.message_events ADD COLUMN gateway uuid;
COMMENT ON COLUMN telegram_gateway.message_events.gateway IS
    'The gateway whose journal had the event; null for events of versions that did not note it';

--changeset gateway:message-events-position
-- In the order of one gateway's journal: for targets that continue from here.
CREATE INDEX message_events_position ON telegram_gateway.message_events (position) INCLUDE (gateway);

--changeset gateway:channels-owner
ALTER TABLE telegram_gateway.channels RENAME COLUMN owner_journal TO owner;
COMMENT ON COLUMN telegram_gateway.channels.owner IS
    'The gateway that writes this channel; null until one has delivered an event of it';
