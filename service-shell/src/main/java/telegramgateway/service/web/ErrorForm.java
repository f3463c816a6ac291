package telegramgateway.service.web;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** In which of its two forms a client wants an error. */
enum ErrorForm {
    OURS,
    PROBLEM;

    byte[] of(ErrorAnswer answer) {
        return this == PROBLEM ? answer.problem() : answer.json();
    }

    MediaType type() {
        return this == PROBLEM ? MediaType.APPLICATION_PROBLEM_JSON : MediaType.APPLICATION_JSON;
    }

    /** By the request that this thread handles. */
    static ErrorForm wanted() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? wanted(attributes.getRequest().getHeader("Accept"))
                : OURS;
    }

    /** @param accept the request's header; a client that wants problems names them */
    static ErrorForm wanted(@Nullable String accept) {
        return accept != null && accept.contains(MediaType.APPLICATION_PROBLEM_JSON_VALUE) ? PROBLEM : OURS;
    }
}
