package telegramgateway.mtproto.decode;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.Photo;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Photos and the files in which TDLib has them; of each the largest size, as in an export. */
record Pictures(List<Photo> photos, List<MessageFile> files) {
    private static final String MIME_TYPE = "image/jpeg";

    /** The photos of these objects of TDLib. One of which nothing is known is a photo nevertheless. */
    static Pictures of(List<JsonNode> photos) {
        List<Photo> known = new ArrayList<>();
        List<MessageFile> files = new ArrayList<>();
        for (JsonNode photo : photos) {
            JsonNode size = largest(photo);
            JsonNode file = size.path("photo");
            MessageFile stored = Attachment.file(file, known.size(), MIME_TYPE, null);
            known.add(
                    new Photo(Fields.count(size, "width"), Fields.count(size, "height"), Attachment.size(file), null));
            if (stored != null) {
                files.add(stored);
            }
        }
        return new Pictures(known, files);
    }

    private static JsonNode largest(JsonNode photo) {
        @Nullable JsonNode largest = null;
        for (JsonNode size : photo.path("sizes")) {
            if (largest == null || area(size) > area(largest)) {
                largest = size;
            }
        }
        return largest == null ? JsonNodeFactory.instance.objectNode() : largest;
    }

    private static long area(JsonNode size) {
        return (long) Fields.count(size, "width") * Fields.count(size, "height");
    }
}
