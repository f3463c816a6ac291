package telegramgateway.mtproto.journal;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import telegramgateway.message.database.ChannelTitle;

/**
 * What the journal keeps in memory of its channels: the position of each one's latest event, and what it is called.
 * Safe for use by many threads; one at a time moves heads.
 */
final class Channels {
    private final JournalFile file;
    private final Map<Long, ChannelTitle> titles;
    private final Set<Long> watched;
    private final Map<Long, Long> unread;
    private volatile Map<Long, Long> heads;

    Channels(JournalFile file) {
        this.file = file;
        this.titles = new ConcurrentHashMap<>(file.read(ChannelTable::titles));
        this.watched = ConcurrentHashMap.newKeySet();
        this.watched.addAll(file.read(ChannelTable::watched));
        this.unread = new ConcurrentHashMap<>(file.read(ChannelTable::unread));
        this.heads = readHeads();
    }

    /** By channel the message above which some may be missing. */
    Map<Long, Long> unread() {
        return Collections.unmodifiableMap(unread);
    }

    /** Notes that messages above one may be missing, of a channel that is known. */
    synchronized void unreadAbove(long channelId, long messageId) {
        long above = Math.min(messageId, unread.getOrDefault(channelId, Long.MAX_VALUE));
        file.write(connection ->
                Rows.change(connection, "UPDATE channels SET unread_above = ? WHERE channel = ?", above, channelId));
        unread.put(channelId, above);
    }

    /** Notes that the messages above one were read, unless some below it are missing by now. */
    synchronized void read(long channelId, long messageId) {
        Long above = unread.get(channelId);
        if (above != null && above >= messageId) {
            file.write(connection ->
                    Rows.change(connection, "UPDATE channels SET unread_above = NULL WHERE channel = ?", channelId));
            unread.remove(channelId);
        }
    }

    /** The channels whose messages are taken from Telegram. */
    Set<Long> watched() {
        return Collections.unmodifiableSet(watched);
    }

    /** Notes whether a channel, which is known, is watched. */
    synchronized void watch(long channelId, boolean watch) {
        file.write(connection ->
                Rows.change(connection, "UPDATE channels SET watched = ? WHERE channel = ?", watch, channelId));
        if (watch) {
            watched.add(channelId);
        } else {
            watched.remove(channelId);
        }
        titles.computeIfPresent(
                channelId,
                (_, title) -> new ChannelTitle(channelId, title.title(), title.username(), title.type(), watch));
    }

    /** By channel; where the journal began for a channel without an event. */
    Map<Long, Long> heads() {
        return heads;
    }

    /** Takes over what was just written to the file. */
    void moved(Map<Long, Long> newHeads) {
        heads.putAll(newHeads);
    }

    /** Takes the heads from the file, whatever was known. */
    void reload() {
        heads = readHeads();
    }

    private Map<Long, Long> readHeads() {
        return new ConcurrentHashMap<>(file.read(ChannelTable::heads));
    }

    /** What the channels are called that a source has named, by id. A snapshot that follows changes. */
    Map<Long, ChannelTitle> titles() {
        return titles;
    }

    /** Remembers what a channel is called. A source that does not know its public name does not make it forgotten. */
    synchronized void name(ChannelTitle title) {
        ChannelTitle known = titles.get(title.channelId());
        String username = known == null || title.username() != null ? title.username() : known.username();
        ChannelTitle merged = new ChannelTitle(
                title.channelId(), title.title(), username, title.type(), watched.contains(title.channelId()));
        if (!merged.equals(known)) {
            file.write(connection -> {
                ChannelTable.putTitle(
                        connection, merged, JournalState.read(connection).startPosition());
                return null;
            });
            titles.put(merged.channelId(), merged);
        }
    }
}
