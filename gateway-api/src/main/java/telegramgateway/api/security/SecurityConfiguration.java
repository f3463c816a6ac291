package telegramgateway.api.security;

import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.servlet.HandlerExceptionResolver;
import telegramgateway.api.clients.AccessSettings;
import telegramgateway.api.clients.AuditLog;

/** The way of a request to its controller: firewall, headers, who calls, what he may. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
    /** The API serves data; a page that is shown from it may load nothing. Who serves a page says so itself. */
    private static final String NOTHING_ACTIVE = "default-src 'none'; frame-ancestors 'none'";

    private static final Duration PREFLIGHT_LIFE = Duration.ofHours(1);

    @Bean
    SecurityFilterChain requests(
            HttpSecurity http,
            Credentials credentials,
            AuditLog audit,
            RateLimits limits,
            AccessSettings settings,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver answers) {
        EndpointRights rights = EndpointRights.table();
        return http.csrf(AbstractHttpConfigurer::disable) // Nothing is told from a cookie.
                .cors(cors -> cors.configurationSource(origins(settings.corsOrigins())))
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .exceptionHandling(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> headers
                        // Answers say themselves whether they may be kept.
                        .cacheControl(cache -> cache.disable())
                        .contentSecurityPolicy(policy -> policy.policyDirectives(NOTHING_ACTIVE))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER)))
                .addFilterBefore(new Refusals(answers), AuthorizationFilter.class)
                .addFilterBefore(
                        new CallerFilter(
                                credentials, rights, (int) settings.bodyMax().toBytes()),
                        AuthorizationFilter.class)
                .addFilterBefore(new RateLimitFilter(rights, limits), AuthorizationFilter.class)
                .addFilterBefore(new EndpointGate(rights), AuthorizationFilter.class)
                .addFilterBefore(new AuditFilter(rights, audit), AuthorizationFilter.class)
                .build();
    }

    /** No page of another origin may call unless its origin is named. */
    private static CorsConfigurationSource origins(List<String> allowed) {
        CorsConfiguration cors = new CorsConfiguration();
        cors.setAllowedOrigins(allowed);
        cors.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));
        cors.setAllowedHeaders(List.of(
                Credentials.KEY,
                Credentials.GATEWAY_TOKEN,
                RequestSignatures.SIGNATURE,
                RequestSignatures.TIMESTAMP,
                RequestSignatures.NONCE,
                HttpHeaders.AUTHORIZATION,
                HttpHeaders.CONTENT_TYPE,
                HttpHeaders.IF_NONE_MATCH,
                HttpHeaders.RANGE,
                "Last-Event-ID"));
        cors.setExposedHeaders(List.of(
                HttpHeaders.RETRY_AFTER,
                HttpHeaders.ETAG,
                HttpHeaders.LINK,
                HttpHeaders.CONTENT_RANGE,
                "RateLimit-Limit",
                "RateLimit-Remaining",
                "RateLimit-Reset",
                "X-RateLimit-Warning"));
        cors.setMaxAge(PREFLIGHT_LIFE);
        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
        source.registerCorsConfiguration("/**", cors);
        return source;
    }

    @Bean
    HttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        // A method that nobody knows is answered 405, with those that are.
        firewall.setUnsafeAllowAnyHttpMethod(true);
        return firewall;
    }

    @Bean
    RequestRejectedHandler rejected(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver answers) {
        return new Refusals(answers);
    }
}
