package telegramgateway.message.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A sorted set of Redis: members by score, equal scores by name. */
final class SortedSetModel {
    private final Map<String, Double> scores = new HashMap<>();

    SortedSetModel copy() {
        SortedSetModel copy = new SortedSetModel();
        copy.scores.putAll(scores);
        return copy;
    }

    boolean isEmpty() {
        return scores.isEmpty();
    }

    long add(String score, String member) {
        return scores.put(member, Double.valueOf(score)) == null ? 1 : 0;
    }

    byte @Nullable [] score(String member) {
        Double score = scores.get(member);
        return score == null ? null : printed(score);
    }

    /** {@code ZRANGE start stop WITHSCORES}. */
    List<Object> byRank(List<String> arguments) {
        require(arguments.subList(2, arguments.size()).equals(List.of("WITHSCORES")));
        int size = scores.size();
        int start = Math.max(0, rank(arguments.get(0), size));
        int stop = Math.min(size - 1, rank(arguments.get(1), size));
        return start > stop ? List.of() : withScores(sorted().subList(start, stop + 1));
    }

    /** {@code ZRANGEBYSCORE min max WITHSCORES LIMIT offset count}, or its reverse. */
    List<Object> byScore(String min, String max, List<String> options, boolean reverse) {
        require(options.size() == 4 && options.subList(0, 3).equals(List.of("WITHSCORES", "LIMIT", "0")));
        List<Map.Entry<String, Double>> found = new ArrayList<>();
        for (Map.Entry<String, Double> entry : reverse ? sorted().reversed() : sorted()) {
            if (within(entry.getValue(), min, max) && found.size() < Integer.parseInt(options.get(3))) {
                found.add(entry);
            }
        }
        return withScores(found);
    }

    long removeByScore(String min, String max) {
        long before = scores.size();
        scores.values().removeIf(score -> within(score, min, max));
        return before - scores.size();
    }

    private static int rank(String argument, int size) {
        int rank = Integer.parseInt(argument);
        return rank < 0 ? size + rank : rank;
    }

    private static boolean within(double score, String min, String max) {
        boolean above = min.startsWith("(") ? score > bound(min.substring(1)) : score >= bound(min);
        boolean below = max.startsWith("(") ? score < bound(max.substring(1)) : score <= bound(max);
        return above && below;
    }

    private static double bound(String text) {
        return switch (text) {
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "+inf" -> Double.POSITIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private List<Map.Entry<String, Double>> sorted() {
        List<Map.Entry<String, Double>> entries = new ArrayList<>(scores.entrySet());
        entries.sort(Map.Entry.<String, Double>comparingByValue().thenComparing(Map.Entry.comparingByKey()));
        return entries;
    }

    private static List<Object> withScores(List<Map.Entry<String, Double>> entries) {
        List<Object> reply = new ArrayList<>();
        for (Map.Entry<String, Double> entry : entries) {
            reply.add(entry.getKey().getBytes(UTF_8));
            reply.add(printed(entry.getValue()));
        }
        return reply;
    }

    private static byte[] printed(double score) {
        return new BigDecimal(score).toPlainString().getBytes(UTF_8);
    }

    private static void require(boolean known) {
        if (!known) {
            throw new UnsupportedOperationException("The model of Redis lacks these options");
        }
    }
}
