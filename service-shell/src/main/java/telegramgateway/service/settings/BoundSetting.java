package telegramgateway.service.settings;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A record component and the variable that it is read from.
 *
 * @param optional true when the component may be null
 */
record BoundSetting(Setting setting, Type type, boolean optional) {
    private static final String FILE_SUFFIX = "_FILE";

    static BoundSetting of(RecordComponent component) {
        Setting setting = component.getAnnotation(Setting.class);
        if (setting == null) {
            throw new IllegalStateException(component + " of a settings record has no @Setting");
        }
        boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        return new BoundSetting(setting, component.getGenericType(), optional);
    }

    String name() {
        return setting.name();
    }

    boolean secret() {
        return type == Secret.class;
    }

    @Nullable
    String fallback() {
        return setting.fallback().length == 0 ? null : setting.fallback()[0];
    }

    /** The variables that may hold the value. */
    Stream<String> names() {
        Stream<String> names = Stream.concat(Stream.of(setting.name()), Stream.of(setting.alias()));
        return secret() ? names.flatMap(name -> Stream.of(name, name + FILE_SUFFIX)) : names;
    }

    /** What a variable's value says: itself, or the content of the file that it names. */
    String text(String variable, String value) {
        refuseQuotesAndSpace(value);
        boolean itself =
                variable.equals(setting.name()) || List.of(setting.alias()).contains(variable);
        return itself ? value : fileContent(Path.of(value));
    }

    SettingsProblem problem(String message) {
        return new SettingsProblem(message, setting.hint().isEmpty() ? setting.help() : setting.hint());
    }

    private static void refuseQuotesAndSpace(String value) {
        char first = value.charAt(0);
        char last = value.charAt(value.length() - 1);
        if (value.length() > 1 && first == last && (first == '"' || first == '\'')) {
            throw new IllegalArgumentException("is in quotes, which would be part of the value: remove them");
        }
        if (Character.isWhitespace(first) || Character.isWhitespace(last)) {
            throw new IllegalArgumentException("begins or ends with white space (a Windows line end?): remove it");
        }
    }

    private static String fileContent(Path file) {
        try {
            PosixFileAttributeView mode = Files.getFileAttributeView(file, PosixFileAttributeView.class);
            if (mode != null && mode.readAttributes().permissions().contains(PosixFilePermission.OTHERS_READ)) {
                throw new IllegalArgumentException("names " + file + ", which everyone can read: chmod o-r " + file);
            }
            String content = Files.readString(file, StandardCharsets.UTF_8).strip();
            if (content.isEmpty()) {
                throw new IllegalArgumentException("names " + file + ", which is empty");
            }
            return content;
        } catch (IOException e) {
            throw new IllegalArgumentException("names " + file + ", which cannot be read", e);
        }
    }
}
