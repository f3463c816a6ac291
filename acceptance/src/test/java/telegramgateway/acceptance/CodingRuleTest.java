package telegramgateway.acceptance;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.InstantSource;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/** Habits that no compiler checks. */
@AnalyzeClasses(
        packages = "telegramgateway",
        importOptions = {ImportOption.DoNotIncludeTests.class, WithoutGeneratedCode.class})
class CodingRuleTest {

    /** Packages whose types are shared words rather than a technology behind a door. */
    private static final Set<String> VOCABULARIES = Set.of("telegramgateway.message", "telegramgateway.control");

    private static final int PUBLIC_TYPES_MAX = 14;

    @ArchTest
    static final ArchRule nobodySleeps = noClasses()
            .should()
            .callMethodWhere(target(owner(name("java.lang.Thread"))).and(target(name("sleep"))));

    @ArchTest
    static final ArchRule timeIsInjected = noClasses()
            .should()
            .callMethodWhere(readsTheClock())
            .because("a test must be able to set the time; take an InstantSource");

    @ArchTest
    static final ArchRule theSystemClockIsChosenInTheWiringOnly = noClasses()
            .that(describe("are no wiring", CodingRuleTest::isNoWiring))
            .should()
            .callMethodWhere(choosesTheSystemClock());

    @ArchTest
    static final ArchRule servicesLogAndDoNotPrint = noClasses()
            .that()
            .resideInAnyPackage("telegramgateway.mtproto..", "telegramgateway.api..", "telegramgateway.tpcapital..")
            .and()
            .haveNameNotMatching("telegramgateway\\.(mtproto\\.(Session(Login|BackupRun)|AuditRun)|api\\.GatewayApi)")
            .should(ACCESS_STANDARD_STREAMS)
            .because("only the commands talk with a person");

    @ArchTest
    static void everyPackageSaysThatNothingIsNull(JavaClasses classes) {
        List<String> unmarked = packages(classes).stream()
                .filter(javaPackage -> !javaPackage.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .toList();
        assertThat(unmarked).isEmpty();
    }

    @ArchTest
    static void everyPackageShowsFewTypes(JavaClasses classes) {
        List<String> wide = packages(classes).stream()
                .filter(javaPackage -> !VOCABULARIES.contains(javaPackage.getName()))
                .map(javaPackage -> javaPackage.getName() + " " + publicTypes(javaPackage))
                .filter(line -> line.split(",").length > PUBLIC_TYPES_MAX)
                .toList();
        assertThat(wide).isEmpty();
    }

    private static List<JavaPackage> packages(JavaClasses classes) {
        return classes.stream().map(JavaClass::getPackage).distinct().toList();
    }

    private static List<String> publicTypes(JavaPackage javaPackage) {
        return javaPackage.getClasses().stream()
                .filter(type ->
                        type.getModifiers().contains(JavaModifier.PUBLIC) && !type.isNestedClass() && !type.isArray())
                .map(JavaClass::getSimpleName)
                .sorted()
                .toList();
    }

    private static DescribedPredicate<JavaCall<?>> readsTheClock() {
        return describe(
                "read the system's clock",
                call -> (call.getName().equals("now")
                                && call.getTargetOwner().isAssignableTo(Temporal.class)
                                && call.getTarget().getRawParameterTypes().isEmpty())
                        || (call.getName().equals("currentTimeMillis")
                                && call.getTargetOwner().isEquivalentTo(System.class)));
    }

    private static DescribedPredicate<JavaCall<?>> choosesTheSystemClock() {
        return describe(
                "choose the system's clock",
                call -> call.getName().startsWith("system")
                        && (call.getTargetOwner().isEquivalentTo(Clock.class)
                                || call.getTargetOwner().isEquivalentTo(InstantSource.class)));
    }

    private static boolean isNoWiring(JavaClass type) {
        return type.getName().startsWith("telegramgateway")
                && !type.isMetaAnnotatedWith("org.springframework.context.annotation.Configuration")
                && !type.getPackageName().equals("telegramgateway.control")
                && !type.getPackageName().equals("telegramgateway.mtproto.login")
                && !type.getPackageName().equals("telegramgateway.demo")
                && !type.getPackageName().equals("telegramgateway.simulator");
    }
}
