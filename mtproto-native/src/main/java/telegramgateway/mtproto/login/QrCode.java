package telegramgateway.mtproto.login;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.ArrayList;
import java.util.List;

/** Draws a QR code with half blocks: two rows of it per line, dark on light whatever the terminal's colours are. */
final class QrCode {
    /** ISO/IEC 18004 wants four; phones are content with two, and a terminal has few lines. */
    private static final int MARGIN = 2;

    private static final String DARK_ON_LIGHT = "\033[30;107m";
    private static final String PLAIN = "\033[0m";

    private QrCode() {}

    static List<String> lines(String text) {
        ByteMatrix code;
        try {
            code = Encoder.encode(text, ErrorCorrectionLevel.L).getMatrix();
        } catch (WriterException e) {
            throw new IllegalArgumentException("A text of " + text.length() + " characters fits no QR code", e);
        }
        List<String> lines = new ArrayList<>();
        for (int y = -MARGIN; y < code.getHeight() + MARGIN; y += 2) {
            StringBuilder line = new StringBuilder(DARK_ON_LIGHT);
            for (int x = -MARGIN; x < code.getWidth() + MARGIN; x++) {
                boolean above = isDark(code, x, y);
                boolean below = isDark(code, x, y + 1);
                line.append(above ? below ? '█' : '▀' : below ? '▄' : ' ');
            }
            lines.add(line.append(PLAIN).toString());
        }
        return lines;
    }

    private static boolean isDark(ByteMatrix code, int x, int y) {
        return x >= 0 && y >= 0 && x < code.getWidth() && y < code.getHeight() && code.get(x, y) == 1;
    }
}
