package telegramgateway.service;

import java.io.Console;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;
import telegramgateway.service.settings.SettingsProblem;

/** Says why a start failed: on standard error for the person who started it, and to the log if that is nobody. */
final class FatalReport implements FailureAnalysisReporter {
    private static final Logger log = LoggerFactory.getLogger(FatalReport.class);

    @Override
    public void report(FailureAnalysis analysis) {
        String action = analysis.getAction();
        write(List.of(new SettingsProblem(analysis.getDescription(), action == null ? "" : action)));
    }

    @SuppressWarnings("SystemOut") // A terminal is where it is read.
    static void write(List<SettingsProblem> problems) {
        for (SettingsProblem problem : problems) {
            if (!onTerminal()) {
                log.error("FATAL: {} ({})", problem.message(), problem.hint());
            }
            System.err.println(problem.text());
        }
    }

    @SuppressWarnings("SystemConsoleNull") // Without a terminal it is null again since JDK 25.
    private static boolean onTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }
}
