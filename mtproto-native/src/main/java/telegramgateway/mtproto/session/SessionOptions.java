package telegramgateway.mtproto.session;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import telegramgateway.service.settings.Secret;
import telegramgateway.tdlib.TdLibrary;
import tools.jackson.databind.node.ObjectNode;

/**
 * How to open a session.
 *
 * @param apiId from my.telegram.org, positive
 * @param key encrypts the session's files; null for none
 * @param botToken of a bot; null for a user account
 * @param proxy null for none
 * @param testServers true for Telegram's own test servers, which have other accounts
 */
public record SessionOptions(
        int apiId,
        Secret apiHash,
        @Nullable Secret key,
        @Nullable Secret botToken,
        @Nullable TelegramProxy proxy,
        boolean testServers) {

    /** TDLib's {@code setTdlibParameters}: all databases on, since a restart forgets chats without them. */
    ObjectNode parameters(Path directory) {
        ObjectNode parameters = TdLibrary.request("setTdlibParameters")
                .put("use_test_dc", testServers)
                .put("database_directory", directory.toString())
                .put("files_directory", directory.resolve("files").toString())
                .put("use_file_database", true)
                .put("use_chat_info_database", true)
                .put("use_message_database", true)
                .put("use_secret_chats", false)
                .put("api_id", apiId)
                .put("api_hash", apiHash.reveal())
                .put("system_language_code", "en")
                .put("device_model", "Telegram Gateway")
                .put("application_version", "1");
        if (key != null) {
            parameters.put("database_encryption_key", key.reveal().getBytes(StandardCharsets.UTF_8));
        }
        return parameters;
    }
}
