package telegramgateway.simulator.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import telegramgateway.simulator.codec.TlObject;
import telegramgateway.simulator.session.RpcError;

/** What clients post and forward. */
final class WriteMethods {

    private final World world;
    private final Set<Long> randomIds = new HashSet<>();

    WriteMethods(World world) {
        this.world = world;
    }

    void addTo(Map<String, World.Method> methods) {
        methods.put("messages.sendMessage", this::send);
        methods.put("messages.forwardMessages", this::forward);
    }

    private TlObject send(TlObject call, Caller caller) {
        Channel channel = writable(call, "peer", caller.account());
        Draft draft = Draft.text(call.textOf("message")).by(caller.account());
        if (call.has("entities")) {
            draft.entities.addAll(call.listOf("entities"));
        }
        if (call.has("reply_to") && call.objectOf("reply_to").has("reply_to_msg_id")) {
            draft.replyTo = channel.history().live(call.objectOf("reply_to").intOf("reply_to_msg_id"));
        }
        return posted(caller, channel, List.of(draft), List.of(call.longOf("random_id")));
    }

    private TlObject forward(TlObject call, Caller caller) {
        Channel to = writable(call, "to_peer", caller.account());
        Channel from = world.channel(call.objectOf("from_peer").longOf("channel_id"));
        from.requireAccess(caller.account());
        List<Draft> drafts = new ArrayList<>();
        List<Long> kept = new ArrayList<>();
        List<Integer> ids = call.listOf("id");
        List<Long> wishes = call.listOf("random_id");
        Map<Long, Long> albums = new HashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            Post post = from.history().live(ids.get(i));
            if (post != null) {
                Draft draft = Draft.forwardOf(post).by(caller.account());
                if (call.has("drop_author")) {
                    draft.forwarded = null;
                }
                if (post.draft().album != 0) {
                    draft.album = albums.computeIfAbsent(post.draft().album, _ -> world.nextAlbum());
                }
                drafts.add(draft);
                kept.add(wishes.get(i));
            }
        }
        if (drafts.isEmpty()) {
            throw new RpcError(400, "MESSAGE_ID_INVALID");
        }
        return posted(caller, to, drafts, kept);
    }

    private Channel writable(TlObject call, String field, Account account) {
        TlObject peer = call.objectOf(field);
        if (!peer.is("inputPeerChannel")) {
            throw new RpcError(400, "PEER_ID_INVALID");
        }
        Channel channel = world.channel(peer.longOf("channel_id"));
        channel.requireAccess(account);
        if (!channel.mayWrite(account)) {
            throw new RpcError(403, "CHAT_WRITE_FORBIDDEN");
        }
        return channel;
    }

    /** The caller learns from its answer which numbers its posts have got; a repeated call posts nothing. */
    private TlObject posted(Caller caller, Channel channel, List<Draft> drafts, List<Long> wishes) {
        if (wishes.stream().anyMatch(randomIds::contains)) {
            throw new RpcError(500, "RANDOM_ID_DUPLICATE");
        }
        randomIds.addAll(wishes);
        List<TlObject> updates = new ArrayList<>();
        List<Post> posts = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            Post post = channel.publish(drafts.get(i), caller.session());
            posts.add(post);
            updates.add(TlObject.of("updateMessageID", "id", post.id(), "random_id", wishes.get(i)));
            updates.add(channel.history().newMessage(post, caller.account()));
        }
        return world.updates(caller.account(), updates, List.of(channel), posts);
    }
}
