/** The network between a test and its servers, which can fail. */
@NullMarked
package telegramgateway.local.network;

import org.jspecify.annotations.NullMarked;
