package telegramgateway.mtproto.forward;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import telegramgateway.message.MessageEvent;
import telegramgateway.message.feed.StoreUnavailableException;
import telegramgateway.mtproto.journal.Forwards;
import telegramgateway.mtproto.journal.Forwards.Forward;
import telegramgateway.mtproto.journal.Forwards.State;
import telegramgateway.mtproto.session.SessionException;
import telegramgateway.mtproto.telegram.Origin;
import telegramgateway.tdlib.TdError;
import telegramgateway.tdlib.TdLibrary;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes one copy of a message in a destination. What is about to be sent is on record before it is sent; of a record
 * that was left behind it looks into the destination first. For one thread.
 */
final class Forwarder {
    private static final int SERVER_ID_SHIFT = 20;
    private static final Duration QUIET_UNLESS_SAID = Duration.ofSeconds(5);
    private static final int HTTP_BAD_REQUEST = 400;
    private static final int HTTP_TOO_MANY = 429;

    private final Poster poster;
    private final Forwards forwards;
    private final Pace pace;
    private final CountDownLatch stopping;
    private final Decisions decisions;
    private final Tries tries;
    private final LongSupplier nanoTime;
    private long quietUntil;

    /** @param nanoTime as {@link System#nanoTime()} */
    Forwarder(
            Poster poster,
            Forwards forwards,
            Pace pace,
            CountDownLatch stopping,
            LongSupplier nanoTime,
            MeterRegistry metrics) {
        this.poster = poster;
        this.forwards = forwards;
        this.pace = pace;
        this.stopping = stopping;
        this.nanoTime = nanoTime;
        tries = new Tries(nanoTime);
        quietUntil = nanoTime.getAsLong();
        decisions = new Decisions(forwards, metrics);
    }

    /**
     * Returns once each message has its copy, or is refused for good.
     *
     * @param events of one channel, in the order of their message ids
     * @throws StoreUnavailableException when that cannot be said now
     */
    void forward(List<MessageEvent> events, long destination, long rule) throws InterruptedException {
        List<Forward> open = new ArrayList<>();
        List<Forward> lost = new ArrayList<>();
        for (MessageEvent event : events) {
            Forward known = forwards.find(event.channelId(), event.messageId(), destination)
                    .orElse(null);
            if (known == null) {
                open.add(new Forward(
                        event.channelId(),
                        event.messageId(),
                        destination,
                        rule,
                        "",
                        State.SENDING,
                        null,
                        0,
                        Instant.EPOCH));
            } else if (!known.isDecided()) {
                lost.add(known);
            }
        }
        if (open.isEmpty() && lost.isEmpty()) {
            return;
        }
        requireTelegram();
        tries.keep(Stream.concat(open.stream(), lost.stream())
                .map(Forwarder::message)
                .toList());
        for (Forward forward : withoutCopy(lost)) {
            String reason = tries.lastReason(message(forward));
            if (reason == null) {
                open.add(forward);
            } else {
                decisions.refused(forward, reason);
            }
        }
        open.sort((one, two) -> Long.compare(one.messageId(), two.messageId()));
        send(readable(open));
    }

    /**
     * Returns once a message that was left behind is decided, though it is not to be sent any more.
     *
     * @throws StoreUnavailableException when that cannot be said now
     */
    void giveUp(Forward left, String reason) {
        List<Forward> lost = forwards.find(left.channelId(), left.messageId(), left.destination()).stream()
                .filter(forward -> !forward.isDecided())
                .toList();
        if (!lost.isEmpty()) {
            requireTelegram();
            tries.keep(List.of(message(left)));
            withoutCopy(lost).forEach(forward -> decisions.refused(forward, reason));
        }
    }

    private static Tries.Message message(Forward forward) {
        return new Tries.Message(forward.channelId(), forward.messageId(), forward.destination());
    }

    private void requireTelegram() {
        long quiet = quietUntil - nanoTime.getAsLong();
        if (quiet > 0) {
            throw new StoreUnavailableException(
                    "Telegram wants " + Duration.ofNanos(quiet).toSeconds() + " s of quiet", null);
        }
        if (!poster.isSettled()) {
            throw new StoreUnavailableException("Telegram is not connected", null);
        }
    }

    /** Those of the messages left behind whose copies are not there. */
    private List<Forward> withoutCopy(List<Forward> lost) {
        List<Forward> without = new ArrayList<>();
        if (lost.isEmpty()) {
            return without;
        }
        try {
            Map<Long, Long> copies =
                    new Destination(poster, forwards, lost.getFirst().destination()).copiesOf(lost);
            for (Forward forward : lost) {
                Long copy = copies.get(forward.messageId());
                if (copy == null) {
                    without.add(forward);
                } else {
                    decisions.found(forward, copy);
                }
            }
        } catch (Destination.TooFarException _) {
            lost.forEach(forward ->
                    decisions.refused(forward, "too much was posted since to find out whether its copy is there"));
        } catch (TdError | SessionException e) {
            failed(lost, e, false);
        }
        return without;
    }

