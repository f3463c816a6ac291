package telegramgateway.simulator.world;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import telegramgateway.simulator.codec.TlObject;
import telegramgateway.simulator.session.RpcError;
import telegramgateway.simulator.session.Session;

/**
 * A broadcast channel or a group. Its first post, number 1, is Telegram's own: that it was created. What changes is
 * told to the members' clients that listen, at once and in order. Safe for use by several threads.
 */
public final class Channel {

    /** What makes a chat id of a channel id. */
    private static final long CHAT_ID_BASE = -1_000_000_000_000L;

    private final World world;
    private final long id;
    private final boolean broadcast;
    private final boolean forum;
    private final int created;
    private final History history = new History(this);
    private final Set<Account> members = new HashSet<>();
    private final Set<Account> writers = new HashSet<>();
    private final Set<Account> leaving = new HashSet<>();
    private final Set<Account> banned = new HashSet<>();
    private String title;
    private @Nullable String username;

    Channel(World world, long id, String title, boolean broadcast, boolean forum) {
        this.world = world;
        this.id = id;
        this.title = title;
        this.broadcast = broadcast;
        this.forum = forum;
        created = (int) world.now().getEpochSecond();
        history.begin(Draft.service(TlObject.of("messageActionChannelCreate", "title", title)));
    }

    /** Telegram's number of it, positive. */
    public long id() {
        return id;
    }

    /** TDLib's number of it, {@code -100…}. */
    public long chatId() {
        return CHAT_ID_BASE - id;
    }

    /** Gives it a public name, without the @. */
    public Channel named(String newUsername) {
        change(() -> {
            username = newUsername;
            tell(TlObject.of("updateChannel", "channel_id", id));
        });
        return this;
    }

    /** Changes the title, of which a post of Telegram's own tells. */
    public Channel retitled(String newTitle) {
        change(() -> {
            title = newTitle;
            publish(Draft.service(TlObject.of("messageActionChatEditTitle", "title", newTitle)), null);
        });
        return this;
    }

    /** Makes an account a member, as from another device. */
    public Channel joinedBy(Account account) {
        change(() -> {
            banned.remove(account);
            members.add(account);
            tell(TlObject.of("updateChannel", "channel_id", id));
        });
        return this;
    }

    /** Makes an account a member that may post. */
    public Channel writtenBy(Account account) {
        change(() -> writers.add(account));
        return joinedBy(account);
    }

    /** The account leaves, as from another device. */
    public Channel leftBy(Account account) {
        change(() -> {
            leaving.add(account);
            tell(TlObject.of("updateChannel", "channel_id", id));
            leaving.remove(account);
            members.remove(account);
        });
        return this;
    }

    /** The account may not see it any more. */
    public Channel bans(Account account) {
        change(() -> {
            banned.add(account);
            tell(TlObject.of("updateChannel", "channel_id", id));
            members.remove(account);
        });
        return this;
    }

    /** Tells, as Telegram does, of which basic group it was made; no such group exists here. */
    public Channel upgradedFrom(long basicGroupId) {
        posts(Draft.service(TlObject.of("messageActionChannelMigrateFrom", "title", title, "chat_id", basicGroupId)));
        return this;
    }

    public Post posts(String text) {
        return posts(Draft.text(text));
    }

    public Post posts(Draft draft) {
        return changed(() -> publish(draft, null));
    }

    /** Several posts, one after another, as fast as the clients confirm them. */
    public List<Post> posts(int count, IntFunction<String> text) {
        return IntStream.range(0, count).mapToObj(i -> posts(text.apply(i))).toList();
    }

    /** Several posts that are shown as one. */
    public List<Post> album(Draft... drafts) {
        long album = world.nextAlbum();
        return Arrays.stream(drafts)
                .map(draft -> {
                    draft.album = album;
                    return posts(draft);
                })
                .toList();
    }

    /** Opens a topic of a forum. */
    public Post topic(String name) {
        return posts(Draft.service(TlObject.of("messageActionTopicCreate", "title", name, "icon_color", 0x6fb9f0)));
    }

    /** Deletes posts at one stroke. */
    public void delete(List<Post> doomed) {
        change(() -> {
            doomed.forEach(Post::markDeleted);
            told(history.deleted(doomed), null);
        });
    }

    /** Every post that ever was, by number; the deleted ones too. */
    public List<Post> everyPost() {
        return world.locked(history::everyPost);
    }

    /** The posts that are there now, without Telegram's own. */
    public List<Post> livePosts() {
        return everyPost().stream()
                .filter(post -> !post.isDeleted() && !post.isService())
                .toList();
    }

    // From here on: under the world's lock.

    World world() {
        return world;
    }

    boolean isBroadcast() {
        return broadcast;
    }

    boolean isMember(Account account) {
        return members.contains(account);
    }

    boolean mayWrite(Account account) {
        return writers.contains(account) || (!broadcast && members.contains(account));
    }

    @Nullable
    String username() {
        return username;
    }

    History history() {
        return history;
    }

    void requireAccess(Account account) {
        if (banned.contains(account) || (username == null && !members.contains(account))) {
            throw new RpcError(400, "CHANNEL_PRIVATE");
        }
    }

    void add(Account member) {
        members.add(member);
    }

    void remove(Account member) {
        members.remove(member);
    }

    /** Posts and tells all but one session, which has its answer. */
    Post publish(Draft draft, @Nullable Session except) {
        History.Event event = history.posted(draft);
        told(event, except);
        return history.about(event).getFirst();
    }

    void edited(Post post) {
        told(history.edited(post), null);
    }

    void tell(TlObject update) {
        world.tell(this, _ -> update, List.of(), null);
    }

    TlObject peer() {
        return TlObject.of("peerChannel", "channel_id", id);
    }

    /** As one account sees it. */
    TlObject encoded(Account viewer) {
        if (banned.contains(viewer)) {
            return TlObject.of("channelForbidden")
                    .with("broadcast", broadcast)
                    .with("megagroup", !broadcast)
                    .with("id", id)
                    .with("access_hash", id)
                    .with("title", title);
        }
        TlObject rights = TlObject.of("chatAdminRights", "post_messages", true, "edit_messages", true);
        return TlObject.of("channel")
                .with("left", !members.contains(viewer) || leaving.contains(viewer))
                .with("broadcast", broadcast)
                .with("megagroup", !broadcast)
                .with("forum", forum)
                .with("id", id)
                .with("access_hash", id)
                .with("title", title)
                .with("username", username)
                .with("photo", TlObject.of("chatPhotoEmpty"))
                .with("date", created)
                .with("admin_rights", writers.contains(viewer) ? rights : null)
                .with("participants_count", members.size());
    }

    void change(Runnable action) {
        changed(() -> {
            action.run();
            return this;
        });
    }

    private <T> T changed(Supplier<T> action) {
        world.awaitRoom(this);
        return world.locked(action);
    }

    private void told(History.Event event, @Nullable Session except) {
        world.tell(this, viewer -> history.encoded(event, viewer), history.about(event), except);
    }
}
