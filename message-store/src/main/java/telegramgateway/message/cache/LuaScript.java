package telegramgateway.message.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One atomic operation on Redis.
 *
 * @param name of its file
 * @param source Lua 5.1
 * @param sha1 of the source, lower-case hex, by which Redis knows it
 */
record LuaScript(String name, String source, String sha1) {

    static LuaScript of(String name, String source) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(source.getBytes(UTF_8));
            return new LuaScript(name, source, HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-1", e);
        }
    }

    /** Reads a file of this package. */
    static LuaScript load(String name) {
        try (InputStream file = LuaScript.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("The jar lacks " + name);
            }
            return of(name, new String(file.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
