package telegramgateway.acceptance.telegram;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import telegramgateway.simulator.world.Channel;
import telegramgateway.simulator.world.Draft;
import telegramgateway.simulator.world.Post;

/** What happens in one channel, all of it by a seed: posts, albums, new titles, edits, deletions. */
final class ChannelScript {
    private static final int EDITS_PERCENT = 12;
    private static final int DELETIONS_PERCENT = 10;
    private static final int ALBUMS_PERCENT = 3;
    private static final int TITLES_PERCENT = 2;

    /** Posts that may be edited or deleted: the newest of them. */
    private static final int YOUNG = 120;

    /** How much happens in one act, at most: nothing, a little, about what a client is told, far more. */
    private static final List<Integer> LENGTHS = List.of(0, 3, 30, 150, 400);

    private final Channel channel;
    private final long seed;
    private final SplittableRandom random;

    ChannelScript(Channel channel, long seed) {
        this.channel = channel;
        this.seed = seed;
        this.random = new SplittableRandom(seed);
    }

    Channel channel() {
        return channel;
    }

    long seed() {
        return seed;
    }

    /** While somebody listens: not much. */
    void actLive() {
        act(random.nextInt(20));
    }

    /** While nobody listens: nothing, or anything up to more than a client is ever told afterwards. */
    void actUnheard() {
        act(random.nextInt(LENGTHS.get(random.nextInt(LENGTHS.size())) + 1));
    }

    private void act(int steps) {
        for (int i = 0; i < steps; i++) {
            int chance = random.nextInt(100);
            if (chance < EDITS_PERCENT) {
                young().forEach(post -> post.edit("seed " + seed + ", edited " + random.nextInt(1_000_000)));
            } else if (chance < EDITS_PERCENT + DELETIONS_PERCENT) {
                channel.delete(young());
            } else if (chance < EDITS_PERCENT + DELETIONS_PERCENT + ALBUMS_PERCENT) {
                channel.album(draft(), draft(), draft());
            } else if (chance < EDITS_PERCENT + DELETIONS_PERCENT + ALBUMS_PERCENT + TITLES_PERCENT) {
                channel.retitled("Seed " + seed + ", title " + i);
            } else {
                channel.posts(draft());
            }
        }
    }

    private Draft draft() {
        return Draft.text("seed " + seed + ", post " + random.nextInt(1_000_000));
    }

    /** One of the youngest posts, or a few; none when there are none. */
    private List<Post> young() {
        List<Post> posts = channel.livePosts();
        List<Post> chosen = new ArrayList<>();
        if (!posts.isEmpty()) {
            int at = Math.max(0, posts.size() - 1 - random.nextInt(YOUNG));
            int count = random.nextInt(10) == 0 ? 5 : 1;
            chosen.addAll(posts.subList(at, Math.min(posts.size(), at + count)));
        }
        return chosen;
    }
}
