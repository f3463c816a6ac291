package telegramgateway.simulator.world;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import telegramgateway.simulator.codec.TlObject;

/** What is about to be posted. Offsets and lengths count UTF-16 units. Not safe for use by several threads. */
public final class Draft {

    final String text;
    final List<TlObject> entities = new ArrayList<>();

    @Nullable
    Media media;

    @Nullable
    Post replyTo;

    @Nullable
    Post forwarded;

    @Nullable
    Post topic;

    @Nullable
    Account author;

    @Nullable
    Instant sentAt;

    @Nullable
    TlObject action;

    long album;

    private Draft(String text) {
        this.text = text;
    }

    public static Draft text(String text) {
        return new Draft(text);
    }

    /** A copy of another channel's post that names its origin: the very first one, if that is a copy itself. */
    public static Draft forwardOf(Post origin) {
        Draft original = origin.draft();
        Draft draft = new Draft(original.text);
        draft.entities.addAll(original.entities);
        draft.media = original.media;
        draft.forwarded = original.forwarded == null ? origin : original.forwarded;
        return draft;
    }

    /** A message of Telegram itself. */
    static Draft service(TlObject action) {
        Draft draft = new Draft("");
        draft.action = action;
        return draft;
    }

    public Draft bold(int offset, int length) {
        return entity("messageEntityBold", offset, length, null);
    }

    public Draft italic(int offset, int length) {
        return entity("messageEntityItalic", offset, length, null);
    }

    public Draft code(int offset, int length) {
        return entity("messageEntityCode", offset, length, null);
    }

    public Draft link(int offset, int length, String url) {
        return entity("messageEntityTextUrl", offset, length, url);
    }

    public Draft photo(byte[] jpeg) {
        media = Media.photo(jpeg);
        return this;
    }

    public Draft document(String name, String type, byte[] content) {
        media = Media.document(name, type, content);
        return this;
    }

    /** A reply to a post of the same channel. */
    public Draft replyTo(Post post) {
        replyTo = post;
        return this;
    }

    /** In a topic of a forum, as {@link Channel#topic} made it. */
    public Draft in(Post forumTopic) {
        topic = forumTopic;
        return this;
    }

    /** Who wrote it; in broadcast channels that is seen only by the author. */
    public Draft by(Account person) {
        author = person;
        return this;
    }

    /** Instead of now, with seconds. */
    public Draft sentAt(Instant time) {
        sentAt = time;
        return this;
    }

    /** The same with another text. Entities do not fit any more. */
    Draft with(String otherText) {
        Draft draft = new Draft(otherText);
        draft.media = media;
        draft.replyTo = replyTo;
        draft.forwarded = forwarded;
        draft.topic = topic;
        draft.author = author;
        draft.sentAt = sentAt;
        draft.album = album;
        return draft;
    }

    private Draft entity(String type, int offset, int length, @Nullable String url) {
        entities.add(TlObject.of(type, "offset", offset, "length", length, "url", url));
        return this;
    }
}
