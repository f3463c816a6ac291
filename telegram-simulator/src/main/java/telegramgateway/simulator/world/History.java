package telegramgateway.simulator.world;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import telegramgateway.simulator.codec.TlObject;

/** A channel's posts, and the steps by which they came to be as they are. Guarded by the world's lock. */
final class History {

    private static final String NEW = "updateNewChannelMessage";
    private static final String EDIT = "updateEditChannelMessage";
    private static final String DELETE = "updateDeleteChannelMessages";

    /**
     * One step.
     *
     * @param pts the state after it
     * @param count by how much it changed the state
     */
    record Event(int pts, int count, String update, List<Integer> posts) {}

    private final Channel channel;
    private final List<Post> posts = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private int pts = 1;

    History(Channel channel) {
        this.channel = channel;
    }

    /** The first post, which is no step. */
    void begin(Draft draft) {
        add(draft);
    }

    Event posted(Draft draft) {
        return happened(NEW, List.of(add(draft)));
    }

    Event edited(Post post) {
        return happened(EDIT, List.of(post));
    }

    Event deleted(List<Post> doomed) {
        return happened(DELETE, doomed);
    }

    /** The channel's state: clients say up to which one they know it. */
    int pts() {
        return pts;
    }

    List<Post> everyPost() {
        return List.copyOf(posts);
    }

    List<Post> about(Event event) {
        return event.posts().stream().map(number -> posts.get(number - 1)).toList();
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

    /** The number of the first post that was sent after a second; one above the newest when none was. */
    int firstAfter(Instant second) {
        int number = posts.size();
        while (number > 0 && posts.get(number - 1).sentAt().isAfter(second)) {
            number--;
        }
        return number + 1;
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

    TlObject encoded(Event event, Account viewer) {
        if (event.update().equals(DELETE)) {
            return TlObject.of(event.update())
                    .with("channel_id", channel.id())
                    .with("messages", event.posts())
                    .with("pts", event.pts())
                    .with("pts_count", event.count());
        }
        return TlObject.of(event.update())
                .with("message", posts.get(event.posts().getFirst() - 1).encoded(viewer))
                .with("pts", event.pts())
                .with("pts_count", event.count());
    }

    private Post add(Draft draft) {
        World world = channel.world();
        Post post = new Post(channel, posts.size() + 1, draft.sentAt == null ? world.now() : draft.sentAt, draft);
        posts.add(post);
        if (draft.media != null) {
            world.remember(draft.media);
        }
        return post;
    }

    private Event happened(String update, List<Post> changed) {
        pts += changed.size();
        Event event = new Event(
                pts, changed.size(), update, changed.stream().map(Post::id).toList());
        events.add(event);
        return event;
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
