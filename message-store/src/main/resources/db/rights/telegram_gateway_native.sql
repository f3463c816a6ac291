-- mtproto-native: writes what the journal delivers, reads what it needs to start from.
GRANT USAGE ON SCHEMA telegram_gateway, tp_capital TO telegram_gateway_native;
GRANT SELECT, INSERT, UPDATE ON
    telegram_gateway.messages,
    telegram_gateway.channels,
    telegram_gateway.delivery_cursors,
    telegram_gateway.sessions
TO telegram_gateway_native;
GRANT SELECT, INSERT ON
    telegram_gateway.message_events,
    telegram_gateway.audit_chain
TO telegram_gateway_native;
GRANT SELECT ON
    telegram_gateway.consumer_cursors,
    tp_capital.verdicts
TO telegram_gateway_native;
GRANT SELECT, INSERT, UPDATE, DELETE ON
    telegram_gateway.channel_coverage,
    telegram_gateway.forwarding_rules
TO telegram_gateway_native;
GRANT INSERT ON telegram_gateway.audit_log TO telegram_gateway_native;
