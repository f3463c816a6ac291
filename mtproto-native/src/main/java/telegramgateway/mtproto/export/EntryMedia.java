package telegramgateway.mtproto.export;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import telegramgateway.message.Media;
import telegramgateway.message.Photo;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What an entry carries besides its text: photos, a file, or a structured content. */
final class EntryMedia {
    static final String DOCUMENT = "document";

    private EntryMedia() {}

    static List<Photo> photos(ObjectNode entry) {
        if (Fields.text(entry, "photo") == null) {
            return List.of();
        }
        return List.of(new Photo(
                Fields.count(entry, "width"),
                Fields.count(entry, "height"),
                Fields.size(entry, "photo_file_size"),
                ExportedPath.of(Fields.text(entry, "photo"))));
    }

    static @Nullable Media media(ObjectNode entry) {
        if (Fields.text(entry, "file") != null || entry.has("media_type")) {
            return file(entry);
        }
        if (entry.has("poll")) {
            return structured(
                    "poll",
                    EntryText.ofParts(entry.path("poll").get("question")).text());
        }
        if (entry.has("contact_information")) {
            JsonNode contact = entry.path("contact_information");
            return structured(
                    "contact", joined(" ", Fields.text(contact, "first_name"), Fields.text(contact, "last_name")));
        }
        if (entry.has("place_name")) {
            return structured("venue", joined(", ", Fields.text(entry, "place_name"), Fields.text(entry, "address")));
        }
        if (entry.has("location_information")) {
            return structured(entry.has("live_location_period_seconds") ? "live_location" : "location", null);
        }
        if (entry.has("game_title")) {
            return structured("game", Fields.text(entry, "game_title"));
        }
        if (entry.has("invoice_information")) {
            return structured("invoice", Fields.text(entry.path("invoice_information"), "title"));
        }
        return rare(entry);
    }

    private static @Nullable Media rare(ObjectNode entry) {
        if (entry.has("todo_list")) {
            return structured(
                    "todo_list",
                    EntryText.ofParts(entry.path("todo_list").get("title")).text());
        }
        if (entry.has("giveaway_information")) {
            return structured("giveaway", null);
        }
        if (entry.has("giveaway_results")) {
            return structured("giveaway_results", null);
        }
        boolean paidOnly = entry.has("paid_stars_amount") && !entry.has("photo");
        return paidOnly ? structured("paid_media", null) : null;
    }

    private static Media file(ObjectNode entry) {
        String type = Fields.text(entry, "media_type");
        return new Media(
                type == null ? DOCUMENT : type,
                Fields.text(entry, "mime_type"),
                ExportedPath.lastName(Fields.text(entry, "file_name")),
                Fields.size(entry, "file_size"),
                Fields.count(entry, "width"),
                Fields.count(entry, "height"),
                Fields.count(entry, "duration_seconds"),
                ExportedPath.of(Fields.text(entry, "file")),
                joined(
                        " – ",
                        Fields.text(entry, "performer"),
                        Fields.text(entry, "title"),
                        Fields.text(entry, "sticker_emoji")));
    }

    private static Media structured(String type, @Nullable String title) {
        return new Media(type, null, null, 0, 0, 0, 0, null, title == null || title.isBlank() ? null : title);
    }

    private static @Nullable String joined(String separator, @Nullable String... parts) {
        String joined = Stream.of(parts).filter(part -> part != null).collect(Collectors.joining(separator));
        return joined.isEmpty() ? null : joined;
    }
}
