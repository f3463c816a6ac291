package telegramgateway.control;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How an export file is to be taken in.
 *
 * @param mode {@code replay}: as if live, through all tiers; {@code import}: as history
 * @param speed of a replay: {@code max}, or a factor of the original pace
 * @param zone of an old export's local times; the gateway's own when absent
 * @param dryRun only report what is in the file
 * @param name under which the gateway lists the job
 */
public record ImportRequest(
        String mode, String speed, @Nullable String zone, boolean dryRun, String name) {

    String query() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("mode", mode);
        parameters.put("speed", speed);
        parameters.put("dryRun", Boolean.toString(dryRun));
        parameters.put("name", name);
        if (zone != null) {
            parameters.put("zone", zone);
        }
        return parameters.entrySet().stream()
                .map(parameter ->
                        parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
