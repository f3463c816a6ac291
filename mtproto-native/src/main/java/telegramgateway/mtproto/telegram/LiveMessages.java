package telegramgateway.mtproto.telegram;

import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.message.Message;
import telegramgateway.mtproto.decode.Decoded;
import telegramgateway.mtproto.decode.Observation;
import telegramgateway.mtproto.decode.TdIds;
import tools.jackson.databind.JsonNode;

/** What is posted and deleted in the account's channels while it listens. For the thread that hands over updates. */
final class LiveMessages {
    private static final Logger LOG = LoggerFactory.getLogger(LiveMessages.class);

    private final AccountOptions account;
    private final OwnChannels channels;
    private final ChatNames names;
    private final OwnCopies ownCopies;
    private final Submission submission;
    private final InstantSource clock;

    LiveMessages(
            AccountOptions account,
            OwnChannels channels,
            ChatNames names,
            OwnCopies ownCopies,
            Submission submission,
            InstantSource clock) {
        this.account = account;
        this.channels = channels;
        this.names = names;
        this.ownCopies = ownCopies;
        this.submission = submission;
        this.clock = clock;
    }

    /** @param message as TDLib has it */
    void posted(Decoded decoded, JsonNode message) throws InterruptedException {
        long channelId = switch (decoded) {
            case Decoded.Accepted accepted -> accepted.message().channelId();
            case Decoded.Refused refused -> refused.channelId();
        };
        if (!channels.isRegistered(channelId) || Outbox.isPending(message)) {
            return;
        }
        if (channels.isOfAnother(channelId)) {
            submission.coveredByUserAccount(channelId);
        } else if (ownCopies.contains(message)) {
            submission.ownCopy(channelId, message.path("id").asLong(0) >> TdIds.SERVER_ID_SHIFT);
        } else {
            submission.live(decoded);
        }
    }

    void deleted(Observation.Deleted deleted) throws InterruptedException {
        if (!channels.isTaken(deleted.chatId())) {
            return;
        }
        if (!names.joined().contains(deleted.chatId())) {
            // To TDLib they are as good as deleted. To everybody else they are there.
            LOG.warn(
                    "The account takes no part in channel {} any more: {} messages that TDLib drops are kept",
                    deleted.chatId(),
                    deleted.messageIds().size());
            return;
        }
        for (long messageId : deleted.messageIds()) {
            if (ownCopies.contains(deleted.chatId(), messageId)) {
                submission.ownCopy(deleted.chatId(), messageId);
            } else {
                submission.live(Message.deletion(
                        deleted.chatId(),
                        messageId,
                        clock.instant(),
                        clock.instant(),
                        account.source(),
                        account.name()));
            }
        }
    }
}
