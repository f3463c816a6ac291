package telegramgateway.service;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import telegramgateway.service.settings.HttpSettings;
import telegramgateway.service.settings.LogSettings;
import telegramgateway.service.settings.Settings;
import telegramgateway.service.settings.SettingsException;
import telegramgateway.service.settings.SettingsTable;
import telegramgateway.service.web.WebConfiguration;

/** Starts a service: binds its settings, runs its Spring application in the frame that all services share. */
public final class ServiceShell {
    private static final int EXIT_REFUSED = 1;
    private static final String HTTP_BUCKETS =
            "1ms,2ms,5ms,10ms,15ms,25ms,50ms,100ms,250ms,500ms,1s,2500ms,5s,10s,30s,60s";

    private ServiceShell() {}

    /**
     * The whole of a service's {@code main}: {@code --help} lists its settings; settings that are missing or wrong, and
     * a start that fails, end the process with status 1 after saying why.
     *
     * @param settings the records that the application wants as beans, one of which is {@link HttpSettings}
     */
    @SuppressWarnings("SystemOut") // --help answers a person on a terminal.
    public static void run(Class<?> application, String[] arguments, List<Class<? extends Record>> settings) {
        if (List.of(arguments).contains("--help")) {
            System.out.println("Settings are environment variables:\n" + SettingsTable.text(withShared(settings)));
            return;
        }
        try {
            start(application, System.getenv(), settings);
        } catch (SettingsException e) {
            FatalReport.write(e.problems());
            System.exit(EXIT_REFUSED);
        } catch (RuntimeException e) {
            // Spring has reported it already.
            System.exit(EXIT_REFUSED);
        }
    }

    /**
     * Starts a service with a given environment and returns once it listens.
     *
     * @throws SettingsException when the environment does not hold usable settings
     */
    public static ConfigurableApplicationContext start(
            Class<?> application, Map<String, String> environment, List<Class<? extends Record>> settings) {
        Settings bound = Settings.load(withShared(settings), environment);
        SpringApplication spring = new SpringApplication(application, WebConfiguration.class);
        spring.setMainApplicationClass(application);
        spring.setBannerMode(Banner.Mode.OFF);
        spring.setAddCommandLineProperties(false);
        spring.addInitializers(context -> {
            context.getEnvironment().getPropertySources().addFirst(properties(bound));
            for (Object record : bound.records()) {
                context.getBeanFactory().registerSingleton(record.getClass().getName(), record);
            }
        });
        return spring.run();
    }

    private static List<Class<? extends Record>> withShared(List<Class<? extends Record>> settings) {
        List<Class<? extends Record>> types = new ArrayList<>(settings);
        types.add(LogSettings.class);
        return types;
    }

    /** Stands before all other property sources: a service is set by its records and by nothing else. */
    private static MapPropertySource properties(Settings bound) {
        HttpSettings http = bound.find(HttpSettings.class);
        if (http == null) {
            throw new IllegalStateException("No settings record says where to listen");
        }
        Map<String, Object> properties = new HashMap<>();
        properties.put("server.address", http.host());
        properties.put("server.port", http.port());
        properties.put(StartRefusal.PORT_VARIABLE, http.portVariable());
        properties.put("server.shutdown", "graceful");
        properties.put("server.server-header", "");
        properties.put("spring.lifecycle.timeout-per-shutdown-phase", "3s");
        properties.put("server.compression.enabled", true);
        properties.put("spring.mvc.servlet.load-on-startup", 1);
        properties.put("spring.threads.virtual.enabled", true);
        properties.put("spring.web.resources.add-mappings", false);
        properties.put("management.endpoints.web.base-path", "/");
        properties.put("management.endpoints.web.exposure.include", "prometheus");
        properties.put("management.endpoints.web.path-mapping.prometheus", "metrics");
        properties.put("management.metrics.distribution.slo.http.server.requests", HTTP_BUCKETS);
        return new MapPropertySource("service shell", properties);
    }
}
