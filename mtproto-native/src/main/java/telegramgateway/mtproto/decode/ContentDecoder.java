package telegramgateway.mtproto.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Turns TDLib's content of a message into text, photos and media, named as those of an export. */
final class ContentDecoder {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ContentDecoder() {}

    /** Null when the content is of a type that has none of these, or that this version does not know. */
    static @Nullable Content decode(JsonNode content) {
        Formatted caption = Formatted.of(content, "caption");
        return switch (Fields.type(content)) {
            case "messageText" -> Content.ofText(Formatted.of(content, "text"));
            case "messageAnimatedEmoji" -> Content.ofText(emoji(content));
            case "messageRichMessage" -> Content.ofText(RichText.of(content.path("message")));
            case "messagePhoto" -> Content.of(caption, Pictures.of(List.of(content.path("photo"))));
            case "messageVideo" -> file(caption, "video_file", content.path("video"), "video");
            case "messageAnimation" -> file(caption, "animation", content.path("animation"), "animation");
            case "messageDocument" -> file(caption, "document", content.path("document"), "document");
            case "messageVoiceNote" -> file(caption, "voice_message", content.path("voice_note"), "voice");
            case "messageAudio" -> Content.of(caption, audio(content.path("audio")));
            case "messageVideoNote" -> Content.of(caption, Attachment.ofVideoNote(content.path("video_note")));
            case "messageSticker" -> Content.of(caption, Attachment.ofSticker(content.path("sticker")));
            case "messagePaidMedia" -> paidMedia(caption, content.path("media"));
            default -> structured(content);
        };
    }

    private static @Nullable Content structured(JsonNode content) {
        return switch (Fields.type(content)) {
            case "messagePoll" -> poll(content);
            case "messageContact" -> contact(content.path("contact"));
            case "messageLocation" -> place("location", null, content.path("location"));
            case "messageLiveLocation" ->
                place("live_location", null, content.path("location").path("location"));
            case "messageVenue" -> venue(content.path("venue"));
            case "messageGame" -> game(content.path("game"));
            case "messageInvoice" -> invoice(content);
            case "messageChecklist" ->
                titled("todo_list", Formatted.of(content.path("list"), "title").text());
            case "messageDice" -> titled("dice", Fields.text(content, "emoji"));
            case "messageStakeDice" -> titled("stake_dice", null);
            case "messageStory" -> titled("story", null);
            case "messageGiveaway" -> titled("giveaway", null);
            case "messageGiveawayWinners" -> titled("giveaway_results", null);
            case "messageExpiredPhoto" -> titled("expired_photo", null);
            case "messageExpiredVideo" -> titled("expired_video", null);
            case "messageExpiredVideoNote" -> titled("expired_video_message", null);
            case "messageExpiredVoiceNote" -> titled("expired_voice_message", null);
            default -> null;
        };
    }

    private static Content titled(String type, @Nullable String title) {
        return Content.structured(Formatted.EMPTY, type, title);
    }

    private static Content file(Formatted caption, String type, JsonNode described, String fileField) {
        return Content.of(caption, Attachment.of(type, described, fileField, null));
    }

    private static Attachment audio(JsonNode audio) {
        String title = joined(" – ", Fields.text(audio, "performer"), Fields.text(audio, "title"));
        return Attachment.of("audio_file", audio, "audio", title);
    }

    /** A text of one emoji, for which TDLib has an animation. */
    private static Formatted emoji(JsonNode content) {
        String text = Fields.string(content, "emoji");
        JsonNode sticker = content.path("animated_emoji").path("sticker").path("full_type");
        long custom = Fields.integer(sticker, "custom_emoji_id");
        return custom == 0 || text.isEmpty()
                ? new Formatted(text, List.of())
                : new Formatted(text, List.of(Formatted.customEmoji(text.length(), custom)));
    }

    /** Only the photos that this account may see; the type is told when there is none. */
    private static Content paidMedia(Formatted caption, JsonNode media) {
        List<JsonNode> photos = new ArrayList<>();
        for (JsonNode item : media) {
            if (Fields.type(item).equals("paidMediaPhoto")) {
                photos.add(item.path("photo"));
            }
        }
        return photos.isEmpty()
                ? Content.structured(caption, "paid_media", null)
                : Content.of(caption, Pictures.of(photos));
    }

    /** Votes are left out: they change without an edit. */
    private static Content poll(JsonNode content) {
        JsonNode poll = content.path("poll");
        ArrayNode answers = NODES.arrayNode();
        for (JsonNode option : poll.path("options")) {
            answers.add(Formatted.of(option, "text").text());
        }
        ObjectNode kept = NODES.objectNode();
        kept.set("answers", answers);
        String question = Formatted.of(poll, "question").text();
        return Content.structured(Formatted.of(content, "description"), "poll", question)
                .with("poll", kept);
    }

    private static Content contact(JsonNode contact) {
        return titled("contact", joined(" ", Fields.text(contact, "first_name"), Fields.text(contact, "last_name")));
    }

    private static Content venue(JsonNode venue) {
        String title = joined(", ", Fields.text(venue, "title"), Fields.text(venue, "address"));
        return place("venue", title, venue.path("location"));
    }

    private static Content game(JsonNode game) {
        return Content.structured(Formatted.of(game, "text"), "game", Fields.text(game, "title"));
    }

    private static Content invoice(JsonNode content) {
        String title = Fields.text(content.path("product_info"), "title");
        return Content.structured(Formatted.of(content, "paid_media_caption"), "invoice", title);
    }

    private static Content place(String type, @Nullable String title, JsonNode location) {
        JsonNode latitude = Fields.decimal(location.get("latitude"));
        JsonNode longitude = Fields.decimal(location.get("longitude"));
        Content place = titled(type, title);
        if (latitude == null || longitude == null) {
            return place;
        }
        ObjectNode kept = NODES.objectNode();
        kept.set("latitude", latitude);
        kept.set("longitude", longitude);
        return place.with("location", kept);
    }

    private static @Nullable String joined(String separator, @Nullable String... parts) {
        String joined = Stream.of(parts).filter(part -> part != null).collect(Collectors.joining(separator));
        return joined.isEmpty() ? null : joined;
    }
}
