/** The files of messages, which mtproto-native keeps. */
@NullMarked
package telegramgateway.api.media;

import org.jspecify.annotations.NullMarked;
