package telegramgateway.simulator.world;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import telegramgateway.simulator.codec.TlObject;

/** Whom an answer mentions: Telegram sends them along. For one answer. */
final class Mentioned {

    private final Account viewer;
    private final Set<Channel> channels = new LinkedHashSet<>();
    private final Set<Account> accounts = new LinkedHashSet<>();

    Mentioned(Account viewer) {
        this.viewer = viewer;
    }

    Mentioned channels(Collection<Channel> more) {
        channels.addAll(more);
        return this;
    }

    Mentioned posts(Collection<Post> posts) {
        posts.forEach(post -> {
            channels.add(post.channel());
            Post origin = post.draft().forwarded;
            add(post.draft().author);
            if (origin != null) {
                channels.add(origin.channel());
                add(origin.draft().author);
            }
        });
        return this;
    }

    List<TlObject> chats() {
        return channels.stream().map(channel -> channel.encoded(viewer)).toList();
    }

    List<TlObject> users() {
        return accounts.stream().map(account -> account.encoded(viewer)).toList();
    }

    private void add(@Nullable Account account) {
        if (account != null) {
            accounts.add(account);
        }
    }
}
