package telegramgateway.mtproto.forward;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import telegramgateway.tdlib.TdError;
import telegramgateway.tdlib.TdLibrary;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An account in whose channels every message is there, and whose copies are posted as soon as they are asked for. */
final class PosterOnPaper implements Poster {
    private static final int SHIFT = 20;

    /** By method, what it is answered with; says whether the copies are posted all the same. */
    final Map<String, Refusal> refusals = new HashMap<>();

    /** After a request of this method the account is not settled. */
    String awayAfter = "";

    boolean settled = true;

    /** The ids of messages that have a copy, in order, each as often as it has. */
    final List<Long> copied = new ArrayList<>();

    private final List<ObjectNode> copies = new ArrayList<>();
    private final Map<String, Integer> asked = new HashMap<>();

    record Refusal(int code, String reason, BooleanSupplier posted) {}

    void refuse(String method, int code, String reason) {
        refusals.put(method, new Refusal(code, reason, () -> false));
    }

    int asked(String method) {
        return asked.getOrDefault(method, 0);
    }

    @Override
    public boolean isSettled() {
        return settled;
    }

    @Override
    public ObjectNode ask(ObjectNode request) {
        String method = request.path("@type").asString();
        asked.merge(method, 1, Integer::sum);
        settled &= !method.equals(awayAfter);
        @Nullable Refusal refusal = refusals.get(method);
        if (refusal != null) {
            if (refusal.posted().getAsBoolean()) {
                answer(method, request);
            }
            throw TdError.of(
                    method,
                    TdLibrary.request("error").put("code", refusal.code()).put("message", refusal.reason()));
        }
        return answer(method, request);
    }

    private ObjectNode answer(String method, ObjectNode request) {
        ObjectNode answer = TdLibrary.request("messages");
        ArrayNode messages = answer.putArray("messages");
        switch (method) {
            case "getMessages" -> {
                for (JsonNode id : request.path("message_ids")) {
                    messages.addObject()
                            .put("id", id.asLong())
                            .put("chat_id", request.path("chat_id").asLong())
                            .put("is_channel_post", true);
                }
            }
            case "forwardMessages" -> {
                for (JsonNode id : request.path("message_ids")) {
                    copied.add(id.asLong() >> SHIFT);
                    ObjectNode copy = TdLibrary.request("message")
                            .put("id", (1_000L + copied.size()) << SHIFT)
                            .put("date", Integer.MAX_VALUE)
                            .put("is_channel_post", true);
                    copy.putObject("forward_info")
                            .putObject("origin")
                            .put("@type", "messageOriginChannel")
                            .put("chat_id", request.path("from_chat_id").asLong())
                            .put("message_id", id.asLong());
                    copies.add(copy);
                    messages.add(copy);
                }
            }
            case "searchChatMessages" -> messages.addAll(copies);
            default -> {
                // None.
            }
        }
        return answer;
    }

    @Override
    public long awaitSent(long chatId, long localId) {
        return localId >> SHIFT;
    }
}
