package telegramgateway.api.realtime;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import telegramgateway.api.http.ErrorCode;
import telegramgateway.service.web.ErrorAnswer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** A WebSocket: {@code {"type":…,"data":…,"timestamp":…}}, and {@code "cursor"} where there is one. */
final class SocketLine implements Line {
    /** Pings without an answer after which nobody is thought to be there. */
    private static final int PINGS_MAX = 3;
    /** Bytes of a reason that fit into a close frame (RFC 6455). */
    private static final int REASON_MAX = 123;

    private final Session session;
    private final InstantSource clock;
    private final AtomicInteger unanswered = new AtomicInteger();

    SocketLine(Session session, InstantSource clock) {
        this.session = session;
        this.clock = clock;
        session.addMessageHandler(PongMessage.class, _ -> unanswered.set(0));
    }

    @Override
    public void write(Frame frame) throws IOException {
        String data = new String(frame.data(), StandardCharsets.UTF_8);
        StringBuilder text = new StringBuilder("{\"type\":\"")
                .append(frame.kind().type())
                .append("\",\"data\":")
                .append(frame.kind().isMessage() ? message(data) : data)
                .append(",\"timestamp\":")
                .append(frame.at());
        if (frame.cursor() != null) {
            text.append(",\"cursor\":\"").append(frame.cursor()).append('"');
        }
        send(text.append('}').toString());
    }

    /** The three fields of the specification, and the message as polls have it. */
    private static String message(String json) {
        JsonNode message = JsonMapper.shared().readTree(json);
        StringBuilder text = new StringBuilder("{\"messageId\":\"")
                .append(message.path("messageId").asString())
                .append("\",\"chatId\":\"")
                .append(message.path("channelId").asString())
                .append('"');
        if (message.hasNonNull("text")) {
            text.append(",\"content\":")
                    .append(JsonNodeFactory.instance.stringNode(
                            message.path("text").asString()));
        }
        return text.append(",\"message\":").append(json).append('}').toString();
    }

    private void send(String text) throws IOException {
        try {
            session.getBasicRemote().sendText(text);
        } catch (IllegalStateException e) {
            throw new IOException("The WebSocket is closed", e);
        }
    }

    /** Nothing is held back. */
    @Override
    public void flush() {}

    @Override
    public void heartbeat() throws IOException {
        if (unanswered.incrementAndGet() > PINGS_MAX) {
            throw new IOException("The client answers no pings");
        }
        try {
            session.getBasicRemote().sendPing(ByteBuffer.allocate(0));
        } catch (IllegalStateException e) {
            throw new IOException("The WebSocket is closed", e);
        }
    }

    @Override
    public void end(ErrorAnswer reason) throws IOException {
        write(new Frame(Frame.Kind.ERROR, null, clock.millis(), EventLine.shown(reason)));
        session.close(new CloseReason(code(reason), shortened(reason.code() + ": " + reason.message())));
    }

    /** Ends the connection without a word to a client that takes none. */
    void cut() throws IOException {
        session.close(new CloseReason(CloseCodes.TRY_AGAIN_LATER, ErrorCode.CLIENT_TOO_SLOW.name()));
    }

    private static CloseCodes code(ErrorAnswer reason) {
        if (reason.code().equals(ErrorCode.SERVICE_STOPS.name())) {
            return CloseCodes.GOING_AWAY;
        }
        if (reason.code().equals(ErrorCode.CLIENT_TOO_SLOW.name()) || reason.status() == 503) {
            return CloseCodes.TRY_AGAIN_LATER;
        }
        return reason.status() >= 500 ? CloseCodes.UNEXPECTED_CONDITION : CloseCodes.VIOLATED_POLICY;
    }

    private static String shortened(String reason) {
        String ascii = reason.replaceAll("[^\\x20-\\x7e]", "?");
        return ascii.length() <= REASON_MAX ? ascii : ascii.substring(0, REASON_MAX);
    }
}
