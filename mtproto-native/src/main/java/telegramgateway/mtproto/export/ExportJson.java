package telegramgateway.mtproto.export;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.StorableText;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.json.JsonMapper;

/** The tokens of an export. Every fault of the file becomes an {@link ExportException} that says where it is. */
final class ExportJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String ADVICE = " What stands before it has been read. Export or copy the file again and read"
            + " it whole: that adds only what is missing.";

    private final RepairedJson bytes;
    private final JsonParser parser;
    private final boolean packed;
    private @Nullable Long lastMessageId;

    private ExportJson(RepairedJson bytes, boolean packed) {
        this.bytes = bytes;
        this.packed = packed;
        this.parser = MAPPER.createParser((InputStream) bytes);
    }

    static ExportJson open(InputStream file) throws ExportException {
        try {
            ExportBytes head = ExportBytes.open(file);
            return new ExportJson(new RepairedJson(head.json(), head.offset()), head.packed());
        } catch (IOException e) {
            throw new ExportException(reason(e) + " at its very beginning. Export or copy the file again.", 0, null, e);
        }
    }

    /** Moves to the next token; null at the end of the file. */
    @Nullable
    JsonToken next() throws ExportException {
        try {
            return parser.nextToken();
        } catch (JacksonException e) {
            throw damage(e);
        }
    }

    @Nullable
    JsonToken current() {
        return parser.currentToken();
    }

    /** The name of the current property. */
    String name() {
        return parser.currentName();
    }

    /** The current string, without what no store can hold. */
    String string() throws ExportException {
        try {
            return StorableText.of(parser.getString());
        } catch (JacksonException e) {
            throw damage(e);
        }
    }

    /** The current whole number; null when it has more than 64 bits. */
    @Nullable
    Long integer() throws ExportException {
        try {
            return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? null : parser.getLongValue();
        } catch (JacksonException e) {
            throw damage(e);
        }
    }

    double decimal() throws ExportException {
        try {
            return parser.getDoubleValue();
        } catch (JacksonException e) {
            throw damage(e);
        }
    }

    /** Passes over the current value, an object or array as a whole. */
    void skip() throws ExportException {
        try {
            parser.skipChildren();
        } catch (JacksonException e) {
            throw damage(e);
        }
    }

    /** Remembers the entry for the message of an error behind it; 0 if it has no id. */
    void entryRead(long messageId) {
        lastMessageId = messageId;
    }

    /** Bytes of JSON until here. */
    long offset() {
        return bytes.originalOffset(parser.currentLocation().getByteOffset());
    }

    void expectEnd() throws ExportException {
        if (next() != null) {
            throw new ExportException(
                    "Something follows the end of the export, at byte " + offset() + where()
                            + ". The export itself has been read whole. Give one result.json at a time.",
                    offset(),
                    lastMessageId,
                    null);
        }
    }

    ExportException noExport() {
        return new ExportException(
                "This JSON is no Telegram Desktop export: it has neither messages nor chats. Give the result.json of an"
                        + " export that includes chats.",
                offset(),
                null,
                null);
    }

    private ExportException damage(JacksonException e) {
        String what = e.getCause() instanceof IOException io
                ? reason(io)
                : e instanceof UnexpectedEndOfInputException ? "The file ends too early" : "The file is damaged";
        return new ExportException(what + " at byte " + offset() + where() + "." + ADVICE, offset(), lastMessageId, e);
    }

    private String where() {
        String unpacked = packed ? " of the unpacked JSON" : "";
        return lastMessageId == null ? unpacked : unpacked + ", after message " + lastMessageId;
    }

    private static String reason(IOException e) {
        return switch (e) {
            case EOFException _ -> "The gzip file ends too early";
            case ZipException _ -> "The gzip file is damaged";
            default -> "The file cannot be read further (" + e.getMessage() + ")";
        };
    }
}
