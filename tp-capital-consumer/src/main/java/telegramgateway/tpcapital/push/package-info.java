/**
 * Messages that a gateway pushes with {@code POST /ingest}: who may, how often, and what a body must hold. What becomes
 * of them is decided where the feed and the queue are as well.
 */
@NullMarked
package telegramgateway.tpcapital.push;

import org.jspecify.annotations.NullMarked;
