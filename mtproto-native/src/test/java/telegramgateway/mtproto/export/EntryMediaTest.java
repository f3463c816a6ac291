package telegramgateway.mtproto.export;

import static org.assertj.core.api.Assertions.assertThat;
import static telegramgateway.mtproto.export.Collected.message;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import telegramgateway.message.Media;
import telegramgateway.message.Message;
import telegramgateway.message.Photo;

class EntryMediaTest {

    @Test
    void aPhotoHasItsSizeAndItsPlaceInTheExport() throws Exception {
        Message message =
                message("\"photo\":\"photos/photo_1@02-03-2026.jpg\",\"photo_file_size\":81234,\"width\":1280,"
                        + "\"height\":720,\"text\":\"caption\"");

        assertThat(message.photos()).containsExactly(new Photo(1280, 720, 81234, "photos/photo_1@02-03-2026.jpg"));
        assertThat(message.media()).isNull();
        assertThat(message.text()).isEqualTo("caption");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(File not included. Change data exporting settings to download.)",
                "(File exceeds maximum size. Change data exporting settings to download.)",
                "(File unavailable, please try again later)",
                "(Photo not included. Change data exporting settings to download.)",
                "video.mp4 (File not included. Change data exporting settings to download.)",
                "/etc/passwd",
                "../../etc/passwd",
                "photos/../../x",
                "photos/..",
                "C:/Windows/x",
                "photos\\\\x.jpg",
                "file:///etc/passwd",
                "photos/\\u0001.jpg",
                "photos/\\n.jpg"
            })
    void aFileThatWasNotExportedOrAHostilePathLeavesThePhotoWithoutFile(String path) throws Exception {
        assertThat(message("\"photo\":\"" + path + "\"").photos()).containsExactly(new Photo(0, 0, 0, null));
    }

    @Test
    void aPathThatIsTooLongIsNoPath() throws Exception {
        String path = "photos/" + "x".repeat(1_024);

        assertThat(message("\"photo\":\"" + path + "\"").photos()).containsExactly(new Photo(0, 0, 0, null));
    }

    @Test
    void aFileKeepsWhatDescribesIt() throws Exception {
        assertThat(message("\"file\":\"video_files/a.mp4\",\"file_name\":\"a.mp4\",\"file_size\":9000000000,"
                                + "\"media_type\":\"video_file\",\"mime_type\":\"video/mp4\",\"duration_seconds\":61,"
                                + "\"width\":640,\"height\":360,\"thumbnail\":\"video_files/a.mp4_thumb.jpg\"")
                        .media())
                .isEqualTo(new Media(
                        "video_file", "video/mp4", "a.mp4", 9_000_000_000L, 640, 360, 61, "video_files/a.mp4", null));
    }

    @Test
    void aFileWithoutMediaTypeIsADocumentAndItsNameHasNoDirectory() throws Exception {
        assertThat(message("\"file\":\"(File not included. …)\",\"file_name\":\"../../etc/rules.txt\"")
                        .media())
                .isEqualTo(new Media("document", null, "rules.txt", 0, 0, 0, 0, null, null));
        assertThat(message("\"file\":\"files/x\",\"file_name\":\"..\"").media())
                .isEqualTo(new Media("document", null, null, 0, 0, 0, 0, "files/x", null));
    }

    @Test
    void impossibleMeasuresAreUnknownOnes() throws Exception {
        assertThat(message("\"file\":\"files/x\",\"file_size\":-1,\"width\":-5,\"height\":99999999999,"
                                + "\"duration_seconds\":1.5")
                        .media())
                .isEqualTo(new Media("document", null, null, 0, 0, 0, 0, "files/x", null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "file":"s","media_type":"sticker","sticker_emoji":"😒"                            | sticker       | 😒
            "file":"a","media_type":"audio_file","performer":"Rádio","title":"13h"          | audio_file    | Rádio – 13h
            "file":"v","media_type":"voice_message"                                         | voice_message |
            "poll":{"question":"Which?","closed":false,"answers":[]}                        | poll          | Which?
            "poll":{"question":[{"type":"plain","text":"Wh"},"ich?"]}                       | poll          | Which?
            "contact_information":{"first_name":"Ana","last_name":"","phone_number":"1"}    | contact       | Ana
            "location_information":{"latitude":1.5,"longitude":-2}                          | location      |
            "location_information":null                                                     | location      |
            "location_information":{},"live_location_period_seconds":60                     | live_location |
            "place_name":"Cais","address":"Rua 1","location_information":{}                 | venue         | Cais, Rua 1
            "game_title":"Chess","game_description":"…"                                     | game          | Chess
            "invoice_information":{"title":"Premium","amount":999,"currency":"BRL"}         | invoice       | Premium
            "todo_list":{"title":"Today","answers":[]}                                      | todo_list     | Today
            "giveaway_information":{"quantity":3}                                           | giveaway      |
            "giveaway_results":{}                                                           | giveaway_results |
            "paid_stars_amount":50                                                          | paid_media    |
            """)
    void structuredContentsHaveATypeAndATitle(String fields, String type, @Nullable String title) throws Exception {
        String file = fields.startsWith("\"file\"") ? fields.substring(8, 9) : null;

        assertThat(message(fields).media()).isEqualTo(new Media(type, null, null, 0, 0, 0, 0, file, title));
    }

    @Test
    void aPollKeepsItsAnswersAndAPlaceItsCoordinates() throws Exception {
        assertThat(message("\"poll\":{\"question\":\"Q\",\"answers\":[{\"text\":\"A\",\"voters\":3},{\"text\":\"B\"}]}")
                        .extra())
                .hasToString("{poll={\"answers\":[\"A\",\"B\"]}}");
        assertThat(message("\"location_information\":{\"latitude\":-23.96,\"longitude\":-46}")
                        .extra())
                .hasToString("{location={\"latitude\":-23.96,\"longitude\":-46}}");
        assertThat(message("\"location_information\":{\"latitude\":1e999,\"longitude\":\"x\"}")
                        .extra())
                .isEmpty();
    }
}
