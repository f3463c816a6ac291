package telegramgateway.mtproto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code bin/audit} on a real database that somebody has damaged. */
class AuditRunIT {
    private final AuditedDatabase database = new AuditedDatabase();
    private final long channel = AuditedDatabase.newChannel();

    @BeforeEach
    void load() {
        database.deliver(channel, 1, 2, 3, 4);
    }

    @Test
    void aCleanChannelIsComplete() {
        assertThat(database.audit("--channel", "" + channel)).isEqualTo(AuditRun.CLEAN);
        assertThat(database.out())
                .startsWith("COMPLETE  " + channel + ": every id is stored, absent, refused or retired\n")
                .contains("  ids         1 to 4\n", "    stored    4\n", "  messages    4, of these 0 edited\n")
                .containsPattern("  chain       [0-9a-f]{64}\n")
                .contains("over 4 events up to position 4; the first audit\n");
        assertThat(database.err()).isEmpty();
        assertThat(database.audit("--channel", "" + channel)).isEqualTo(AuditRun.CLEAN);
        assertThat(database.out()).contains("compared with earlier audits: 1\n");
    }

    @Test
    void aHoleIsNamed() {
        database.deliver(channel, 8, 10);
        assertThat(database.audit("--channel", "" + channel)).isEqualTo(AuditRun.FOUND);
        assertThat(database.out())
                .startsWith("INCOMPLETE  " + channel + ": 4 ids unknown\n")
                .contains("    unknown   4: 5-7, 9\n");
        assertThat(database.audit("--channel", "" + channel, "--to", "4")).isEqualTo(AuditRun.CLEAN);
        assertThat(database.out()).contains("  ids         the first to 4, of 1 to 10 that are known\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "DELETE FROM telegram_gateway.messages WHERE channel_id = %d AND message_id = 3;"
                        + " ledger and rows disagree; the ledger calls stored what has no row: 1: 3",
                "UPDATE telegram_gateway.channel_coverage SET hi = 3 WHERE channel_id = %d;"
                        + " ledger and rows disagree; rows that the ledger does not call stored: 1: 4",
                "UPDATE telegram_gateway.messages SET json = '{}' WHERE channel_id = %d AND message_id = 2;"
                        + " rows and events disagree; rows that are not what their event says: 1: 2",
                "UPDATE telegram_gateway.message_events SET json = '{}' WHERE channel_id = %d AND position = 2;"
                        + " events have changed since an earlier audit; as many as then",
                "DELETE FROM telegram_gateway.message_events WHERE channel_id = %d AND position = 2;"
                        + " events have changed since an earlier audit; 1 fewer than then"
            })
    void damageIsNamed(String damage, String verdict, String finding) {
        database.audit("--channel", "" + channel);
        AuditedDatabase.execute(damage.formatted(channel));
        assertThat(database.audit("--channel", "" + channel)).isEqualTo(AuditRun.FOUND);
        assertThat(database.out().lines().findFirst().orElseThrow())
                .startsWith("DAMAGED  " + channel + ": ")
                .contains(verdict);
        assertThat(database.out().lines().filter(line -> line.startsWith("  ! ")))
                .anyMatch(line -> line.endsWith(finding));
    }

    @Test
    void aChainThatWasKeptIsFoundAgainOrNot() {
        database.audit("--channel", "" + channel);
        String head = database.out()
                .lines()
                .filter(line -> line.startsWith("  chain"))
                .map(line -> line.substring(line.length() - 64))
                .findFirst()
                .orElseThrow();
        database.deliver(channel, 5);
        assertThat(database.audit("--channel", "" + channel, "--chain", head)).isEqualTo(AuditRun.CLEAN);
        assertThat(database.out()).contains("the chain that was kept is that of the events up to position 4\n");
        assertThat(database.audit("--channel", "" + channel, "--chain", "0".repeat(64)))
                .isEqualTo(AuditRun.FOUND);
        assertThat(database.out()).contains("no events have the chain that was kept");
    }

    @Test
    void coverageDoesNotApplyToABasicGroup() {
        long group = -4_000_000L - channel % 1_000;
        database.deliver(group, 5, 90);
        assertThat(database.audit("--channel", "" + group)).isEqualTo(AuditRun.CLEAN);
        assertThat(database.out()).startsWith("NOT_COVERED  " + group).contains("coverage does not apply");
    }

    @Test
    void aMachineReadsTheSame() {
        database.deliver(channel, 7);
        assertThat(database.audit("--channel", "" + channel, "--json")).isEqualTo(AuditRun.FOUND);
        JsonNode report = JsonMapper.shared().readTree(database.out());
        assertThat(report.at("/clean").asBoolean()).isFalse();
        assertThat(report.at("/sweep").toString()).isEqualTo("{\"every\":\"PT1H\",\"messages\":200,\"age\":\"PT48H\"}");
        JsonNode found = report.at("/channels/0");
        assertThat(found.at("/channelId").asLong()).isEqualTo(channel);
        assertThat(found.at("/verdict").asString()).isEqualTo("INCOMPLETE");
        assertThat(found.at("/ledger/ids/stored").asLong()).isEqualTo(5);
        assertThat(found.at("/ledger/unknown").toString())
                .isEqualTo("{\"ids\":2,\"runs\":1,\"first\":[{\"lo\":5,\"hi\":6}]}");
        assertThat(found.at("/stored/events/posted").asLong()).isEqualTo(5);
        assertThat(found.at("/chain/head").asString()).hasSize(64);
    }

    @Test
    void withoutAChannelEveryOneIsAudited() {
        database.deliver(channel, 6);
        assertThat(database.audit()).isEqualTo(AuditRun.FOUND);
        assertThat(database.out())
                .contains("INCOMPLETE  " + channel + ": 1 ids unknown\n")
                .containsPattern("\n\\d+ channels: ");
    }

    @Test
    void whatNobodyKnowsIsNotComplete() {
        assertThat(database.audit("--channel", "-1001999999999")).isEqualTo(AuditRun.FOUND);
        assertThat(database.out()).isEqualTo("""
                        NOTHING_KNOWN  -1001999999999: nothing is stored, and no id is known
                          messages    0, of these 0 edited
                          deleted     0
                          events      0: 0 posted, 0 edited, 0 deleted
                        Edits and deletions are exact for the newest 200 messages of a channel, or back to one of 2 d ago: \
                        so far the gateway compares with Telegram, every 1h.
                        """);
    }

    @ParameterizedTest
    @CsvSource({
        "--channel 17, --channel takes",
        "--channel @nobody_there, The database knows no channel",
        "--from 5, belong to one channel",
        "--channel -1001 --from soon, --from takes a message id",
        "--channel -1001 --from 9 --to 8, --from lies above --to",
        "--channel -1001 --chain abc, --chain takes",
        "--everything, There is no option"
    })
    void wrongUsageIsSaid(String arguments, String sentence) {
        assertThat(database.audit(arguments.split(" "))).isEqualTo(AuditRun.WRONG_USAGE);
        assertThat(database.err()).contains(sentence);
        assertThat(database.out()).isEmpty();
    }

    @Test
    void aDatabaseThatIsAwayOrUnnamedCannotBeAudited() {
        Map<String, String> away = AuditedDatabase.environment();
        away.put("TIMESCALEDB_PORT", "1");
        assertThat(database.run(away)).isEqualTo(AuditRun.NOT_AUDITED);
        assertThat(database.err()).contains("Check the TIMESCALEDB_* settings");
        assertThat(database.run(Map.of())).isEqualTo(AuditRun.NOT_AUDITED);
        assertThat(database.err()).contains("TIMESCALEDB_USER");
    }
}
