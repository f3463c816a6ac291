package telegramgateway.service.web;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/** Answers requests that the server refuses before any servlet sees them, such as a path with {@code %00}. */
public final class JsonErrorValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            ErrorForm form = ErrorForm.wanted(request.getHeader("Accept"));
            response.setContentType(form.type().toString());
            response.setHeader("Cache-Control", "no-store");
            response.getOutputStream().write(form.of(ErrorAnswers.byStatus(status)));
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            containerLog().debug("The client has gone", e);
        }
    }

    private org.apache.juli.logging.Log containerLog() {
        return getContainer().getLogger();
    }
}
