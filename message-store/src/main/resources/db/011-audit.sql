--liquibase formatted sql

--changeset gateway:audit-chain
CREATE TABLE telegram_gateway.audit_chain (
    channel_id bigint      NOT NULL,
    position   bigint      NOT NULL,
    events     bigint      NOT NULL,
    chain      bytea       NOT NULL,
    audited_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT audit_chain_pkey PRIMARY KEY (channel_id, position),
    CONSTRAINT audit_chain_values CHECK (position > 0 AND events > 0 AND octet_length(chain) = 32)
);
COMMENT ON TABLE telegram_gateway.audit_chain IS
    'What each audit found of a channel''s events: their number and chain up to a position. Only ever appended to.';
COMMENT ON COLUMN telegram_gateway.audit_chain.chain IS
    'SHA-256 (chain before, position, message id, SHA-256 (json)), event by event in the order of positions; numbers as'
    ' 8 bytes, the highest first; before the first event SHA-256 (''telegram-gateway events 1'', channel id)';
