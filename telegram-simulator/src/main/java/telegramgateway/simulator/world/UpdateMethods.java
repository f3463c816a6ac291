package telegramgateway.simulator.world;

import java.util.List;
import java.util.Map;
import telegramgateway.simulator.codec.TlObject;

/** What a client missed while it was away. */
final class UpdateMethods {

    /** Seconds after which a client asks again by itself for a chat that is open. */
    private static final int POLL_SECONDS = 30;

    private final World world;

    UpdateMethods(World world) {
        this.world = world;
    }

    void addTo(Map<String, World.Method> methods) {
        methods.put("updates.getState", (_, _) -> state(world));
        methods.put("updates.getDifference", (_, caller) -> difference(caller.account()));
        methods.put("updates.getChannelDifference", (call, caller) -> channelDifference(call, caller.account()));
    }

    static TlObject state(World world) {
        return TlObject.of("updates.state", "pts", 1, "date", world.seconds(), "seq", 1);
    }

    /** Names every channel with its state: the client asks for the difference of those that it does not have. */
    private TlObject difference(Account account) {
        List<Channel> channels = world.channels().stream()
                .filter(channel -> channel.isMember(account))
                .toList();
        return TlObject.of("updates.difference")
                .with(
                        "other_updates",
                        channels.stream()
                                .map(channel -> TlObject.of(
                                        "updateChannelTooLong",
                                        "channel_id",
                                        channel.id(),
                                        "pts",
                                        channel.history().pts()))
                                .toList())
                .with("chats", new Mentioned(account).channels(channels).chats())
                .with("state", state(world));
    }

    private TlObject channelDifference(TlObject call, Account account) {
        Channel channel = world.channel(call.objectOf("channel").longOf("channel_id"));
        channel.requireAccess(account);
        int state = call.intOf("pts");
        int missed = channel.history().pts() - state;
        if (missed <= 0) {
            return TlObject.of("updates.channelDifferenceEmpty")
                    .with("final", true)
                    .with("pts", channel.history().pts())
                    .with("timeout", POLL_SECONDS);
        }
        if (missed > Math.min(world.differenceLimit(), call.intOf("limit"))) {
            return tooLong(channel, account);
        }
        List<Post> posts = channel.history().postedSince(state);
        Mentioned mentioned = new Mentioned(account).channels(List.of(channel)).posts(posts);
        return TlObject.of("updates.channelDifference")
                .with("final", true)
                .with("pts", channel.history().pts())
                .with("timeout", POLL_SECONDS)
                .with(
                        "new_messages",
                        posts.stream().map(post -> post.encoded(account)).toList())
                .with("other_updates", channel.history().changedSince(state, account))
                .with("chats", mentioned.chats())
                .with("users", mentioned.users());
    }

    private static TlObject tooLong(Channel channel, Account account) {
        List<Post> newest = channel.history().newest(1);
        Mentioned mentioned = new Mentioned(account).channels(List.of(channel)).posts(newest);
        return TlObject.of("updates.channelDifferenceTooLong")
                .with("final", true)
                .with("timeout", POLL_SECONDS)
                .with("dialog", ChatMethods.dialog(channel))
                .with(
                        "messages",
                        newest.stream().map(post -> post.encoded(account)).toList())
                .with("chats", mentioned.chats())
                .with("users", mentioned.users());
    }
}
