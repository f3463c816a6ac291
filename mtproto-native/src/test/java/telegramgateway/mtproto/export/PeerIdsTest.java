package telegramgateway.mtproto.export;

import static org.assertj.core.api.Assertions.assertThat;
import static telegramgateway.mtproto.export.Collected.chat;
import static telegramgateway.mtproto.export.Collected.entry;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import telegramgateway.message.Message;
import tools.jackson.databind.node.JsonNodeFactory;

class PeerIdsTest {

    @ParameterizedTest
    @CsvSource({
        "private_channel,    1649127710, -1001649127710",
        "public_channel,     3102735063, -1003102735063",
        "private_supergroup,         42, -1000000000042",
        "public_supergroup,          42, -1000000000042",
        "private_group,              42, -42",
        "private_channel, -1001649127710, -1001649127710",
        "private_group,              -42, -42",
        "personal_chat,      5299000001, 5299000001",
        "private_channel,    9691641397, -1009691641397",
    })
    void aBareIdBecomesTheIdThatTheLiveAccountUses(String type, long exported, long channel) throws Exception {
        Collected read = Collected.of(chat(type, exported, entry(1, "")));

        assertThat(read.chats).extracting(ExportedChat::channelId).containsExactly(channel);
    }

    @ParameterizedTest
    @CsvSource({
        "private_channel, 9691641397, -1001101706805",
        "public_supergroup, 8589934597, -1000000000005",
        "private_group, 4294967301, -5",
    })
    void anIdOfAnExportBeforeMay2021LosesTheTagOfItsKind(String type, long exported, long channel) throws Exception {
        String old = "{\"id\":1,\"type\":\"message\",\"date\":\"2021-01-01T00:05:40\",\"from_id\":" + exported
                + ",\"text\":\"x\"}";

        Collected read = Collected.of(chat(type, exported, old, entry(2, "")));

        assertThat(read.messages).extracting(Message::channelId).containsOnly(channel);
        assertThat(read.messages.getFirst().extra())
                .as("the channel's own posts need no sender")
                .doesNotContainKey("sender");
    }

    @Test
    void anIdWithoutATagStaysAsItIsInAnOldExportToo() throws Exception {
        String old = "{\"id\":1,\"type\":\"message\",\"date\":\"2019-01-01T00:05:40\",\"from_id\":77}";

        Collected read = Collected.of(chat("private_channel", 1101706805, old));

        assertThat(read.messages).extracting(Message::channelId).containsOnly(-1001101706805L);
    }

    @ParameterizedTest
    @CsvSource({
        "user123, 123",
        "chat123, -123",
        "group123, -123",
        "channel123, -1000000000123",
        "bot123,",
        "user,",
        "'',",
        "user99999999999999999999,",
    })
    void aNamedPeerBecomesAChatId(String peer, @Nullable Long id) {
        assertThat(PeerIds.of(JsonNodeFactory.instance.stringNode(peer))).isEqualTo(id);
    }

    @Test
    void aNumericPeerOfAnOldExportTellsItsKindByItsTag() {
        assertThat(PeerIds.of(JsonNodeFactory.instance.numberNode(123L))).isEqualTo(123);
        assertThat(PeerIds.of(JsonNodeFactory.instance.numberNode((1L << 32) + 123)))
                .isEqualTo(-123);
        assertThat(PeerIds.of(JsonNodeFactory.instance.numberNode((1L << 33) + 123)))
                .isEqualTo(-1000000000123L);
        assertThat(PeerIds.of(JsonNodeFactory.instance.nullNode())).isNull();
    }
}
