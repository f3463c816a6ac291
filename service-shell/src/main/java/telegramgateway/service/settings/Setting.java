package telegramgateway.service.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Binds a record component to an environment variable. A component without {@link #fallback()} is required, unless its
 * type is {@code @Nullable}. An empty variable counts as absent.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {

    /** The variable's name. A {@link Secret} may also come from the file that {@code NAME_FILE} names. */
    String name();

    /** Older names of the same variable; to set more than one of them is an error. */
    String[] alias() default {};

    /** The text that counts when the variable is absent: at most one value, {@code ""} is an empty text or list. */
    String[] fallback() default {};

    /** What it does, with its unit and range, in a sentence for {@code docs/configuration.md}. */
    String help();

    /** What to do when it is missing or wrong. */
    String hint() default "";
}
