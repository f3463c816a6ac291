package telegramgateway.service.web;

import java.time.InstantSource;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Everything of this package, for the shell to put into each service. */
@Configuration(proxyBeanMethods = false)
@Import({ShuttingDown.class, HealthController.class, ErrorAnswers.class, FallbackErrors.class})
public class WebConfiguration {

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    BoundedMethodNames boundedMethodNames() {
        return new BoundedMethodNames();
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> jsonErrors() {
        return server -> server.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(JsonErrorValve.class.getName());
            }
        });
    }
}
