--liquibase formatted sql

--changeset tp-capital:schema
CREATE SCHEMA IF NOT EXISTS tp_capital;

--changeset tp-capital:signals
-- Prices are numeric without a scale: option premiums have three decimals, crypto pairs eight and more.
CREATE TABLE tp_capital.tp_capital_signals (
    channel_id   bigint      NOT NULL,
    message_id   bigint      NOT NULL,
    position     bigint      NOT NULL,
    ts           timestamptz NOT NULL,
    asset        text        NOT NULL,
    signal_type  text,
    side         text        NOT NULL,
    buy_min      numeric,
    buy_max      numeric,
    sell_min     numeric,
    sell_max     numeric,
    target_1     numeric,
    target_2     numeric,
    target_final numeric,
    targets      numeric[]   NOT NULL DEFAULT '{}',
    stop         numeric,
    missing      text[]      NOT NULL DEFAULT '{}',
    raw_message  text        NOT NULL,
    parser_version integer   NOT NULL,
    source       text        NOT NULL,
    ingested_at  timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    withdrawn_at timestamptz,
    deleted_at   timestamptz,
    CONSTRAINT tp_capital_signals_pkey PRIMARY KEY (channel_id, message_id),
    CONSTRAINT tp_capital_signals_ids CHECK (channel_id <> 0 AND message_id <> 0 AND position > 0),
    CONSTRAINT tp_capital_signals_named CHECK (asset <> '' AND signal_type <> ''),
    CONSTRAINT tp_capital_signals_entry CHECK (buy_min <= buy_max AND sell_min <= sell_max),
    -- Whoever reads the old columns only can never take a sale for a purchase.
    CONSTRAINT tp_capital_signals_side CHECK (
        (side = 'buy' AND sell_min IS NULL AND sell_max IS NULL)
        OR (side = 'sell' AND buy_min IS NULL AND buy_max IS NULL)),
    CONSTRAINT tp_capital_signals_prices CHECK (
        buy_min >= 0 AND buy_max >= 0 AND sell_min >= 0 AND sell_max >= 0 AND target_1 >= 0 AND target_2 >= 0 AND target_final >= 0 AND stop >= 0
        AND 0 <= ALL (targets))
);
COMMENT ON TABLE tp_capital.tp_capital_signals IS 'The latest state of each signal; deleted ones stay, marked';
COMMENT ON COLUMN tp_capital.tp_capital_signals.ts IS 'When the message was sent';
COMMENT ON COLUMN tp_capital.tp_capital_signals.signal_type IS 'Swing Trade, Day Trade, Scalping; null if not said';
COMMENT ON COLUMN tp_capital.tp_capital_signals.targets IS 'All targets in the order of the text';
COMMENT ON COLUMN tp_capital.tp_capital_signals.missing IS 'What the text leaves blank or in doubt: entry, target, stop';
COMMENT ON COLUMN tp_capital.tp_capital_signals.withdrawn_at IS 'When an edit made the message something else';
COMMENT ON COLUMN tp_capital.tp_capital_signals.position IS 'Of the message state that it was read from';

--changeset tp-capital:signals-newest
-- Partial: the list of signals leaves out what is deleted or withdrawn.
CREATE INDEX tp_capital_signals_newest ON tp_capital.tp_capital_signals (ts, channel_id, message_id)
    WHERE deleted_at IS NULL AND withdrawn_at IS NULL;

--changeset tp-capital:signal-events
CREATE TABLE tp_capital.signal_events (
    channel_id   bigint      NOT NULL,
    position     bigint      NOT NULL,
    message_id   bigint      NOT NULL,
    change       text        NOT NULL,
    ts           timestamptz NOT NULL,
    asset        text        NOT NULL,
    signal_type  text,
    side         text        NOT NULL,
    buy_min      numeric,
    buy_max      numeric,
    sell_min     numeric,
    sell_max     numeric,
    target_1     numeric,
    target_2     numeric,
    target_final numeric,
    targets      numeric[]   NOT NULL DEFAULT '{}',
    stop         numeric,
    missing      text[]      NOT NULL DEFAULT '{}',
    raw_message  text        NOT NULL,
    parser_version integer   NOT NULL,
    recorded_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT signal_events_pkey PRIMARY KEY (channel_id, position),
    CONSTRAINT signal_events_ids CHECK (channel_id <> 0 AND message_id <> 0 AND position > 0),
    CONSTRAINT signal_events_change CHECK (change IN ('created', 'changed', 'withdrawn', 'deleted'))
);
COMMENT ON TABLE tp_capital.signal_events IS 'Every state that every signal has had. Only ever appended to.';

--changeset tp-capital:verdicts
CREATE TABLE tp_capital.verdicts (
    channel_id bigint      NOT NULL,
    message_id bigint      NOT NULL,
    position   bigint      NOT NULL,
    outcome    text        NOT NULL,
    reason     text,
    parser_version integer NOT NULL,
    decided_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT verdicts_pkey PRIMARY KEY (channel_id, message_id),
    CONSTRAINT verdicts_ids CHECK (channel_id <> 0 AND message_id <> 0 AND position > 0),
    CONSTRAINT verdicts_outcome CHECK (outcome IN ('signal', 'incomplete', 'not_a_signal', 'deleted', 'failed'))
);
COMMENT ON TABLE tp_capital.verdicts IS
    'What became of each message, and why. Only a higher position changes a verdict.';

--changeset tp-capital:verdicts-position
CREATE INDEX verdicts_position ON tp_capital.verdicts (channel_id, position);
