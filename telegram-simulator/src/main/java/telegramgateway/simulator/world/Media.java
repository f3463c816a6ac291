package telegramgateway.simulator.world;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import telegramgateway.simulator.codec.TlObject;

/**
 * A photo or a document of a post.
 *
 * @param name the file's name; empty for a photo
 */
record Media(long id, String name, String type, byte[] content) {

    private static final AtomicLong IDS = new AtomicLong();
    private static final byte[] REFERENCE = {1};
    private static final int WIDTH = 800;
    private static final int HEIGHT = 600;

    static Media photo(byte[] jpeg) {
        return new Media(IDS.incrementAndGet(), "", "image/jpeg", jpeg.clone());
    }

    static Media document(String name, String type, byte[] content) {
        return new Media(IDS.incrementAndGet(), name, type, content.clone());
    }

    boolean isPhoto() {
        return name.isEmpty();
    }

    TlObject encoded(int date) {
        return isPhoto()
                ? TlObject.of("messageMediaPhoto", "photo", photo(date))
                : TlObject.of("messageMediaDocument", "document", document(date));
    }

    private TlObject photo(int date) {
        TlObject size = TlObject.of("photoSize", "type", "x", "w", WIDTH, "h", HEIGHT, "size", content.length);
        return TlObject.of("photo")
                .with("id", id)
                .with("access_hash", id)
                .with("file_reference", REFERENCE)
                .with("date", date)
                .with("sizes", List.of(size))
                .with("dc_id", ServerMethods.DC);
    }

    private TlObject document(int date) {
        return TlObject.of("document")
                .with("id", id)
                .with("access_hash", id)
                .with("file_reference", REFERENCE)
                .with("date", date)
                .with("mime_type", type)
                .with("size", (long) content.length)
                .with("dc_id", ServerMethods.DC)
                .with("attributes", List.of(TlObject.of("documentAttributeFilename", "file_name", name)));
    }
}
