package telegramgateway.mtproto.pool;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.ongres.scram.client.ScramClient;
import com.ongres.scram.common.exception.ScramException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection to PgBouncer's console, by PostgreSQL's simple query protocol. The JDBC driver cannot open one: it
 * begins with a {@code SET} that the console refuses (pgbouncer issue 1509). Logs in by SCRAM only, so that the
 * password never leaves this process. Not safe for use by several threads.
 */
final class PgBouncerConsole implements Closeable {

    private static final String DATABASE = "pgbouncer";
    private static final int PROTOCOL_3 = 196_608;
    private static final int LOGIN_OK = 0;
    private static final int LOGIN_SASL = 10;
    private static final int LOGIN_SASL_CONTINUE = 11;
    private static final int LOGIN_SASL_FINAL = 12;
    private static final int MESSAGE_BYTES_MAX = 1 << 20;
    private static final int LENGTH_BYTES = Integer.BYTES;

    /** After a column's name: table, number, type, size, modifier, format. */
    private static final int COLUMN_TYPE_BYTES = 18;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    private PgBouncerConsole(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        // Collected until the flush: PgBouncer takes the first message only in one piece.
        this.out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
    }

    /**
     * A connection that is logged in.
     *
     * @param patience how long to wait for the connection and for each answer
     */
    static PgBouncerConsole open(String host, int port, String user, String password, Duration patience)
            throws IOException {
        Socket socket = new Socket();
        try {
            socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
            socket.connect(new InetSocketAddress(host, port), Math.toIntExact(patience.toMillis()));
            PgBouncerConsole console = new PgBouncerConsole(socket);
            console.logIn(user, password);
            return console;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** The rows of a command such as {@code SHOW POOLS}: texts by the names of the columns. */
    List<Map<String, String>> ask(String command) throws IOException {
        send('Q', text(command));
        List<String> columns = List.of();
        List<Map<String, String>> rows = new ArrayList<>();
        while (true) {
            Message message = receive();
            switch (message.type) {
                case 'T' -> columns = columns(message.body);
                case 'D' -> rows.add(row(columns, message.body));
                case 'Z' -> {
                    return rows;
                }
                default -> {} // the end of the command, a notice
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void logIn(String user, String password) throws IOException {
        byte[] names = text("user\0" + user + "\0database\0" + DATABASE + '\0');
        out.writeInt(names.length + 2 * LENGTH_BYTES);
        out.writeInt(PROTOCOL_3);
        out.write(names);
        out.flush();
        ScramClient scram = null;
        while (true) {
            Message message = receive();
            if (message.type == 'Z') {
                return;
            } else if (message.type == 'R') {
                scram = answerLogin(message.body, scram, password);
            }
        }
    }

    private @Nullable ScramClient answerLogin(ByteBuffer body, @Nullable ScramClient started, String password)
            throws IOException {
        int code = body.getInt();
        try {
            if (code == LOGIN_SASL) {
                ScramClient scram = ScramClient.builder()
                        .advertisedMechanisms(texts(body))
                        .username("*") // the one of the start counts
                        .password(password.toCharArray())
                        .build();
                byte[] first = scram.clientFirstMessage().toString().getBytes(UTF_8);
                byte[] mechanism = text(scram.getScramMechanism().getName());
                send(
                        'p',
                        ByteBuffer.allocate(mechanism.length + LENGTH_BYTES + first.length)
                                .put(mechanism)
                                .putInt(first.length)
                                .put(first)
                                .array());
                return scram;
            } else if (code == LOGIN_SASL_CONTINUE && started != null) {
                started.serverFirstMessage(UTF_8.decode(body).toString());
                send('p', started.clientFinalMessage().toString().getBytes(UTF_8));
                return started;
            } else if (code == LOGIN_SASL_FINAL && started != null) {
                started.serverFinalMessage(UTF_8.decode(body).toString());
                return started;
            } else if (code == LOGIN_OK && started != null) {
                return started;
            }
        } catch (ScramException | IllegalArgumentException e) {
            throw new IOException("PgBouncer's console refuses the login: " + e.getMessage(), e);
        }
        throw new IOException("PgBouncer's console does not ask for SCRAM: set its auth_type to scram-sha-256");
    }

    private void send(char type, byte[] body) throws IOException {
        out.writeByte(type);
        out.writeInt(body.length + LENGTH_BYTES);
        out.write(body);
        out.flush();
    }

    private Message receive() throws IOException {
        char type = (char) in.readUnsignedByte();
        int length = in.readInt() - LENGTH_BYTES;
        if (length < 0 || length > MESSAGE_BYTES_MAX) {
            throw new IOException("what answers is no PgBouncer");
        }
        ByteBuffer body = ByteBuffer.wrap(in.readNBytes(length));
        if (type == 'E') {
            throw new IOException("PgBouncer's console says: " + reason(body));
        }
        return new Message(type, body);
    }

    /** The field with the message for people. */
    private static String reason(ByteBuffer body) {
        return texts(body).stream()
                .filter(field -> field.startsWith("M"))
                .map(field -> field.substring(1))
                .findFirst()
                .orElse("no reason given");
    }

    private static List<String> columns(ByteBuffer body) {
        List<String> names = new ArrayList<>();
        for (int i = body.getShort(); i > 0; i--) {
            names.add(nextText(body));
            body.position(body.position() + COLUMN_TYPE_BYTES);
        }
        return names;
    }

    private static Map<String, String> row(List<String> columns, ByteBuffer body) throws IOException {
        if (body.getShort() != columns.size()) {
            throw new IOException("a row has other columns than announced");
        }
        Map<String, String> row = new LinkedHashMap<>();
        for (String column : columns) {
            int length = body.getInt();
            if (length >= 0) {
                row.put(
                        column,
                        UTF_8.decode(body.slice(body.position(), length)).toString());
                body.position(body.position() + length);
            }
        }
        return row;
    }

    private static List<String> texts(ByteBuffer body) {
        List<String> texts = new ArrayList<>();
        while (body.hasRemaining() && body.get(body.position()) != 0) {
            texts.add(nextText(body));
        }
        return texts;
    }

    private static String nextText(ByteBuffer body) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (byte next = body.get(); next != 0; next = body.get()) {
            text.write(next);
        }
        return text.toString(UTF_8);
    }

    private static byte[] text(String text) {
        return (text + '\0').getBytes(UTF_8);
    }

    private record Message(char type, ByteBuffer body) {}
}
