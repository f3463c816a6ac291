/**
 * Settings from environment variables: each concern is a record, bound and checked before anything starts.
 *
 * <p>A record's compact constructor refuses impossible combinations with an {@link IllegalArgumentException} whose
 * message names the variable.
 */
@NullMarked
package telegramgateway.service.settings;

import org.jspecify.annotations.NullMarked;
