package telegramgateway.simulator.session;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.simulator.codec.TlObject;
import telegramgateway.simulator.codec.TlReader;
import telegramgateway.simulator.codec.TlSchema;
import telegramgateway.simulator.codec.TlWriter;
import telegramgateway.simulator.codec.UnknownConstructorException;
import telegramgateway.simulator.transport.PacketConnection;

/**
 * What a client says on one connection, https://core.telegram.org/mtproto/service_messages. For the one thread that
 * reads the connection.
 */
final class ClientConnection implements AutoCloseable {

    private static final int CONTAINER = 0x73f1f8dc;
    private static final int MSGS_ACK = 0x62d6b459;
    private static final int HTTP_WAIT = 0x9299359f;
    private static final int PING = 0x7abe77ec;
    private static final int PING_DELAY_DISCONNECT = 0xf3427b8c;
    private static final int PONG = 0x347773c5;
    private static final int GET_FUTURE_SALTS = 0xb921bd04;
    private static final int FUTURE_SALTS = 0xae500895;
    private static final int MSGS_STATE_REQ = 0xda69fb52;
    private static final int MSGS_STATE_INFO = 0x04deb57d;
    private static final int RPC_DROP_ANSWER = 0x58e4a740;
    private static final int RPC_ANSWER_UNKNOWN = 0x5e2ad36e;
    private static final int DESTROY_AUTH_KEY = 0xd1435160;
    private static final int DESTROY_AUTH_KEY_OK = 0xf660e1d4;
    private static final int NEW_SESSION_CREATED = 0x9ec20908;
    private static final int RPC_RESULT = 0xf35c6d01;
    private static final int RPC_ERROR = 0x2144ca19;

    /** The transport's own error: a key that is not known here. */
    private static final int KEY_NOT_FOUND = -404;

    /** In place of each state that a client asks for: nothing is known, send it again. */
    private static final byte NOT_RECEIVED = 1;

    private static final int SALT_SECONDS = 30 * 24 * 3600;
    private static final Logger LOG = LoggerFactory.getLogger(ClientConnection.class);

    private record Message(long id, byte[] body) {}

    private final PacketConnection connection;
    private final KeyExchange exchange;
    private final Map<Long, MtprotoServer.Known> keys;
    private final Calls calls;
    private final MessageIds ids;
    private final InstantSource clock;
    private final Map<Long, Session> sessions = new HashMap<>();

    ClientConnection(
            PacketConnection connection,
            KeyExchange exchange,
            Map<Long, MtprotoServer.Known> keys,
            Calls calls,
            MessageIds ids,
            InstantSource clock) {
        this.connection = connection;
        this.exchange = exchange;
        this.keys = keys;
        this.calls = calls;
        this.ids = ids;
        this.clock = clock;
    }

    /** Serves until the connection ends. */
    void serve() throws IOException {
        while (true) {
            TlReader packet = new TlReader(connection.read());
            long keyId = packet.readLong();
            MtprotoServer.Known known = keys.get(keyId);
            if (keyId == 0) {
                openly(packet);
            } else if (known == null) {
                connection.write(new TlWriter().writeInt(KEY_NOT_FOUND).toBytes());
            } else {
                sealed(known, known.key().open(packet.readRaw(packet.remaining())));
            }
        }
    }

    @Override
    public void close() {
        sessions.values().forEach(session -> {
            session.end();
            calls.ended(session);
        });
        connection.close();
    }

    private void openly(TlReader packet) throws IOException {
        packet.readLong();
        byte[] answer = exchange.answer(new TlReader(packet.readRaw(packet.readInt())));
        connection.write(new TlWriter()
                .writeLong(0)
                .writeLong(ids.next(1))
                .writeInt(answer.length)
                .writeRaw(answer)
                .toBytes());
    }

