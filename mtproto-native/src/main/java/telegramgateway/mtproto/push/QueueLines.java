package telegramgateway.mtproto.push;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the lines of a failure queue in order. */
final class QueueLines implements AutoCloseable {
    private static final int CHUNK_LINES = 500;
    private static final long CHUNK_BYTES = 4L << 20;
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int LINE_BYTES_USUAL = 1 << 10;

    private final InputStream in;

    QueueLines(Path path) throws IOException {
        in = new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES);
    }

    /** The next lines with their ends, which a last one may lack; none at the end. */
    List<byte[]> chunk() throws IOException {
        List<byte[]> lines = new ArrayList<>();
        long size = 0;
        while (lines.size() < CHUNK_LINES && size < CHUNK_BYTES) {
            byte[] line = line();
            if (line.length == 0) {
                break;
            }
            lines.add(line);
            size += line.length;
        }
        return lines;
    }

    private byte[] line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(LINE_BYTES_USUAL);
        int next;
        do {
            next = in.read();
            if (next >= 0) {
                line.write(next);
            }
        } while (next >= 0 && next != '\n');
        return line.toByteArray();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
