package telegramgateway.mtproto.imports;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import telegramgateway.service.web.RequestRefusedException;

/** {@code /imports}: hand over an export file, follow the job that reads it, cancel it. */
@RestController
class ImportController {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Imports imports;

    ImportController(Imports imports) {
        this.imports = imports;
    }

    /** The body is the file, plain or gzip. Answers once it is on disk. */
    @PostMapping("/imports")
    ResponseEntity<Map<String, String>> start(
            @RequestParam(defaultValue = "export") String name,
            @RequestParam(defaultValue = "import") String mode,
            @RequestParam(defaultValue = "max") String speed,
            @RequestParam(defaultValue = "") String zone,
            @RequestParam(defaultValue = "false") String dryRun,
            InputStream body)
            throws IOException {
        ImportRequest request;
        try {
            request = ImportRequest.parse(name, mode, speed, zone, dryRun);
        } catch (IllegalArgumentException e) {
            throw new RequestRefusedException(
                    400, "INVALID_REQUEST", String.valueOf(e.getMessage()), "See the README of mtproto-native.");
        }
        try {
            ImportStatus started = imports.start(request, body);
            return ResponseEntity.status(HttpStatus.ACCEPTED).body(Map.of("id", started.id()));
        } catch (TooManyImportsException _) {
            throw new RequestRefusedException(
                    429,
                    "TOO_MANY_IMPORTS",
                    Imports.RUNNING_MAX + " imports are running or being received",
                    "Wait until one has ended, or cancel one with DELETE /imports/{id}.");
        } catch (NotKeptException e) {
            throw new RequestRefusedException(
                    507,
                    "NO_ROOM",
                    String.valueOf(e.getMessage()),
                    "Make room on the disk of GATEWAY_DATA_DIR, or compress the file with gzip, and send it again.");
        } catch (FileTooLargeException _) {
            throw new RequestRefusedException(
                    413,
                    "FILE_TOO_LARGE",
                    "The file has more than " + imports.maxBytes() + " bytes",
                    "Compress it with gzip, export chats one by one, or raise GATEWAY_IMPORT_MAX_SIZE.");
        }
    }

    @GetMapping("/imports")
    List<ImportStatus> all() {
        return imports.all();
    }

    @GetMapping("/imports/{id}")
    ImportStatus find(@PathVariable String id) {
        return imports.find(valid(id)).orElseThrow(ImportController::unknown);
    }

    @DeleteMapping("/imports/{id}")
    ImportStatus cancel(@PathVariable String id) {
        return imports.cancel(valid(id)).orElseThrow(ImportController::unknown);
    }

    private static String valid(String id) {
        if (!ID.matcher(id).matches()) {
            throw unknown();
        }
        return id;
    }

    private static RequestRefusedException unknown() {
        return new RequestRefusedException(
                404, "IMPORT_NOT_FOUND", "There is no such import", "GET /imports lists those that are known.");
    }
}
