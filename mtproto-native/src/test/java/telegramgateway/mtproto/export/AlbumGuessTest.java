package telegramgateway.mtproto.export;

import static org.assertj.core.api.Assertions.assertThat;
import static telegramgateway.mtproto.export.Collected.chat;
import static telegramgateway.mtproto.export.Collected.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import telegramgateway.message.Message;

class AlbumGuessTest {
    private static final String PHOTO = "\"photo\":\"(File not included)\"";
    private static final String VIDEO = "\"file\":\"v\",\"media_type\":\"video_file\"";
    private static final String FILE = "\"file\":\"f\"";

    @Test
    void mediaOfOneSenderAndSecondWithAdjacentIdsAreOneAlbum() throws Exception {
        List<@Nullable Long> albums = albums(
                entry(1, PHOTO),
                entry(2, PHOTO + ",\"text\":\"caption\""),
                entry(3, VIDEO),
                entry(4, "\"text\":\"x\""));

        assertThat(albums.getFirst()).isNegative();
        assertThat(albums).containsExactly(albums.getFirst(), albums.getFirst(), albums.getFirst(), null);
    }

    @Test
    void aSinglePhotoIsNoAlbum() throws Exception {
        assertThat(albums(entry(1, PHOTO), entry(3, PHOTO), entry(4, "\"text\":\"x\""), entry(5, PHOTO)))
                .containsOnlyNulls();
    }

    @Test
    void anotherSenderOriginSecondOrKindEndsAnAlbum() throws Exception {
        String anna = PHOTO + ",\"from_id\":\"user1\"";
        assertThat(albums(entry(1, anna), entry(2, PHOTO + ",\"from_id\":\"user2\"")))
                .containsOnlyNulls();
        assertThat(albums(entry(1, PHOTO), entry(2, PHOTO + ",\"forwarded_from\":\"A\"")))
                .containsOnlyNulls();
        assertThat(albums(entry(1, PHOTO), entry(2, PHOTO).replace("1772445600", "1772445601")))
                .containsOnlyNulls();
        assertThat(albums(entry(1, PHOTO), entry(2, FILE))).containsOnlyNulls();
        assertThat(albums(entry(1, PHOTO), "{\"id\":2,\"type\":\"unsupported\"}", entry(3, PHOTO)))
                .containsOnlyNulls();
    }

    @Test
    void documentsStandInAlbumsOfTheirOwn() throws Exception {
        assertThat(albums(entry(1, FILE), entry(2, FILE))).doesNotContainNull();
    }

    @Test
    void stickersAndPollsStandInNone() throws Exception {
        String sticker = "\"file\":\"s\",\"media_type\":\"sticker\"";
        assertThat(albums(entry(1, sticker), entry(2, sticker))).containsOnlyNulls();
        assertThat(albums(entry(1, "\"poll\":{}"), entry(2, "\"poll\":{}"))).containsOnlyNulls();
    }

    @Test
    void anAlbumHasTenMessagesAtMost() throws Exception {
        String[] photos =
                LongStream.rangeClosed(1, 13).mapToObj(id -> entry(id, PHOTO)).toArray(String[]::new);

        List<@Nullable Long> albums = albums(photos);

        assertThat(albums.subList(0, 10)).containsOnly(albums.getFirst());
        assertThat(albums.subList(10, 13)).containsOnly(albums.getLast());
        assertThat(albums.getLast()).isNotEqualTo(albums.getFirst()).isNotNull();
    }

    @Test
    void anAlbumHasTheSameIdInEveryReadingAndAnotherOneInAnotherChannel() throws Exception {
        List<@Nullable Long> first = albums(entry(1, PHOTO), entry(2, PHOTO));
        List<@Nullable Long> again = albums(entry(1, PHOTO), entry(2, PHOTO));
        List<Message> elsewhere = Collected.of(chat("public_channel", 5, entry(1, PHOTO), entry(2, PHOTO))).messages;

        assertThat(again).isEqualTo(first);
        assertThat(elsewhere.getFirst().albumId()).isNotNull().isNotEqualTo(first.getFirst());
    }

    @Test
    void holdingOneMessageBackChangesNeitherOrderNorCount() throws Exception {
        List<String> calls = new ArrayList<>();
        AlbumGuess guess = new AlbumGuess(new ExportListener() {
            @Override
            public void chat(ExportedChat chat) {
                calls.add("chat " + chat.channelId());
            }

            @Override
            public void message(Message message) {
                calls.add("message " + message.messageId());
            }

            @Override
            public void rejected(Rejection rejection) {
                calls.add("rejected " + rejection.messageId());
            }
        });
        Message photo = Collected.message(PHOTO);

        guess.chat(new ExportedChat(-1, null, "private_group"));
        guess.message(photo, "key");
        guess.rejected(new Rejection(RejectionReason.SERVICE, -1, 8, null));
        guess.message(photo, "key");
        guess.chat(new ExportedChat(-2, null, "private_group"));
        guess.message(photo, "key");
        guess.message(photo, null);
        guess.message(photo, "key");
        guess.flush();
        guess.flush();

        assertThat(calls)
                .containsExactly(
                        "chat -1",
                        "message 7",
                        "rejected 8",
                        "message 7",
                        "chat -2",
                        "message 7",
                        "message 7",
                        "message 7");
    }

    private static List<@Nullable Long> albums(String... entries) throws ExportException {
        List<@Nullable Long> albums = new ArrayList<>();
        for (Message message : Collected.ofEntries(entries).messages) {
            albums.add(message.albumId());
        }
        return albums;
    }
}
