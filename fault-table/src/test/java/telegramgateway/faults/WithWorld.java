package telegramgateway.faults;

import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one world of this run, which the first of them starts and the end of the run closes. A test that
 * fails leaves a broken world behind: the next one gets a new one.
 */
final class WithWorld implements ParameterResolver, AfterTestExecutionCallback {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == World.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return worlds(test).computeIfAbsent(World.class, _ -> new World(), World.class);
    }

    @Override
    public void afterTestExecution(ExtensionContext test) {
        if (test.getExecutionException().isPresent()) {
            World broken = worlds(test).remove(World.class, World.class);
            if (broken != null) {
                broken.close();
            }
        }
    }

    private static Store worlds(ExtensionContext test) {
        return test.getRoot().getStore(Namespace.create(World.class));
    }
}
