package telegramgateway.api.http;

/**
 * What a caller may, for answers that do not end: to be asked again while they go on. A controller method that has a
 * parameter of this type is given it. Safe for use by many threads.
 */
public interface Standing {

    /**
     * The caller as he is now.
     *
     * @throws telegramgateway.service.web.RequestRefusedException when he may not go on, with the reason
     * @throws telegramgateway.message.feed.StoreUnavailableException when nobody can tell any more
     */
    Caller caller();
}
