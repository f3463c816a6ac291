--liquibase formatted sql

--changeset gateway:forwarding-rules-within-telegram
-- Nothing has written this table before.
ALTER TABLE telegram_gateway.forwarding_rules DROP CONSTRAINT forwarding_rules_once;
ALTER TABLE telegram_gateway.forwarding_rules DROP CONSTRAINT forwarding_rules_values;
ALTER TABLE telegram_gateway.forwarding_rules ALTER COLUMN channel_id DROP NOT NULL;
ALTER TABLE telegram_gateway.forwarding_rules ALTER COLUMN destination TYPE bigint USING destination::bigint;
ALTER TABLE telegram_gateway.forwarding_rules ADD COLUMN filter text;
ALTER TABLE telegram_gateway.forwarding_rules RENAME COLUMN active TO enabled;
ALTER TABLE telegram_gateway.forwarding_rules ADD CONSTRAINT forwarding_rules_once
    UNIQUE NULLS NOT DISTINCT (channel_id, destination);
ALTER TABLE telegram_gateway.forwarding_rules ADD CONSTRAINT forwarding_rules_values
    CHECK (channel_id <> 0 AND destination <> 0 AND channel_id <> destination AND filter <> '');
COMMENT ON TABLE telegram_gateway.forwarding_rules IS 'Where messages are forwarded to within Telegram';
COMMENT ON COLUMN telegram_gateway.forwarding_rules.channel_id IS 'Whose messages; null for every registered channel';
COMMENT ON COLUMN telegram_gateway.forwarding_rules.filter IS
    'A regular expression that must be found in the text; null for every message';
