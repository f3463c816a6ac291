--liquibase formatted sql

--changeset gateway:channels-registered
ALTER TABLE telegram_gateway.channels ADD COLUMN registered boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN telegram_gateway.channels.registered IS
    'Its messages are taken from Telegram as they come; false for a channel that was only imported';
