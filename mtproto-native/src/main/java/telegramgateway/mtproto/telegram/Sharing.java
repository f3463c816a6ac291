package telegramgateway.mtproto.telegram;

import java.util.List;
import java.util.stream.Stream;
import telegramgateway.message.MessageSource;

/**
 * Which account takes a channel in which several take part: the user account, which sees edits, deletions and history;
 * a bot does not.
 *
 * @param accounts a view of all, which grows while they are made
 */
record Sharing(List<Account> accounts) {

    /** True while a user account takes part in the channel and receives. */
    boolean isOfAUser(long channelId) {
        return of(MessageSource.USER).anyMatch(user -> user.receives(channelId));
    }

    /** True when no user account takes part in the channel and there is a bot, which may. */
    boolean isLeftToABot(long channelId) {
        return of(MessageSource.USER).noneMatch(user -> user.joined().contains(channelId))
                && of(MessageSource.BOT).findAny().isPresent();
    }

    private Stream<Account> of(MessageSource source) {
        return accounts.stream().filter(account -> account.options().source() == source);
    }
}
