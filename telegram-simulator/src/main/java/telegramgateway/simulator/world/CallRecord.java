package telegramgateway.simulator.world;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import telegramgateway.simulator.session.RpcError;

/** What was called, and what is to be refused. Safe for use by several threads. */
final class CallRecord {

    private final Map<String, Integer> counts = new ConcurrentHashMap<>();
    private final Map<String, Deque<RpcError>> refusals = new ConcurrentHashMap<>();
    private final Set<String> unknown = ConcurrentHashMap.newKeySet();

    /** Refuses the next calls of a method, after those that are to be refused already. */
    synchronized void refuse(String method, int times, RpcError error) {
        Deque<RpcError> queue = refusals.computeIfAbsent(method, _ -> new ArrayDeque<>());
        for (int i = 0; i < times; i++) {
            queue.add(error);
        }
    }

    /** @throws RpcError when this call is to be refused */
    synchronized void called(String method) {
        counts.merge(method, 1, Integer::sum);
        Deque<RpcError> queue = refusals.get(method);
        if (queue != null && !queue.isEmpty()) {
            throw queue.remove();
        }
    }

    int calls(String method) {
        return counts.getOrDefault(method, 0);
    }

    void unknown(String method) {
        unknown.add(method);
    }

    Set<String> unknown() {
        return Set.copyOf(unknown);
    }
}
