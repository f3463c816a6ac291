--liquibase formatted sql

--changeset gateway:api-keys
-- Nothing has written api_clients before: a client's keys get a table of their own, so that it may have two while it
-- changes from one to the other.
ALTER TABLE telegram_gateway.api_clients DROP CONSTRAINT api_clients_key;
ALTER TABLE telegram_gateway.api_clients DROP CONSTRAINT api_clients_values;
ALTER TABLE telegram_gateway.api_clients DROP COLUMN key_sha256;
ALTER TABLE telegram_gateway.api_clients DROP COLUMN expires_at;
ALTER TABLE telegram_gateway.api_clients ADD COLUMN channels bigint[];
ALTER TABLE telegram_gateway.api_clients ADD COLUMN signed boolean NOT NULL DEFAULT false;
ALTER TABLE telegram_gateway.api_clients ADD CONSTRAINT api_clients_values
    CHECK (name <> '' AND role IN ('reader', 'operator', 'admin') AND cardinality(channels) > 0);
COMMENT ON TABLE telegram_gateway.api_clients IS 'Who may call the API. A name is never given twice: the audit log has it';
COMMENT ON COLUMN telegram_gateway.api_clients.channels IS 'Those that it may read; null for all';
COMMENT ON COLUMN telegram_gateway.api_clients.signed IS 'Each of its requests must be signed';

CREATE TABLE telegram_gateway.api_keys (
    prefix       text        NOT NULL,
    client_id    bigint      NOT NULL,
    key_sha256   bytea       NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    expires_at   timestamptz,
    last_used_at timestamptz,
    CONSTRAINT api_keys_pkey PRIMARY KEY (prefix),
    CONSTRAINT api_keys_client FOREIGN KEY (client_id) REFERENCES telegram_gateway.api_clients (client_id),
    CONSTRAINT api_keys_values CHECK (prefix <> '' AND octet_length(key_sha256) = 32)
);
CREATE INDEX api_keys_by_client ON telegram_gateway.api_keys (client_id);
COMMENT ON TABLE telegram_gateway.api_keys IS 'The keys of the clients; a key is known by its first characters and its hash only';
COMMENT ON COLUMN telegram_gateway.api_keys.last_used_at IS 'To the minute';
