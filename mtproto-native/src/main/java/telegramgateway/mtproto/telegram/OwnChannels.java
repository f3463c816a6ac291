package telegramgateway.mtproto.telegram;

import telegramgateway.mtproto.journal.Journal;

/**
 * Which channels are an account's to take.
 *
 * @param bot whether the account is one
 */
record OwnChannels(Journal journal, Sharing sharing, boolean bot) {

    boolean isRegistered(long channelId) {
        return journal.watched().contains(channelId);
    }

    boolean isOfAnother(long channelId) {
        return bot && sharing.isOfAUser(channelId);
    }

    boolean isTaken(long channelId) {
        return isRegistered(channelId) && !isOfAnother(channelId);
    }

    /** Whether the account reads the history of a channel. */
    boolean isRead(long channelId) {
        return isTaken(channelId) && !sharing.isLeftToABot(channelId);
    }
}
