--liquibase formatted sql

--changeset gateway:delivery-cursors
CREATE TABLE telegram_gateway.delivery_cursors (
    journal_id uuid        NOT NULL,
    lane       integer     NOT NULL,
    position   bigint      NOT NULL DEFAULT 0,
    applied    bigint      NOT NULL DEFAULT 0,
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT delivery_cursors_pkey PRIMARY KEY (journal_id, lane),
    CONSTRAINT delivery_cursors_values CHECK (lane >= 0 AND position >= 0 AND applied >= 0)
);
COMMENT ON TABLE telegram_gateway.delivery_cursors IS
    'How far each lane of each journal is applied; moves in the transaction that writes the rows';

--changeset gateway:consumer-cursors
CREATE TABLE telegram_gateway.consumer_cursors (
    consumer   text        NOT NULL,
    channel_id bigint      NOT NULL,
    position   bigint      NOT NULL DEFAULT 0,
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT consumer_cursors_pkey PRIMARY KEY (consumer, channel_id),
    CONSTRAINT consumer_cursors_values CHECK (consumer <> '' AND channel_id <> 0 AND position >= 0)
);
COMMENT ON TABLE telegram_gateway.consumer_cursors IS
    'How far each consumer has processed each channel; moves in the transaction that writes its results';

--changeset gateway:channel-coverage
CREATE TABLE telegram_gateway.channel_coverage (
    channel_id bigint      NOT NULL,
    lo         bigint      NOT NULL,
    hi         bigint      NOT NULL,
    state      text        NOT NULL,
    reason     text,
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT channel_coverage_pkey PRIMARY KEY (channel_id, lo),
    CONSTRAINT channel_coverage_interval CHECK (channel_id <> 0 AND lo <= hi),
    CONSTRAINT channel_coverage_state CHECK (state IN ('stored', 'absent', 'refused', 'retired', 'unknown'))
);
COMMENT ON TABLE telegram_gateway.channel_coverage IS
    'What is known of message ids lo to hi, both inclusive; intervals of a channel do not overlap';
