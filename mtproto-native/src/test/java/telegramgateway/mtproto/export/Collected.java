package telegramgateway.mtproto.export;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import telegramgateway.message.Message;
import telegramgateway.message.MessageSource;

/** Keeps everything that an export hands over. */
class Collected implements ExportListener {
    static final Instant RECEIVED = Instant.parse("2026-11-21T10:00:00Z");

    final List<ExportedChat> chats = new ArrayList<>();
    final List<Message> messages = new ArrayList<>();
    final List<Rejection> rejections = new ArrayList<>();

    /** Channel and message id of messages and rejections in the order in which they came. */
    final List<String> order = new ArrayList<>();

    static Collected of(String json) throws ExportException {
        return of(json, ZoneOffset.UTC);
    }

    static Collected of(String json, ZoneId zone) throws ExportException {
        return of(json.getBytes(StandardCharsets.UTF_8), zone);
    }

    static Collected of(byte[] file, ZoneId zone) throws ExportException {
        Collected collected = new Collected();
        collected.read(new ByteArrayInputStream(file), zone);
        return collected;
    }

    /** The messages of a public channel with these entries. */
    static Collected ofEntries(String... entries) throws ExportException {
        return of(channel(entries));
    }

    /** The only message of a channel whose only entry has these fields besides id, type and date. */
    static Message message(String fields) throws ExportException {
        Collected collected = ofEntries(entry(7, fields));
        if (collected.messages.size() != 1) {
            throw new AssertionError("Rejected: " + collected.rejections);
        }
        return collected.messages.getFirst();
    }

    static String channel(String... entries) {
        return chat("public_channel", 1234567890, entries);
    }

    static String chat(String type, long id, String... entries) {
        return "{\"name\":\"Sinais\",\"type\":\"" + type + "\",\"id\":" + id + ",\"messages\":["
                + String.join(",", entries) + "]}";
    }

    static String entry(long id, String fields) {
        return "{\"id\":" + id
                + ",\"type\":\"message\",\"date\":\"2026-03-02T10:00:00\",\"date_unixtime\":\"1772445600\""
                + (fields.isEmpty() ? "" : "," + fields) + "}";
    }

    void read(InputStream file, ZoneId zone) throws ExportException {
        InstantSource clock = InstantSource.fixed(RECEIVED);
        new ExportReader(file, new ExportOptions(zone, MessageSource.REPLAY, clock)).read(this);
    }

    int entries() {
        return order.size();
    }

    List<RejectionReason> reasons() {
        return rejections.stream().map(Rejection::reason).toList();
    }

    @Override
    public void chat(ExportedChat chat) {
        chats.add(chat);
    }

    @Override
    public void message(Message message) {
        messages.add(message);
        order.add(message.channelId() + ":" + message.messageId());
    }

    @Override
    public void rejected(Rejection rejection) {
        rejections.add(rejection);
        order.add(rejection.channelId() + ":" + rejection.messageId());
    }
}
