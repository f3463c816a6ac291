package telegramgateway.mtproto.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static telegramgateway.mtproto.decode.TdSamples.RECEIVED;
import static telegramgateway.mtproto.decode.TdSamples.content;
import static telegramgateway.mtproto.decode.TdSamples.message;
import static telegramgateway.mtproto.decode.TdSamples.object;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import telegramgateway.message.Message;
import telegramgateway.message.MessageJson;
import telegramgateway.message.MessageSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whatever stands in a message or an update, decoding it gives an answer, and an accepted message can be stored. */
class StrangeJsonPropertyTest {
    private static final UpdateDecoder DECODER = new UpdateDecoder("main", MessageSource.BOT);

    /** Values that are wrong, huge, or only nearly right. */
    private static final JsonNode STRANGE = object("""
            {"all":[null,true,false,0,-1,1,7340032,2147483647,2147483648,-2147483648,9223372036854775807,
            -9223372036854775808,99999999999999999999999,1.5,-0.0,1e300,1e-300,1e999,"","0","-5","9223372036854775808","x",
            "\\ud83d","\\u0000","a\\udc00b","🟢"," ","../..",[],[null],[[[]]],{},{"@type":""},{"@type":"x y"},{"id":[]},
            {"@type":"textEntityTypeBold","text":{"text":{"text":[]}}},["a",1,{"sizes":7}]]}
            """).get("all");

    @Property(tries = 3_000)
    void aDamagedMessageIsDecodedOrRefused(@ForAll("samples") String sample, @ForAll Random random) {
        ObjectNode message = message(content(sample));
        int faults = 1 + random.nextInt(6);
        for (int i = 0; i < faults; i++) {
            damage(message, random);
        }

        check(TdSamples.decode(message));
        ObjectNode update = object("{\"@type\":\"updateNewMessage\"}");
        update.set("message", message);
        assertThat(DECODER.decode(update, RECEIVED)).isNotNull();
    }

    @Property(tries = 2_000)
    void aDamagedUpdateIsAnObservation(@ForAll("updates") String json, @ForAll Random random) {
        ObjectNode update = object(json);
        int faults = 1 + random.nextInt(4);
        for (int i = 0; i < faults; i++) {
            damage(update, random);
        }

        assertThat(DECODER.decode(update, RECEIVED)).isNotNull().asString().isNotEmpty();
    }

    private static void check(Decoded decoded) {
        if (decoded instanceof Decoded.Accepted accepted) {
            Message message = accepted.message();
            assertThat(MessageJson.decode(MessageJson.encode(message))).isEqualTo(message);
            assertThat(MessageJson.contentHash(message)).hasSize(16);
            assertThat(accepted.files())
                    .allMatch(file -> file.photo() < message.photos().size());
        }
    }

    /** Replaces, removes or adds one value somewhere. */
    private static void damage(ObjectNode root, Random random) {
        List<JsonNode> containers = new ArrayList<>();
        collect(root, containers);
        JsonNode target = containers.get(random.nextInt(containers.size()));
        JsonNode strange = STRANGE.get(random.nextInt(STRANGE.size())).deepCopy();
        if (target instanceof ObjectNode object && !object.isEmpty()) {
            List<String> names = List.copyOf(object.propertyNames());
            String name = names.get(random.nextInt(names.size()));
            if (random.nextInt(5) == 0) {
                object.remove(name);
            } else {
                object.set(name, strange);
            }
        } else if (target instanceof ArrayNode array) {
            array.add(strange);
        }
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainer()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }

    @Provide
    Arbitrary<String> samples() {
        return Arbitraries.of(TdSamples.names());
    }

    @Provide
    Arbitrary<String> updates() {
        return Arbitraries.of(
                "{\"@type\":\"updateMessageSendSucceeded\",\"old_message_id\":5,\"message\":{\"id\":7340032,\"chat_id\":-5}}",
                "{\"@type\":\"updateMessageContent\",\"chat_id\":-5,\"message_id\":7340032,\"new_content\":{}}",
                "{\"@type\":\"updateMessageEdited\",\"chat_id\":-5,\"message_id\":7340032,\"edit_date\":1772445900}",
                "{\"@type\":\"updateDeleteMessages\",\"chat_id\":-5,\"message_ids\":[7340032],\"is_permanent\":true}",
                "{\"@type\":\"updateChatLastMessage\",\"chat_id\":-5,\"last_message\":{}}",
                "{\"@type\":\"updateNewChat\",\"chat\":{\"id\":5,\"type\":{\"@type\":\"chatTypePrivate\"},\"title\":\"t\"}}",
                "{\"@type\":\"updateChatTitle\",\"chat_id\":-5,\"title\":\"t\"}",
                "{\"@type\":\"updateSupergroup\",\"supergroup\":{\"id\":5,\"is_channel\":true,\"status\":{\"@type\":\"x\"},"
                        + "\"usernames\":{\"active_usernames\":[\"a\"]}}}",
                "{\"@type\":\"updateBasicGroup\",\"basic_group\":{\"id\":5,\"upgraded_to_supergroup_id\":6}}",
                "{\"@type\":\"updateNewMessage\",\"message\":{\"chat_id\":-5,\"content\":{\"@type\":"
                        + "\"messageChatUpgradeTo\",\"supergroup_id\":5}}}",
                "{\"@type\":\"updateNewMessage\",\"message\":{\"chat_id\":-5,\"content\":{\"@type\":"
                        + "\"messageChatUpgradeFrom\",\"basic_group_id\":5}}}",
                "{\"@type\":\"updateConnectionState\",\"state\":{\"@type\":\"connectionStateReady\"}}",
                "{\"@type\":\"updateAuthorizationState\",\"authorization_state\":{\"@type\":\"authorizationStateReady\"}}",
                "{\"@type\":\"updateServiceNotification\",\"type\":\"AUTH_KEY_DROP_DUPLICATE\"}");
    }
}