    /** With what their copies will be known by; those that are gone are refused. */
    private List<Forward> readable(List<Forward> open) {
        if (open.isEmpty()) {
            return open;
        }
        Map<Long, JsonNode> messages = new HashMap<>();
        ObjectNode request =
                TdLibrary.request("getMessages").put("chat_id", open.getFirst().channelId());
        request.set("message_ids", ids(open));
        try {
            for (JsonNode message : poster.ask(request).path("messages")) {
                if (message.isObject()) {
                    messages.put(message.path("id").asLong(0) >> SERVER_ID_SHIFT, message);
                }
            }
        } catch (TdError | SessionException e) {
            failed(open, e, false);
            return List.of();
        }
        List<Forward> readable = new ArrayList<>();
        for (Forward forward : open) {
            JsonNode message = messages.get(forward.messageId());
            if (message == null) {
                decisions.refused(forward, "the message is no longer there");
            } else {
                readable.add(withOrigin(forward, Origin.ofCopiesOf(message)));
            }
        }
        return readable;
    }

    private static Forward withOrigin(Forward forward, String origin) {
        return new Forward(
                forward.channelId(),
                forward.messageId(),
                forward.destination(),
                forward.rule(),
                origin,
                State.SENDING,
                null,
                0,
                forward.at());
    }

    private void send(List<Forward> open) throws InterruptedException {
        if (open.isEmpty()) {
            return;
        }
        Forward first = open.getFirst();
        Duration wait = pace.take(first.destination(), open.size());
        if (stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new StoreUnavailableException("the gateway is stopping", null);
        }
        // That wait may have been long.
        requireTelegram();
        forwards.sending(open);
        ObjectNode request = TdLibrary.request("forwardMessages")
                .put("chat_id", first.destination())
                .put("from_chat_id", first.channelId());
        request.set("message_ids", ids(open));
        JsonNode copies;
        try {
            copies = poster.ask(request).path("messages");
        } catch (TdError | SessionException e) {
            failed(open, e, true);
            return;
        }
        StoreUnavailableException unavailable = null;
        for (int i = 0; i < open.size(); i++) {
            try {
                confirm(open.get(i), copies.path(i));
            } catch (StoreUnavailableException e) {
                unavailable = e;
            }
        }
        if (unavailable != null) {
            throw unavailable;
        }
    }

    private void confirm(Forward forward, JsonNode copy) throws InterruptedException {
        if (!copy.isObject()) {
            decisions.refused(forward, "the message cannot be forwarded");
            return;
        }
        try {
            long copyId =
                    poster.awaitSent(forward.destination(), copy.path("id").asLong(0));
            decisions.sent(forward, copyId);
        } catch (TdError | SessionException e) {
            failed(List.of(forward), e, true);
        }
    }

    /**
     * Refuses what Telegram refuses for good, and what has failed too often.
     *
     * @param posted whether they may have been posted now: then their copies must be looked for before they are refused
     * @throws StoreUnavailableException when one of them is not decided
     */
    private void failed(List<Forward> failed, RuntimeException e, boolean posted) {
        if (e instanceof TdError error
                && (error.code() == HTTP_TOO_MANY || error.retryAfter().isPresent())) {
            Duration quiet = error.retryAfter().orElse(QUIET_UNLESS_SAID);
            quietUntil = nanoTime.getAsLong() + quiet.toNanos();
            throw new StoreUnavailableException("Telegram wants " + quiet.toSeconds() + " s of quiet", e);
        }
        // What TDLib says before it is logged in and knows its chats says nothing about the messages.
        requireTelegram();
        if (e instanceof TdError error && error.code() >= HTTP_BAD_REQUEST && error.code() < HTTP_TOO_MANY) {
            failed.forEach(forward -> decisions.refused(forward, error.reason()));
            return;
        }
        boolean again = false;
        for (Forward forward : failed) {
            tries.failed(message(forward), e.getMessage() + ", after " + Tries.MAX + " tries and more");
            String reason = posted ? null : tries.lastReason(message(forward));
            if (reason == null) {
                again = true;
            } else {
                decisions.refused(forward, reason);
            }
        }
        if (again) {
            throw new StoreUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }

    private static ArrayNode ids(List<Forward> forwards) {
        ArrayNode ids = TdLibrary.array();
        forwards.forEach(forward -> ids.add(forward.messageId() << SERVER_ID_SHIFT));
        return ids;
    }
}
