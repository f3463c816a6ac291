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
        return TlObject.of(
                "config",
                "date",
                world.seconds(),
                "expires",
                world.seconds() + CONFIG_SECONDS,
                "test_mode",
                true,
                "this_dc",
                DC,
                "dc_options",
                List.of(TlObject.of("dcOption", "id", DC, "ip_address", "127.0.0.1", "port", 443)),
                "chat_size_max",
                200,
                "megagroup_size_max",
                200_000,
                "forwarded_count_max",
                100,
                "online_update_period_ms",
                210_000,
                "offline_blur_timeout_ms",
                5_000,
                "offline_idle_timeout_ms",
                30_000,
                "online_cloud_timeout_ms",
                300_000,
                "notify_cloud_delay_ms",
                30_000,
                "notify_default_delay_ms",
                1_500,
                "push_chat_period_ms",
                60_000,
                "push_chat_limit",
                2,
                "edit_time_limit",
                172_800,
                "revoke_time_limit",
                Integer.MAX_VALUE,
                "revoke_pm_time_limit",
                Integer.MAX_VALUE,
                "rating_e_decay",
                2_419_200,
                "stickers_recent_limit",
                200,
                "channels_read_media_period",
                604_800,
                "call_receive_timeout_ms",
                20_000,
                "call_ring_timeout_ms",
                90_000,
                "call_connect_timeout_ms",
                30_000,
                "call_packet_timeout_ms",
                10_000,
                "me_url_prefix",
                "https://t.me/",
                "caption_length_max",
                1_024,
                "message_length_max",
                4_096,
                "webfile_dc_id",
                DC);
    }

    private TlObject file(TlObject call) {
        Media media = world.file(call.objectOf("location").longOf("id"));
        if (media == null) {
            throw new RpcError(400, "FILE_ID_INVALID");
        }
        byte[] content = media.content();
        int start = (int) Math.min(call.longOf("offset"), content.length);
        int end = Math.min(start + call.intOf("limit"), content.length);
        return TlObject.of(
                "upload.file",
                "type",
                TlObject.of(media.isPhoto() ? "storage.fileJpeg" : "storage.filePartial"),
                "mtime",
                world.seconds(),
                "bytes",
                Arrays.copyOfRange(content, start, end));
    }
}
