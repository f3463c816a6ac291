-- tp-capital-consumer: follows the feed, writes signals and its own cursor.
GRANT USAGE ON SCHEMA telegram_gateway, tp_capital TO tp_capital;
GRANT SELECT ON telegram_gateway.messages, telegram_gateway.channels TO tp_capital;
GRANT SELECT, INSERT, UPDATE ON
    telegram_gateway.consumer_cursors,
    tp_capital.tp_capital_signals,
    tp_capital.verdicts
TO tp_capital;
GRANT SELECT, INSERT ON tp_capital.signal_events TO tp_capital;
