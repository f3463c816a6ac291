package telegramgateway.mtproto;

import org.jspecify.annotations.Nullable;
import telegramgateway.service.settings.Secret;
import telegramgateway.service.settings.Setting;

/** What the commands for sessions need besides {@link TelegramSettings}; they run where the service may not. */
record SessionSettings(
        @Setting(name = "GATEWAY_CONTROL_TOKEN", help = "The running gateway's.") @Nullable
        Secret controlToken,

        @Setting(name = "TELEGRAM_PHONE_NUMBER", help = "The user account's number.") @Nullable
        Secret phoneNumber) {}
