package telegramgateway.mtproto.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QrCodeTest {
    /** Pixels per module; also the quiet zone around what the terminal shows. */
    private static final int SCALE = 8;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tg://login?token=x",
                "tg://login?token=AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyAhIiMkJSYnKCkqKywtLi8wMTIzNDU2Nzg5Ojs8PT4_"
            })
    void whatTheTerminalShowsIsReadBackAsTheSameText(String text) throws ReaderException {
        assertThat(read(QrCode.lines(text))).isEqualTo(text);
    }

    /** As a camera sees it: each character is two modules, one above the other. */
    private static String read(List<String> coloured) throws ReaderException {
        List<String> lines = coloured.stream()
                .map(line -> line.replaceAll("\033\\[[0-9;]*m", ""))
                .toList();
        int width = lines.getFirst().length() * SCALE;
        int height = lines.size() * 2 * SCALE;
        int[] pixels = new int[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                char shown = lines.get(y / SCALE / 2).charAt(x / SCALE);
                boolean upper = y / SCALE % 2 == 0;
                boolean dark = shown == '█' || shown == (upper ? '▀' : '▄');
                pixels[y * width + x] = dark ? 0x000000 : 0xffffff;
            }
        }
        BinaryBitmap picture = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels)));
        return new QRCodeReader()
                .decode(picture, Map.of(DecodeHintType.TRY_HARDER, true))
                .getText();
    }
}
