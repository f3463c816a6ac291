-- gateway-api: reads; keeps its clients, the cursors of consumers that have none of their own, the operators' switches and the audit log.
GRANT USAGE ON SCHEMA telegram_gateway TO telegram_gateway_api;
GRANT SELECT ON
    telegram_gateway.messages,
    telegram_gateway.message_events,
    telegram_gateway.messages_per_minute,
    telegram_gateway.messages_per_hour,
    telegram_gateway.channel_coverage,
    telegram_gateway.delivery_cursors,
    telegram_gateway.sessions
TO telegram_gateway_api;
GRANT SELECT, INSERT, UPDATE ON
    telegram_gateway.channels,
    telegram_gateway.forwarding_rules,
    telegram_gateway.api_clients,
    telegram_gateway.api_keys
TO telegram_gateway_api;
GRANT SELECT, INSERT, UPDATE, DELETE ON
    telegram_gateway.consumer_cursors,
    telegram_gateway.consumer_acknowledgements
TO telegram_gateway_api;
GRANT SELECT, INSERT ON telegram_gateway.audit_log TO telegram_gateway_api;
