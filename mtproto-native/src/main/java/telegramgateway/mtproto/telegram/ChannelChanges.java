package telegramgateway.mtproto.telegram;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import telegramgateway.mtproto.decode.Observation;
import telegramgateway.mtproto.intake.Intake;
import telegramgateway.mtproto.journal.Journal;

/**
 * What happens to chats themselves: what they are called, and which one a group has become.
 *
 * @param names of all chats of the account
 */
record ChannelChanges(Journal journal, Intake intake, ChatNames names) {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelChanges.class);

    void found(Observation.ChatFound news) throws InterruptedException {
        names.found(news);
        name(news.chatId());
    }

    void changed(Observation.TitleChanged news) throws InterruptedException {
        names.changed(news);
        name(news.chatId());
    }

    void changed(Observation.SupergroupChanged news) throws InterruptedException {
        names.changed(news);
        name(news.chatId());
    }

    void migrated(Observation.Migrated news) throws InterruptedException {
        if (journal.watched().contains(news.fromChatId()) && !journal.watched().contains(news.toChatId())) {
            LOG.info("The group {} has become {}, which is watched in its place", news.fromChatId(), news.toChatId());
            journal.watch(news.toChatId(), true);
            journal.watch(news.fromChatId(), false);
            name(news.toChatId());
        }
    }

    /** Tells what a channel is called, if it is watched and TDLib has said it. */
    void name(long chatId) throws InterruptedException {
        if (journal.watched().contains(chatId)) {
            var title = names.of(chatId);
            if (title.isPresent()) {
                intake.name(title.get());
            }
        }
    }
}
