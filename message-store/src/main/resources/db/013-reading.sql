--liquibase formatted sql

--changeset gateway:without-accents splitStatements:false
-- Both ways of writing a letter with its accent: as one character, and as a letter and a mark, which is left out. The
-- time is that of the letters to look for, so there are no capital ones, and ASCII is not looked through.
CREATE FUNCTION telegram_gateway.without_accents(content text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN CASE WHEN octet_length(content) = length(content) THEN content
        ELSE translate(lower(content),
            U&'áàâãäéèêëíìîïóòôõöúùûüçñ\0301\0300\0302\0303\0308\0327', 'aaaaaeeeeiiiiooooouuuucn') END;
COMMENT ON FUNCTION telegram_gateway.without_accents IS 'The text with plain Latin letters, in lower case';

--changeset gateway:message-words splitStatements:false
-- The channel as a word of its own, which no text can contain, lets one index find the words of one channel; at
-- position 50 it keeps the end of one form and the beginning of the next one from being neighbours in a phrase.
-- Cut, so that the three forms of any text stay within the 1 MB that words may have.
-- In PL/pgSQL, so that its price is the stated one: inlined it looks as cheap to the planner as a column.
CREATE FUNCTION telegram_gateway.message_words(channel_id bigint, content text) RETURNS tsvector
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 3000
    AS $$
DECLARE
    words text := left(content, 30000);
    channel tsvector := '''channel ' || channel_id || ''':50';
BEGIN
    RETURN to_tsvector('pg_catalog.simple'::regconfig, telegram_gateway.without_accents(words))
        || channel || to_tsvector('pg_catalog.portuguese'::regconfig, words)
        || channel || to_tsvector('pg_catalog.english'::regconfig, words);
END $$;
COMMENT ON FUNCTION telegram_gateway.message_words IS
    'The words of a message as they are written, without accents, and their stems in Portuguese and in English';

--changeset gateway:messages-words
CREATE INDEX messages_words ON telegram_gateway.messages
    USING gin (telegram_gateway.message_words(channel_id, text))
    WHERE deleted_at IS NULL;
DROP INDEX telegram_gateway.messages_search;
-- The words have statistics from now on: without them the plan of a search is a guess.
ANALYZE telegram_gateway.messages;

--changeset gateway:message-events-message
-- All states of one message.
CREATE INDEX message_events_message ON telegram_gateway.message_events (channel_id, message_id, position);

--changeset gateway:consumer-acknowledgements
CREATE TABLE telegram_gateway.consumer_acknowledgements (
    consumer   text   NOT NULL,
    channel_id bigint NOT NULL,
    message_id bigint NOT NULL,
    position   bigint NOT NULL,
    CONSTRAINT consumer_acknowledgements_pkey PRIMARY KEY (consumer, channel_id, message_id),
    CONSTRAINT consumer_acknowledgements_values
        CHECK (consumer <> '' AND channel_id <> 0 AND message_id <> 0 AND position > 0)
);
COMMENT ON TABLE telegram_gateway.consumer_acknowledgements IS
    'Messages that a consumer has processed above its cursor, each with the position of the state that it processed';

--changeset gateway:consumer-cursors-of-services
-- tp-capital-consumer moves its cursor with its results, and nobody else moves it; whoever owns the table is not bound.
ALTER TABLE telegram_gateway.consumer_cursors ENABLE ROW LEVEL SECURITY;
CREATE POLICY consumer_cursors_read ON telegram_gateway.consumer_cursors FOR SELECT USING (true);
CREATE POLICY consumer_cursors_write ON telegram_gateway.consumer_cursors
    USING ((current_user = 'tp_capital') = (consumer = 'tp-capital'));
