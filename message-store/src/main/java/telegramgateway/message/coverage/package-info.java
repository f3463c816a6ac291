/**
 * Coverage: per channel, what is known of each message id. Facts about ids are joined: of each id the strongest fact
 * holds, so their order and repeats change nothing.
 */
@NullMarked
package telegramgateway.message.coverage;

import org.jspecify.annotations.NullMarked;
