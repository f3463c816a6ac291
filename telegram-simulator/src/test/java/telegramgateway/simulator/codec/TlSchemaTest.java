package telegramgateway.simulator.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TlSchemaTest {

    private static final TlSchema SCHEMA = TlSchema.TELEGRAM;

    static List<TlDefinition> wholeDefinitions() {
        return SCHEMA.definitions().stream().filter(TlDefinition::whole).toList();
    }

    @ParameterizedTest
    @MethodSource("wholeDefinitions")
    void a_whole_definition_has_the_number_of_its_text(TlDefinition definition) {
        assertThat(definition.number()).isEqualTo(definition.computedNumber());
    }

    @Test
    void fields_and_flags_come_back() {
        TlObject reply = TlObject.of("inputReplyToMessage", "reply_to_msg_id", 7, "top_msg_id", 3);
        TlObject sent = TlObject.of(
                "messages.sendMessage",
                "silent",
                true,
                "background",
                false,
                "peer",
                TlObject.of("inputPeerChannel", "channel_id", 2001L, "access_hash", -1L),
                "reply_to",
                reply,
                "message",
                "Olá 👋",
                "random_id",
                Long.MIN_VALUE,
                "entities",
                List.of(TlObject.of("messageEntityBold", "offset", 0, "length", 3)));

        TlObject back = decoded(SCHEMA.encode(sent));

        assertThat(back.has("silent")).isTrue();
        assertThat(back.has("background")).isFalse();
        assertThat(back.objectOf("peer").longOf("access_hash")).isEqualTo(-1);
        assertThat(back.objectOf("reply_to").intOf("top_msg_id")).isEqualTo(3);
        assertThat(back.textOf("message")).isEqualTo("Olá 👋");
        assertThat(back.longOf("random_id")).isEqualTo(Long.MIN_VALUE);
        assertThat(back.<TlObject>listOf("entities").getFirst().intOf("length")).isEqualTo(3);
    }

    @Test
    void what_is_packed_is_unpacked() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
            out.write(SCHEMA.encode(TlObject.of("help.getConfig")));
        }
        byte[] wrapped = new TlWriter()
                .writeInt(0x3072cfa1)
                .writeBytes(packed.toByteArray())
                .toBytes();

        assertThat(decoded(wrapped).name()).isEqualTo("help.getConfig");
    }

    @Test
    void a_field_that_the_schema_leaves_out_is_refused_when_it_comes() {
        byte[] withMarkup = new TlWriter().writeInt(0xfef48f62).writeInt(1 << 2).toBytes();

        assertThatThrownBy(() -> decoded(withMarkup))
                .hasMessage("messages.sendMessage came with fields that are not in the schema: flags 100");
    }

    @Test
    void an_unknown_constructor_is_named_by_its_number() {
        assertThatThrownBy(() -> decoded(new TlWriter().writeInt(0x01020304).toBytes()))
                .isInstanceOf(UnknownConstructorException.class)
                .hasMessage("0x01020304 is not in the schema");
    }

    @Property
    void bytes_of_every_length_come_back_on_a_boundary_of_four(@ForAll @Size(max = 600) byte[] bytes) {
        byte[] written = new TlWriter().writeBytes(bytes).writeInt(42).toBytes();
        TlReader reader = new TlReader(written);

        assertThat(written.length % 4).isZero();
        assertThat(reader.readBytes()).isEqualTo(bytes);
        assertThat(reader.readInt()).isEqualTo(42);
    }

    private static TlObject decoded(byte[] bytes) {
        return SCHEMA.decode(new TlReader(bytes));
    }
}
