/** What every service answers over HTTP by itself: health, metrics and errors in one JSON form. */
@NullMarked
package telegramgateway.service.web;

import org.jspecify.annotations.NullMarked;
