package telegramgateway.mtproto.control;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import telegramgateway.message.database.ForwardingRule;
import telegramgateway.mtproto.forward.ForwardingRules;
import telegramgateway.mtproto.journal.Journal;
import telegramgateway.mtproto.session.SessionException;
import telegramgateway.mtproto.telegram.Account;
import telegramgateway.mtproto.telegram.Telegram;
import telegramgateway.service.web.RequestRefusedException;
import telegramgateway.tdlib.TdError;
import telegramgateway.tdlib.TdLibrary;

/** {@code /forwarding-rules}: what is forwarded within Telegram, and where to. */
@RestController
class ForwardingController {
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

    private final ForwardingRules rules;
    private final Optional<Telegram> telegram;
    private final Journal journal;

    ForwardingController(ForwardingRules rules, Optional<Telegram> telegram, Journal journal) {
        this.rules = rules;
        this.telegram = telegram;
        this.journal = journal;
    }

    /**
     * @param channelId null for every registered channel
     * @param filter null for every message
     */
    record Wanted(
            @Nullable Long channelId,
            @Nullable Long destination,
            @Nullable String filter) {}

    record Switch(@Nullable Boolean enabled) {}

    @GetMapping("/forwarding-rules")
    Map<String, List<ForwardingRule>> all() {
        return Map.of("rules", rules.list());
    }

    @PostMapping("/forwarding-rules")
    Object add(@RequestBody Wanted wanted) {
        Long destination = wanted.destination();
        Long channelId = wanted.channelId();
        if (destination == null || destination >= 0 || (channelId != null && channelId >= 0)) {
            throw new RequestRefusedException(
                    400,
                    "BAD_CHAT",
                    "destination, or channelId, is no id of a channel or group",
                    "Send {\"channelId\": -100…, \"destination\": -100…}; without channelId it is for every channel.");
        }
        if (channelId != null && !journal.watched().contains(channelId)) {
            throw new RequestRefusedException(
                    409,
                    "NOT_REGISTERED",
                    "Channel " + channelId + " is not registered",
                    "Register it first: bin/channels add " + channelId);
        }
        Account account = UserAccount.loggedIn(telegram);
        try {
            account.session().ask(TdLibrary.request("getChat").put("chat_id", destination), ANSWER_LIMIT);
            return rules.add(channelId, destination, wanted.filter())
                    .orElseThrow(() -> new RequestRefusedException(
                            409,
                            "RULE_EXISTS",
                            "There is a rule from that channel to that destination",
                            "Remove it first: bin/forwarding list shows its number."));
        } catch (TdError e) {
            return TelegramRefusal.of(
                    e,
                    account,
                    "The account must be a member of the destination " + destination + ", with the right to post.");
        } catch (SessionException e) {
            return TelegramRefusal.of(e);
        } catch (IllegalArgumentException e) {
            throw new RequestRefusedException(
                    400,
                    "BAD_RULE",
                    String.valueOf(e.getMessage()),
                    "Change the rule; bin/forwarding --help says how.");
        }
    }

    @PutMapping("/forwarding-rules/{id}")
    ForwardingRule change(@PathVariable long id, @RequestBody Switch wanted) {
        Boolean enabled = wanted.enabled();
        if (enabled == null) {
            throw new RequestRefusedException(
                    400, "BAD_RULE", "enabled is missing", "Send {\"enabled\": true} or false.");
        }
        return rules.enable(id, enabled).orElseThrow(() -> unknown(id));
    }

    @DeleteMapping("/forwarding-rules/{id}")
    Map<String, Long> remove(@PathVariable long id) {
        if (!rules.remove(id)) {
            throw unknown(id);
        }
        return Map.of("removed", id);
    }

    private static RequestRefusedException unknown(long id) {
        return new RequestRefusedException(
                404, "NO_RULE", "There is no forwarding rule " + id, "GET /forwarding-rules lists them.");
    }
}
