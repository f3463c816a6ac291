/** The frame that every service runs in: settings, start, logs, health, metrics, errors, stop. */
@NullMarked
package telegramgateway.service;

import org.jspecify.annotations.NullMarked;
