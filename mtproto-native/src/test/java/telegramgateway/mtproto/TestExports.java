package telegramgateway.mtproto;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Export files of made-up channels. */
public final class TestExports {
    private static final Instant FIRST = Instant.parse("2026-11-01T08:00:00Z");
    private static final long CHANNEL_OFFSET = -1_000_000_000_000L;

    private TestExports() {}

    /** A channel's id in the gateway. */
    public static long channelId(int channel) {
        return CHANNEL_OFFSET - channel;
    }

    /** Messages 1 to {@code messages} of a channel, ten seconds apart, and one service entry. */
    public static byte[] of(int channel, int messages) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            write(out, channel, messages, "Signal ");
            return out.toByteArray();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    public static void write(OutputStream out, int channel, int messages, String text) throws IOException {
        out.write(utf8("{\"name\":\"Made up\",\"type\":\"public_channel\",\"id\":" + channel + ",\"messages\":["));
        for (int id = 1; id <= messages; id++) {
            out.write(utf8("{\"id\":%d,\"type\":\"message\",\"date\":\"2026-11-01T08:00:00\",\"date_unixtime\":\"%d\","
                            .formatted(id, FIRST.getEpochSecond() + 10L * id)
                    + "\"from\":\"Made up\",\"from_id\":\"channel" + channel + "\",\"text\":\"" + text + id
                    + "\",\"text_entities\":[{\"type\":\"plain\",\"text\":\"" + text + id + "\"}]},\n"));
        }
        out.write(utf8("{\"id\":%d,\"type\":\"service\",\"date\":\"2026-11-01T08:00:00\",\"date_unixtime\":\"%d\","
                        .formatted(messages + 1, FIRST.getEpochSecond())
                + "\"actor\":\"Made up\",\"actor_id\":\"channel" + channel + "\",\"action\":\"pin_message\"}]}"));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
