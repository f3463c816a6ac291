package telegramgateway.simulator.world;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import telegramgateway.simulator.codec.TlObject;
import telegramgateway.simulator.session.RpcError;

/** Lists of chats, what is said of one, and its history. */
final class ChatMethods {

    private static final int LONGEST_PAGE = 100;
    private static final TlObject DEFAULT_NOTIFICATIONS = TlObject.of("peerNotifySettings");
    private static final int ARCHIVE = 1;

    private final World world;

    ChatMethods(World world) {
        this.world = world;
    }

    void addTo(Map<String, World.Method> methods) {
        methods.put("messages.getDialogs", (call, caller) -> dialogs(call, caller.account()));
        methods.put("messages.getPinnedDialogs", (_, caller) -> peerDialogs(List.of(), caller.account()));
        methods.put(
                "messages.getPeerDialogs",
                (call, caller) -> peerDialogs(
                        call.<TlObject>listOf("peers").stream()
                                .map(peer -> channel(peer.objectOf("peer")))
                                .toList(),
                        caller.account()));
        methods.put(
                "messages.getDialogFilters",
                (_, _) ->
                        TlObject.of("messages.dialogFilters", "filters", List.of(TlObject.of("dialogFilterDefault"))));
        methods.put("messages.getHistory", (call, caller) -> history(call, caller.account()));
        methods.put("messages.search", (call, caller) -> search(call, caller.account()));
        methods.put(
                "messages.getPeerSettings",
                (_, _) -> TlObject.of("messages.peerSettings", "settings", TlObject.of("peerSettings")));
        methods.put("channels.getMessages", (call, caller) -> messages(call, caller.account()));
        methods.put("channels.getChannels", (call, caller) -> chats(call, caller.account()));
        methods.put("channels.getFullChannel", (call, caller) -> full(call, caller.account()));
        methods.put("channels.joinChannel", (call, caller) -> join(call, caller));
        methods.put("channels.leaveChannel", (call, caller) -> leave(call, caller));
        methods.put("channels.getParticipant", (call, caller) -> participant(call, caller.account()));
        methods.put("channels.readHistory", (_, _) -> true);
        methods.put("contacts.resolveUsername", (call, caller) -> resolve(call.textOf("username"), caller.account()));
        methods.put("users.getUsers", (_, caller) -> List.of(caller.account().encoded(caller.account())));
        methods.put("users.getFullUser", (_, caller) -> fullUser(caller.account()));
        methods.put("account.updateStatus", (_, _) -> true);
    }

    static TlObject dialog(Channel channel) {
        List<Post> newest = channel.history().newest(1);
        return TlObject.of("dialog")
                .with("peer", channel.peer())
                .with("top_message", newest.isEmpty() ? 0 : newest.getFirst().id())
                .with("notify_settings", DEFAULT_NOTIFICATIONS)
                .with("pts", channel.history().pts());
    }

    /** The channel of an input object, to which the account has access. */
    private Channel channel(TlObject input) {
        if (!input.is("inputPeerChannel") && !input.is("inputChannel")) {
            throw new RpcError(400, "PEER_ID_INVALID");
        }
        return world.channel(input.longOf("channel_id"));
    }

    private Channel accessible(TlObject input, Account account) {
        Channel channel = channel(input);
        channel.requireAccess(account);
        return channel;
    }

    private TlObject dialogs(TlObject call, Account account) {
        boolean begins = call.intOf("offset_id") == 0;
        boolean archive = call.has("folder_id") && call.intOf("folder_id") == ARCHIVE;
        List<Channel> channels = !begins || archive
                ? List.of()
                : world.channels().stream()
                        .filter(channel -> channel.isMember(account))
                        .toList();
        return dialogs("messages.dialogs", channels, account, null);
    }

    private TlObject peerDialogs(List<Channel> channels, Account account) {
        channels.forEach(channel -> channel.requireAccess(account));
        return dialogs("messages.peerDialogs", channels, account, UpdateMethods.state(world));
    }

    private static TlObject dialogs(String type, List<Channel> channels, Account account, @Nullable TlObject state) {
        List<Post> newest = channels.stream()
                .flatMap(channel -> channel.history().newest(1).stream())
                .toList();
        Mentioned mentioned = new Mentioned(account).channels(channels).posts(newest);
        return TlObject.of(type)
                .with("dialogs", channels.stream().map(ChatMethods::dialog).toList())
                .with(
                        "messages",
                        newest.stream().map(post -> post.encoded(account)).toList())
                .with("chats", mentioned.chats())
                .with("users", mentioned.users())
                .with("state", state);
    }

