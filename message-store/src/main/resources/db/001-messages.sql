--liquibase formatted sql

--changeset gateway:messages
CREATE TABLE telegram_gateway.messages (
    channel_id          bigint      NOT NULL,
    message_id          bigint      NOT NULL,
    position            bigint      NOT NULL,
    kind                text        NOT NULL,
    sent_at             timestamptz,
    edited_at           timestamptz,
    deleted_at          timestamptz,
    received_at         timestamptz NOT NULL,
    source              text        NOT NULL,
    account             text        NOT NULL,
    text                text        NOT NULL,
    media_type          text,
    album_id            bigint,
    reply_to_message_id bigint,
    topic_id            bigint,
    author              text,
    content_hash        bytea,
    json                text        NOT NULL,
    CONSTRAINT messages_pkey PRIMARY KEY (channel_id, message_id),
    CONSTRAINT messages_feed UNIQUE (channel_id, position),
    CONSTRAINT messages_ids CHECK (channel_id <> 0 AND message_id <> 0 AND position > 0),
    CONSTRAINT messages_kind CHECK (kind IN ('posted', 'edited', 'deleted')),
    CONSTRAINT messages_source CHECK (source IN ('user', 'bot', 'backfill', 'replay', 'import')),
    CONSTRAINT messages_deleted CHECK ((kind = 'deleted') = (deleted_at IS NOT NULL)),
    -- Only the tombstone of a message that was never seen has neither date nor content.
    CONSTRAINT messages_seen CHECK (kind = 'deleted' OR (sent_at IS NOT NULL AND content_hash IS NOT NULL))
)
-- Feeds read beyond the highest position that the statistics know: keep these young, or plans guess wrong.
WITH (autovacuum_analyze_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.05);
COMMENT ON TABLE telegram_gateway.messages IS
    'The latest state of each message. After a deletion the columns keep the last content; json is the tombstone.';
COMMENT ON COLUMN telegram_gateway.messages.position IS
    'Place in the channel''s feed, microseconds since 1970 when the gateway accepted the latest event';
COMMENT ON COLUMN telegram_gateway.messages.text IS 'Text or caption, for searching; NUL is replaced by U+FFFD';
COMMENT ON COLUMN telegram_gateway.messages.json IS 'The canonical JSON, byte for byte as in the journal and the cache';

--changeset gateway:messages-history
-- Partial: history leaves deleted messages out.
CREATE INDEX messages_history ON telegram_gateway.messages (channel_id, sent_at, message_id)
    WHERE deleted_at IS NULL;

--changeset gateway:messages-search
-- Cut, so that no text can exceed what one index entry may hold (1 MB of words).
CREATE INDEX messages_search ON telegram_gateway.messages
    USING gin (to_tsvector('simple'::regconfig, left(text, 100000)))
    WHERE deleted_at IS NULL;

--changeset gateway:message-events
CREATE TABLE telegram_gateway.message_events (
    channel_id  bigint      NOT NULL,
    position    bigint      NOT NULL,
    message_id  bigint      NOT NULL,
    kind        text        NOT NULL,
    source      text        NOT NULL,
    received_at timestamptz NOT NULL,
    json        text        NOT NULL,
    CONSTRAINT message_events_pkey PRIMARY KEY (channel_id, position),
    CONSTRAINT message_events_ids CHECK (channel_id <> 0 AND message_id <> 0 AND position > 0),
    CONSTRAINT message_events_kind CHECK (kind IN ('posted', 'edited', 'deleted')),
    CONSTRAINT message_events_source CHECK (source IN ('user', 'bot', 'backfill', 'replay', 'import'))
);
COMMENT ON TABLE telegram_gateway.message_events IS
    'Every event, so every earlier state of every message. Only ever appended to.';

--changeset gateway:channels
CREATE TABLE telegram_gateway.channels (
    channel_id    bigint      NOT NULL,
    title         text,
    username      text,
    type          text,
    active        boolean     NOT NULL DEFAULT true,
    owner_journal uuid,
    epoch         bigint      NOT NULL DEFAULT 0,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT channels_pkey PRIMARY KEY (channel_id),
    CONSTRAINT channels_id CHECK (channel_id <> 0),
    CONSTRAINT channels_epoch CHECK (epoch >= 0)
);
COMMENT ON TABLE telegram_gateway.channels IS
    'Every channel that a source has named or that has a message; title and type are null until a source tells them';
COMMENT ON COLUMN telegram_gateway.channels.owner_journal IS 'The journal that writes this channel; null for any';
COMMENT ON COLUMN telegram_gateway.channels.epoch IS 'Raised by each takeover; batches of an older epoch are refused';
