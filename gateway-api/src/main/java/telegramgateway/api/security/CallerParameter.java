package telegramgateway.api.security;

import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import telegramgateway.api.http.Caller;
import telegramgateway.api.http.Standing;

/** Gives controllers the {@link Caller}, or his {@link Standing}, that they ask for. */
@Configuration(proxyBeanMethods = false)
class CallerParameter implements WebMvcConfigurer, HandlerMethodArgumentResolver {
    private final Credentials credentials;
    private final InstantSource clock;

    CallerParameter(Credentials credentials, InstantSource clock) {
        this.credentials = credentials;
        this.clock = clock;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Caller.class || parameter.getParameterType() == Standing.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binder) {
        CallerAuthentication known = CallerAuthentication.present();
        if (known == null) {
            throw new IllegalStateException("An endpoint that anybody may call asks who calls");
        }
        return parameter.getParameterType() == Standing.class
                ? new LastingCaller(credentials, known, clock)
                : known.caller();
    }
}
