package telegramgateway.simulator.world;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import telegramgateway.simulator.codec.TlObject;
import telegramgateway.simulator.session.RpcError;

/** What Telegram says of itself, and files. */
final class ServerMethods {

    /** The only data centre. Clients reach all of them by the proxy, so its address does not matter. */
    static final int DC = 1;

    private static final int CONFIG_SECONDS = 3_600;

    private final World world;

    ServerMethods(World world) {
        this.world = world;
    }

    void addTo(Map<String, World.Method> methods) {
        methods.put("help.getConfig", (_, _) -> config());
        methods.put(
                "help.getNearestDc",
                (_, _) -> TlObject.of("nearestDc", "country", "BR", "this_dc", DC, "nearest_dc", DC));
        methods.put(
                "help.getAppConfig",
                (_, _) -> TlObject.of("help.appConfig", "hash", 1, "config", TlObject.of("jsonObject")));
        methods.put("upload.getFile", (call, _) -> file(call));
    }

    private TlObject config() {
        return TlObject.of("config")
                .with("date", world.seconds())
                .with("expires", world.seconds() + CONFIG_SECONDS)
                .with("test_mode", true)
                .with("this_dc", DC)
                .with("dc_options", List.of(TlObject.of("dcOption", "id", DC, "ip_address", "127.0.0.1", "port", 443)))
                .with("chat_size_max", 200)
                .with("megagroup_size_max", 200_000)
                .with("forwarded_count_max", 100)
                .with("online_update_period_ms", 210_000)
                .with("offline_blur_timeout_ms", 5_000)
                .with("offline_idle_timeout_ms", 30_000)
                .with("online_cloud_timeout_ms", 300_000)
                .with("notify_cloud_delay_ms", 30_000)
                .with("notify_default_delay_ms", 1_500)
                .with("push_chat_period_ms", 60_000)
                .with("push_chat_limit", 2)
                .with("edit_time_limit", 172_800)
                .with("revoke_time_limit", Integer.MAX_VALUE)
                .with("revoke_pm_time_limit", Integer.MAX_VALUE)
                .with("rating_e_decay", 2_419_200)
                .with("stickers_recent_limit", 200)
                .with("channels_read_media_period", 604_800)
                .with("call_receive_timeout_ms", 20_000)
                .with("call_ring_timeout_ms", 90_000)
                .with("call_connect_timeout_ms", 30_000)
                .with("call_packet_timeout_ms", 10_000)
                .with("me_url_prefix", "https://t.me/")
                .with("caption_length_max", 1_024)
                .with("message_length_max", 4_096)
                .with("webfile_dc_id", DC);
    }

    private TlObject file(TlObject call) {
        Media media = world.file(call.objectOf("location").longOf("id"));
        if (media == null) {
            throw new RpcError(400, "FILE_ID_INVALID");
        }
        byte[] content = media.content();
        int start = (int) Math.min(call.longOf("offset"), content.length);
        int end = Math.min(start + call.intOf("limit"), content.length);
        return TlObject.of("upload.file")
                .with("type", TlObject.of(media.isPhoto() ? "storage.fileJpeg" : "storage.filePartial"))
                .with("mtime", world.seconds())
                .with("bytes", Arrays.copyOfRange(content, start, end));
    }
}
