package telegramgateway.api.messages;

import telegramgateway.message.MessageKind;

/**
 * One message of a stream.
 *
 * @param position when the gateway accepted this state, microseconds since 1970
 * @param json UTF-8, in the form that the client asked for
 * @param cursor where a stream goes on after it
 */
public record StreamedMessage(MessageKind kind, long position, byte[] json, String cursor) {}
