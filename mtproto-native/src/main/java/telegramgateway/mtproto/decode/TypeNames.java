package telegramgateway.mtproto.decode;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Names of TDLib's types. */
final class TypeNames {
    private static final Pattern WORD = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    /** Contents that tell what happened to a chat; those of TDLib 1.8.65. */
    private static final Set<String> SERVICE = Set.of("""
            messageCall messageGroupCall messageVideoChatScheduled messageVideoChatStarted messageVideoChatEnded
            messageInviteVideoChatParticipants messagePollOptionAdded messagePollOptionDeleted
            messageBasicGroupChatCreate messageSupergroupChatCreate messageChatChangeTitle messageChatChangePhoto
            messageChatDeletePhoto messageChatOwnerLeft messageChatOwnerChanged messageChatHasProtectedContentToggled
            messageChatHasProtectedContentDisableRequested messageChatAddMembers messageChatJoinByLink
            messageChatJoinByRequest messageChatDeleteMember messageChatUpgradeTo messageChatUpgradeFrom
            messagePinMessage messageScreenshotTaken messageChatSetBackground messageChatSetTheme
            messageChatSetMessageAutoDeleteTime messageChatBoost messageForumTopicCreated messageForumTopicEdited
            messageForumTopicIsClosedToggled messageForumTopicIsHiddenToggled messageSuggestProfilePhoto
            messageSuggestBirthdate messageCustomServiceAction messageGameScore messageManagedBotCreated
            messagePaymentSuccessful messagePaymentSuccessfulBot messagePaymentRefunded messageGiftedPremium
            messagePremiumGiftCode messageGiveawayCreated messageGiveawayCompleted messageGiftedStars messageGiftedTon
            messageGiveawayPrizeStars messageGift messageUpgradedGift messageRefundedUpgradedGift
            messageUpgradedGiftPurchaseOffer messageUpgradedGiftPurchaseOfferRejected messagePaidMessagesRefunded
            messagePaidMessagePriceChanged messageDirectMessagePriceChanged messageChecklistTasksDone
            messageChecklistTasksAdded messageSuggestedPostApprovalFailed messageSuggestedPostApproved
            messageSuggestedPostDeclined messageSuggestedPostPaid messageSuggestedPostRefunded messageContactRegistered
            messageUsersShared messageChatShared messageBotWriteAccessAllowed messageWebAppDataSent
            messageWebAppDataReceived messagePassportDataSent messagePassportDataReceived
            messageProximityAlertTriggered
            """.trim().split("\\s+"));

    private TypeNames() {}

    static boolean isService(String contentType) {
        return SERVICE.contains(contentType);
    }

    /** {@code PhoneNumber} becomes {@code phone_number}. */
    static String snakeCase(String name) {
        return WORD.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT);
    }
}
