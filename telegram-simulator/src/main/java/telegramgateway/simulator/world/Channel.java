package telegramgateway.simulator.world;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
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

    private static final String NEW = "updateNewChannelMessage";
    private static final String EDIT = "updateEditChannelMessage";
    private static final String DELETE = "updateDeleteChannelMessages";

    /** One step of the channel's history. */
    private record Event(int pts, int count, String update, List<Integer> posts) {}

    private final World world;
    private final long id;
    private final boolean broadcast;
    private final boolean forum;
    private final int created;
    private final List<Post> posts = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final Set<Account> members = new HashSet<>();
    private final Set<Account> writers = new HashSet<>();
    private final Set<Account> leaving = new HashSet<>();
    private final Set<Account> banned = new HashSet<>();
    private String title;
    private @Nullable String username;
    private int pts = 1;

    Channel(World world, long id, String title, boolean broadcast, boolean forum) {
        this.world = world;
        this.id = id;
        this.title = title;
        this.broadcast = broadcast;
        this.forum = forum;
        created = (int) world.now().getEpochSecond();
        add(Draft.service(TlObject.of("messageActionChannelCreate", "title", title)));
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
            happened(DELETE, doomed.stream().map(Post::id).toList(), doomed.size(), null);
        });
    }

    /** Every post that ever was, by number; the deleted ones too. */
    public List<Post> everyPost() {
        return world.locked(() -> List.copyOf(posts));
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

    int pts() {
        return pts;
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

    /** The post of a number, unless there is none or it was deleted. */
    @Nullable
    Post live(int number) {
        Post post = number < 1 || number > posts.size() ? null : posts.get(number - 1);
        return post == null || post.isDeleted() ? null : post;
    }

    int size() {
        return posts.size();
    }

    /** The newest posts that are there, newest first. */
    List<Post> newest(int count) {
        return page(0, 0, count);
    }

    /**
     * A page of what is there, newest first.
     *
     * @param before the page begins below this number; 0 for the newest
     * @param skipped posts to pass over first; if negative, posts to go back towards the newest
     */
    List<Post> page(int before, int skipped, int limit) {
        int number = before == 0 ? posts.size() : Math.min(before - 1, posts.size());
        for (int back = skipped; back < 0 && number < posts.size(); ) {
            number++;
            back += live(number) == null ? 0 : 1;
        }
        List<Post> page = new ArrayList<>();
        for (int toSkip = skipped; number > 0 && page.size() < limit; number--) {
            Post post = live(number);
            if (post != null && toSkip-- <= 0) {
                page.add(post);
            }
        }
        return page;
    }

    /** Posts and tells all but one session, which has its answer. */
    Post publish(Draft draft, @Nullable Session except) {
        Post post = add(draft);
        happened(NEW, List.of(post.id()), 1, except);
        return post;
    }

    void edited(Post post) {
        happened(EDIT, List.of(post.id()), 1, null);
    }

    void tell(TlObject update) {
        world.tell(this, _ -> update, List.of(), null);
    }

    /** The posts since a state that are still there. */
    List<Post> postedSince(int state) {
        return events.subList(firstAfter(state), events.size()).stream()
                .filter(event -> event.update().equals(NEW))
                .map(event -> live(event.posts().getFirst()))
                .filter(Objects::nonNull)
                .toList();
    }

    /** The edits and deletes since a state, as updates. */
    List<TlObject> changedSince(int state, Account viewer) {
        return events.subList(firstAfter(state), events.size()).stream()
                .filter(event -> event.update().equals(DELETE)
                        || (event.update().equals(EDIT) && live(event.posts().getFirst()) != null))
                .map(event -> encoded(event, viewer))
                .toList();
    }

    TlObject newMessage(Post post, Account viewer) {
        return TlObject.of(NEW, "message", post.encoded(viewer), "pts", pts, "pts_count", 1);
    }

    TlObject peer() {
        return TlObject.of("peerChannel", "channel_id", id);
    }

    /** As one account sees it. */
    TlObject encoded(Account viewer) {
        if (banned.contains(viewer)) {
            return TlObject.of(
                    "channelForbidden",
                    "broadcast",
                    broadcast,
                    "megagroup",
                    !broadcast,
                    "id",
                    id,
                    "access_hash",
                    id,
                    "title",
                    title);
        }
        TlObject rights = TlObject.of("chatAdminRights", "post_messages", true, "edit_messages", true);
        return TlObject.of(
                "channel",
                "left",
                !members.contains(viewer) || leaving.contains(viewer),
                "broadcast",
                broadcast,
                "megagroup",
                !broadcast,
                "forum",
                forum,
                "id",
                id,
                "access_hash",
                id,
                "title",
                title,
                "username",
                username,
                "photo",
                TlObject.of("chatPhotoEmpty"),
                "date",
                created,
                "admin_rights",
                writers.contains(viewer) ? rights : null,
                "participants_count",
                members.size());
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

    private Post add(Draft draft) {
        Post post = new Post(this, posts.size() + 1, draft.sentAt == null ? world.now() : draft.sentAt, draft);
        posts.add(post);
        if (draft.media != null) {
            world.remember(draft.media);
        }
        return post;
    }

    private void happened(String update, List<Integer> numbers, int count, @Nullable Session except) {
        pts += count;
        Event event = new Event(pts, count, update, numbers);
        events.add(event);
        List<Post> about = numbers.stream().map(number -> posts.get(number - 1)).toList();
        world.tell(this, viewer -> encoded(event, viewer), about, except);
    }

    private TlObject encoded(Event event, Account viewer) {
        if (event.update().equals(DELETE)) {
            return TlObject.of(
                    event.update(),
                    "channel_id",
                    id,
                    "messages",
                    event.posts(),
                    "pts",
                    event.pts(),
                    "pts_count",
                    event.count());
        }
        return TlObject.of(
                event.update(),
                "message",
                posts.get(event.posts().getFirst() - 1).encoded(viewer),
                "pts",
                event.pts(),
                "pts_count",
                event.count());
    }

    private int firstAfter(int state) {
        int low = 0;
        int high = events.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (events.get(middle).pts() <= state) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