    private TlObject history(TlObject call, Account account) {
        Channel channel = accessible(call.objectOf("peer"), account);
        int before = call.intOf("offset_id");
        if (before == 0 && call.has("offset_date") && call.intOf("offset_date") > 0) {
            before = channel.history().firstAfter(Instant.ofEpochSecond(call.intOf("offset_date")));
        }
        List<Post> page =
                channel.history().page(before, call.intOf("add_offset"), Math.min(call.intOf("limit"), LONGEST_PAGE));
        return messages(
                channel,
                account,
                page,
                page.stream().map(post -> post.encoded(account)).toList());
    }

    /** Without words it finds everything, as far as it is a message. */
    private TlObject search(TlObject call, Account account) {
        if (!call.textOf("q").isEmpty()) {
            throw new RpcError(400, "SEARCH_NOT_SIMULATED");
        }
        return history(call, account);
    }

    private TlObject messages(TlObject call, Account account) {
        Channel channel = accessible(call.objectOf("channel"), account);
        List<Post> posts = new ArrayList<>();
        List<TlObject> encoded = new ArrayList<>();
        for (TlObject input : call.<TlObject>listOf("id")) {
            Post post = channel.history().live(input.intOf("id"));
            if (post != null) {
                posts.add(post);
            }
            encoded.add(post == null ? TlObject.of("messageEmpty", "id", input.intOf("id")) : post.encoded(account));
        }
        return messages(channel, account, posts, encoded);
    }

    private static TlObject messages(Channel channel, Account account, List<Post> posts, List<TlObject> encoded) {
        Mentioned mentioned = new Mentioned(account).channels(List.of(channel)).posts(posts);
        return TlObject.of("messages.channelMessages")
                .with("pts", channel.history().pts())
                .with("count", channel.history().size())
                .with("messages", encoded)
                .with("chats", mentioned.chats())
                .with("users", mentioned.users());
    }

    private TlObject chats(TlObject call, Account account) {
        return TlObject.of(
                "messages.chats",
                "chats",
                call.<TlObject>listOf("id").stream()
                        .map(input -> channel(input).encoded(account))
                        .toList());
    }

    private TlObject full(TlObject call, Account account) {
        Channel channel = accessible(call.objectOf("channel"), account);
        return TlObject.of("messages.chatFull")
                .with(
                        "full_chat",
                        TlObject.of("channelFull")
                                .with("id", channel.id())
                                .with("about", "")
                                .with("chat_photo", TlObject.of("photoEmpty"))
                                .with("notify_settings", DEFAULT_NOTIFICATIONS)
                                .with("pts", channel.history().pts()))
                .with("chats", List.of(channel.encoded(account)));
    }

    private TlObject join(TlObject call, Caller caller) {
        Channel channel = accessible(call.objectOf("channel"), caller.account());
        channel.add(caller.account());
        return TlObject.of("messages.chatInviteJoinResultOk", "updates", changed(channel, caller.account()));
    }

    private TlObject leave(TlObject call, Caller caller) {
        Channel channel = channel(call.objectOf("channel"));
        channel.remove(caller.account());
        return changed(channel, caller.account());
    }

    private TlObject changed(Channel channel, Account account) {
        TlObject update = TlObject.of("updateChannel", "channel_id", channel.id());
        return world.updates(account, List.of(update), List.of(channel), List.of());
    }

    private TlObject participant(TlObject call, Account account) {
        Channel channel = accessible(call.objectOf("channel"), account);
        if (!channel.isMember(account)) {
            throw new RpcError(400, "USER_NOT_PARTICIPANT");
        }
        return TlObject.of("channels.channelParticipant")
                .with(
                        "participant",
                        TlObject.of("channelParticipantSelf", "user_id", account.id(), "date", world.seconds()))
                .with("users", List.of(account.encoded(account)));
    }

    private TlObject resolve(String username, Account account) {
        Channel found;
        try {
            found = world.channelNamed(username);
        } catch (NoSuchElementException _) {
            throw new RpcError(400, "USERNAME_NOT_OCCUPIED");
        }
        return TlObject.of("contacts.resolvedPeer", "peer", found.peer(), "chats", List.of(found.encoded(account)));
    }

    private static TlObject fullUser(Account account) {
        TlObject full = TlObject.of("userFull")
                .with("id", account.id())
                .with("settings", TlObject.of("peerSettings"))
                .with("notify_settings", DEFAULT_NOTIFICATIONS);
        return TlObject.of("users.userFull", "full_user", full, "users", List.of(account.encoded(account)));
    }
}