    private void sealed(MtprotoServer.Known known, byte[] plain) {
        TlReader in = new TlReader(plain);
        in.readLong();
        long sessionId = in.readLong();
        List<Message> messages = messages(in);
        Session session = sessions.get(sessionId);
        if (session == null) {
            session = new Session(sessionId, known.key(), known.salt(), connection, ids);
            sessions.put(sessionId, session);
            long first = messages.stream().mapToLong(Message::id).min().orElse(0);
            session.notice(new TlWriter()
                    .writeInt(NEW_SESSION_CREATED)
                    .writeLong(first)
                    .writeLong(ids.random().nextLong())
                    .writeLong(known.salt())
                    .toBytes());
        }
        for (Message message : messages) {
            take(session, message);
        }
    }

    /** The message that is next, or those in the container that is next. */
    private static List<Message> messages(TlReader in) {
        long id = in.readLong();
        in.readInt();
        TlReader body = new TlReader(in.readRaw(in.readInt()));
        if (body.peekInt() != CONTAINER) {
            return List.of(new Message(id, body.readRaw(body.remaining())));
        }
        body.readInt();
        int count = body.readInt();
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            messages.addAll(messages(body));
        }
        return messages;
    }

    private void take(Session session, Message message) {
        TlReader in = new TlReader(message.body());
        switch (in.peekInt()) {
            case MSGS_ACK -> session.confirm(longs(in));
            case HTTP_WAIT -> {}
            case PING, PING_DELAY_DISCONNECT -> {
                in.readInt();
                session.answer(about(PONG, message).writeLong(in.readLong()).toBytes(), false);
            }
            case GET_FUTURE_SALTS -> session.answer(futureSalts(session, message), false);
            case MSGS_STATE_REQ -> {
                byte[] states = new byte[longs(in).size()];
                Arrays.fill(states, NOT_RECEIVED);
                session.answer(
                        about(MSGS_STATE_INFO, message).writeBytes(states).toBytes(), false);
            }
            case RPC_DROP_ANSWER ->
                session.answer(
                        about(RPC_RESULT, message).writeInt(RPC_ANSWER_UNKNOWN).toBytes(), true);
            case DESTROY_AUTH_KEY ->
                session.answer(new TlWriter().writeInt(DESTROY_AUTH_KEY_OK).toBytes(), true);
            default -> session.answer(call(session, message, in), true);
        }
    }

    private byte[] call(Session session, Message message, TlReader in) {
        TlWriter out = about(RPC_RESULT, message);
        try {
            TlObject method = unwrapped(TlSchema.TELEGRAM.decode(in));
            return out.writeRaw(TlSchema.TELEGRAM.encode(calls.answer(method, session)))
                    .toBytes();
        } catch (RpcError e) {
            return error(message, e.code(), e.text());
        } catch (UnknownConstructorException e) {
            LOG.debug("unknown method: {}", e.getMessage());
            calls.unknown(e.number());
            return error(message, 400, "METHOD_NOT_SIMULATED");
        } catch (RuntimeException e) {
            LOG.warn("a call failed", e);
            return error(message, 400, "SIMULATOR_FAILED");
        }
    }

    private static TlObject unwrapped(TlObject method) {
        TlObject inner = method;
        while (inner.name().startsWith("invoke") || inner.is("initConnection")) {
            inner = inner.objectOf("query");
        }
        return inner;
    }

    private static byte[] error(Message message, int code, String text) {
        return about(RPC_RESULT, message)
                .writeInt(RPC_ERROR)
                .writeInt(code)
                .writeText(text)
                .toBytes();
    }

    private byte[] futureSalts(Session session, Message message) {
        int now = (int) clock.instant().getEpochSecond();
        MtprotoServer.@Nullable Known known = keys.get(session.keyId());
        return about(FUTURE_SALTS, message)
                .writeInt(now)
                .writeInt(1)
                .writeInt(now)
                .writeInt(now + SALT_SECONDS)
                .writeLong(known == null ? 0 : known.salt())
                .toBytes();
    }

    private static TlWriter about(int type, Message message) {
        return new TlWriter().writeInt(type).writeLong(message.id());
    }

    private static List<Long> longs(TlReader in) {
        in.readInt();
        in.readInt();
        int count = in.readInt();
        List<Long> longs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            longs.add(in.readLong());
        }
        return longs;
    }
}
