package telegramgateway.acceptance;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes an export of several channels that takes the gateway long enough to be killed in the middle of it. */
final class LargeExport {

    private static final int CHANNELS = 4;
    private static final long FIRST_CHANNEL = 4_999_000_900L;
    /** 2026-11-01, so that the messages are young. */
    private static final long FIRST_DATE_SECONDS = 1_793_491_200L;

    private LargeExport() {}

    /** An account's export with so many messages, spread over the channels. */
    static Path write(Path file, int messages) throws IOException {
        return write(file, messages, "");
    }

    /** The same with texts that end in what JSON reads as {@code ending}. */
    static Path write(Path file, int messages, String ending) throws IOException {
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
            out.println("{\"chats\": {\"list\": [");
            for (int channel = 0; channel < CHANNELS; channel++) {
                out.println(channel == 0 ? "" : ",");
                out.printf(
                        "{\"name\": \"Channel %d\", \"type\": \"public_channel\", \"id\": %d, \"messages\": [%n",
                        channel, FIRST_CHANNEL + channel);
                for (int id = 1; id <= messages / CHANNELS; id++) {
                    out.print(id == 1 ? "" : ",\n");
                    out.printf(
                            "{\"id\": %d, \"type\": \"message\", \"date\": \"2026-11-01T00:00:00\", \"date_unixtime\":"
                                    + " \"%d\", \"text\": \"BTC report %d of channel %d%s\"}",
                            id, FIRST_DATE_SECONDS + id, id, channel, ending);
                }
                out.println("]}");
            }
            out.println("]}}");
        }
        return file;
    }
}
