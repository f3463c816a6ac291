package telegramgateway.simulator.world;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import telegramgateway.simulator.codec.TlObject;

/** A post of a channel, in its latest state. Safe for use by several threads. */
public final class Post {

    private final Channel channel;
    private final int id;
    private final Instant sentAt;
    private volatile Draft draft;
    private volatile @Nullable Instant editedAt;
    private volatile int views = 1;
    private volatile boolean deleted;

    Post(Channel channel, int id, Instant sentAt, Draft draft) {
        this.channel = channel;
        this.id = id;
        this.sentAt = sentAt;
        this.draft = draft;
    }

    /** The number in links to it, from 1. */
    public int id() {
        return id;
    }

    public Channel channel() {
        return channel;
    }

    public String text() {
        return draft.text;
    }

    public Instant sentAt() {
        return sentAt;
    }

    /** The post of which it is a copy, the very first one; null for one that is none. */
    public @Nullable Post origin() {
        return draft.forwarded;
    }

    /** What the posts of one album share; 0 for a post of none. */
    public long album() {
        return draft.album;
    }

    /** Null when it was never edited. */
    public @Nullable Instant editedAt() {
        return editedAt;
    }

    public boolean isDeleted() {
        return deleted;
    }

    /** Whether Telegram made it, as for a new title. */
    public boolean isService() {
        return draft.action != null;
    }

    public Post edit(String text) {
        return edit(draft.with(text));
    }

    /** Replaces text, entities and media. */
    public Post edit(Draft content) {
        channel.change(() -> {
            if (deleted) {
                throw new IllegalStateException("post " + id + " was deleted");
            }
            draft = content;
            if (content.media != null) {
                channel.world().remember(content.media);
            }
            editedAt = channel.world().now();
            channel.edited(this);
        });
        return this;
    }

    public void delete() {
        channel.delete(List.of(this));
    }

    /** Sets the number of views, of which clients learn without an edit. */
    public void viewed(int count) {
        channel.change(() -> {
            views = count;
            channel.tell(
                    TlObject.of("updateChannelMessageViews", "channel_id", channel.id(), "id", id, "views", count));
        });
    }

    void markDeleted() {
        deleted = true;
    }

    Draft draft() {
        return draft;
    }

    /** As one account sees it. */
    TlObject encoded(Account viewer) {
        Draft content = draft;
        int date = (int) sentAt.getEpochSecond();
        boolean own = viewer.equals(content.author);
        TlObject from = channel.isBroadcast() || content.author == null ? null : content.author.peer();
        if (content.action != null) {
            return TlObject.of("messageService")
                    .with("out", own)
                    .with("post", channel.isBroadcast())
                    .with("id", id)
                    .with("from_id", from)
                    .with("peer_id", channel.peer())
                    .with("date", date)
                    .with("action", content.action);
        }
        Instant edited = editedAt;
        return TlObject.of("message")
                .with("out", own)
                .with("post", channel.isBroadcast())
                .with("id", id)
                .with("from_id", from)
                .with("peer_id", channel.peer())
                .with("fwd_from", content.forwarded == null ? null : content.forwarded.forwardHeader())
                .with("reply_to", reply(content))
                .with("date", date)
                .with("message", content.text)
                .with("media", content.media == null ? null : content.media.encoded(date))
                .with("entities", content.entities.isEmpty() ? null : content.entities)
                .with("views", channel.isBroadcast() ? views : null)
                .with("forwards", channel.isBroadcast() ? 0 : null)
                .with("edit_date", edited == null ? null : (int) edited.getEpochSecond())
                .with("grouped_id", content.album == 0 ? null : content.album);
    }

    private TlObject forwardHeader() {
        Account author = draft.author;
        return TlObject.of("messageFwdHeader")
                .with("from_id", channel.isBroadcast() || author == null ? channel.peer() : author.peer())
                .with("date", (int) sentAt.getEpochSecond())
                .with("channel_post", channel.isBroadcast() ? id : null);
    }

    private static @Nullable TlObject reply(Draft content) {
        Post to = content.replyTo == null ? content.topic : content.replyTo;
        return to == null
                ? null
                : TlObject.of("messageReplyHeader")
                        .with("forum_topic", content.topic != null)
                        .with("reply_to_msg_id", to.id)
                        .with(
                                "reply_to_top_id",
                                content.topic == null || content.replyTo == null ? null : content.topic.id);
    }
}
