package telegramgateway.acceptance.telegram;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import telegramgateway.simulator.world.Post;

/**
 * What the gateway says of a channel's ids, held against what Telegram has. Both are read at rest.
 *
 * @param intervals by their lowest id
 * @param stored texts by id; {@code deleted} for a tombstone
 */
record Ledger(NavigableMap<Long, Interval> intervals, Map<Long, String> stored) {

    /** What is known of ids up to {@code hi}. */
    record Interval(long hi, String state, String reason) {}

    /** What is wrong, in words; empty when all is as Telegram has it. */
    List<String> differences(List<Post> everyPost) {
        List<String> wrong = new ArrayList<>();
        long expected = intervals.isEmpty() ? 0 : intervals.firstKey();
        for (Map.Entry<Long, Interval> interval : intervals.entrySet()) {
            if (interval.getKey() != expected) {
                wrong.add("the ledger has a hole or an overlap at " + expected);
            }
            expected = interval.getValue().hi() + 1;
        }
        for (Post post : everyPost) {
            if (!intervals.isEmpty() && post.id() >= intervals.firstKey()) {
                compare(post, wrong);
            }
        }
        return wrong;
    }

    private void compare(Post post, List<String> wrong) {
        long id = post.id();
        Map.Entry<Long, Interval> floor = intervals.floorEntry(id);
        String state = floor == null || floor.getValue().hi() < id
                ? "nothing"
                : floor.getValue().state();
        String text = stored.get(id);
        String should = post.isDeleted() ? "deleted" : post.text();
        boolean right = switch (state) {
            case "stored" -> should.equals(text);
            case "absent" -> text == null && post.isDeleted();
            case "refused" -> text == null && post.isService();
            default -> false;
        };
        if (!right) {
            wrong.add("%d is %s with the text %s; Telegram has %s".formatted(id, state, text, should));
        }
    }

    /** The states of all ids, counted. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        intervals.forEach((lo, interval) -> counts.merge(interval.state(), interval.hi() - lo + 1, Long::sum));
        return counts;
    }
}
