package telegramgateway.tdlib;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventAddressTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'@type':'ok','@extra':17,'@client_id':3} | 3 | 17",
                "{'@type':'updateOption','name':'x','@client_id':12} | 12 | 0",
                "{'@type':'updateX','count':17,'@client_id':1} | 1 | 0",
                // A text that looks like an answer's end has its quotes escaped.
                "{'@type':'updateX','text':'a,\\'@extra\\':17','@client_id':1} | 1 | 0",
                // Other orders, as another build may have them.
                "{'@client_id':5,'@extra':6,'@type':'ok'} | 5 | 6",
                "{'@type':'ok','@client_id':5,'@extra':6} | 5 | 6",
            })
    void an_event_names_its_client_and_its_request(String event, int client, long request) {
        byte[] json = event.replace('\'', '"').getBytes(UTF_8);

        assertThat(EventAddress.of(json, TdLibrary.JSON)).isEqualTo(new EventAddress(client, request));
    }
}
