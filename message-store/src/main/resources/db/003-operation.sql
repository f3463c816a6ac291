--liquibase formatted sql

--changeset gateway:forwarding-rules
CREATE TABLE telegram_gateway.forwarding_rules (
    rule_id     bigint      GENERATED ALWAYS AS IDENTITY,
    channel_id  bigint      NOT NULL,
    destination text        NOT NULL,
    active      boolean     NOT NULL DEFAULT true,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT forwarding_rules_pkey PRIMARY KEY (rule_id),
    CONSTRAINT forwarding_rules_once UNIQUE (channel_id, destination),
    CONSTRAINT forwarding_rules_values CHECK (channel_id <> 0 AND destination <> '')
);
COMMENT ON TABLE telegram_gateway.forwarding_rules IS 'Where the messages of a channel are pushed to';

--changeset gateway:sessions
CREATE TABLE telegram_gateway.sessions (
    account    text        NOT NULL,
    kind       text        NOT NULL,
    state      text        NOT NULL,
    journal_id uuid,
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT sessions_pkey PRIMARY KEY (account),
    CONSTRAINT sessions_kind CHECK (kind IN ('user', 'bot'))
);
COMMENT ON TABLE telegram_gateway.sessions IS
    'The state of each Telegram session, for operators. The session itself never leaves its gateway''s directory.';

--changeset gateway:api-clients
CREATE TABLE telegram_gateway.api_clients (
    client_id  bigint      GENERATED ALWAYS AS IDENTITY,
    name       text        NOT NULL,
    key_sha256 bytea       NOT NULL,
    role       text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz,
    revoked_at timestamptz,
    CONSTRAINT api_clients_pkey PRIMARY KEY (client_id),
    CONSTRAINT api_clients_name UNIQUE (name),
    CONSTRAINT api_clients_key UNIQUE (key_sha256),
    CONSTRAINT api_clients_values CHECK (name <> '' AND role <> '' AND octet_length(key_sha256) = 32)
);
COMMENT ON TABLE telegram_gateway.api_clients IS 'Who may call the API; a key is known by its hash only';

--changeset gateway:audit-log
CREATE TABLE telegram_gateway.audit_log (
    entry_id bigint      GENERATED ALWAYS AS IDENTITY,
    at       timestamptz NOT NULL DEFAULT now(),
    actor    text        NOT NULL,
    action   text        NOT NULL,
    subject  text,
    details  jsonb,
    CONSTRAINT audit_log_pkey PRIMARY KEY (entry_id),
    CONSTRAINT audit_log_values CHECK (actor <> '' AND action <> '')
);
COMMENT ON TABLE telegram_gateway.audit_log IS 'Who changed what; services may add entries, not change them';
