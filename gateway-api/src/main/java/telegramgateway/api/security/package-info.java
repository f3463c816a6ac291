/** Who may call: the filter chain before all controllers, and the one table of rights. */
@NullMarked
package telegramgateway.api.security;

import org.jspecify.annotations.NullMarked;
