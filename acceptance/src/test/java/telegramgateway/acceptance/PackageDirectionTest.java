package telegramgateway.acceptance;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import telegramgateway.message.database.MessageDatabase;
import telegramgateway.message.database.SqlErrors;

/** Which package may know which: a reader who follows one message never meets an arrow that points backwards. */
@AnalyzeClasses(
        packages = "telegramgateway",
        importOptions = {ImportOption.DoNotIncludeTests.class, WithoutGeneratedCode.class})
class PackageDirectionTest {

    private static final String OURS = "telegramgateway..";

    @ArchTest
    static final ArchRule noPackagesFormACycle =
            slices().matching("telegramgateway.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theMessageKnowsNothingElse = knowsOnly("telegramgateway.message", new String[] {});

    @ArchTest
    static final ArchRule theFeedKnowsTheStoresOnlyByItsInterfaces =
            knowsOnly("telegramgateway.message.feed", "telegramgateway.message");

    @ArchTest
    static final ArchRule theCacheKnowsOnlyMessageAndFeed =
            knowsOnly("telegramgateway.message.cache..", "telegramgateway.message", "telegramgateway.message.feed");

    @ArchTest
    static final ArchRule theBusKnowsOnlyMessageAndFeed =
            knowsOnly("telegramgateway.message.bus..", "telegramgateway.message", "telegramgateway.message.feed");

    @ArchTest
    static final ArchRule coverageKnowsNothingElse = knowsOnly("telegramgateway.message.coverage", new String[] {});

    @ArchTest
    static final ArchRule theDatabaseKnowsOnlyMessageCoverageAndFeed = knowsOnly(
            "telegramgateway.message.database..",
            "telegramgateway.message",
            "telegramgateway.message.coverage",
            "telegramgateway.message.feed");

    @ArchTest
    static final ArchRule theAuditKnowsNothingThatWrites = noClasses()
            .that()
            .resideInAPackage("telegramgateway.message.audit")
            .should()
            .dependOnClassesThat(resideInAPackage(OURS)
                    .and(not(resideInAnyPackage(
                            "telegramgateway.message.audit",
                            "telegramgateway.message.coverage",
                            "telegramgateway.message.feed")))
                    .and(not(type(SqlErrors.class))));

    @ArchTest
    static final ArchRule theServiceShellKnowsNoService =
            knowsOnly("telegramgateway.service..", "telegramgateway.message..");

    @ArchTest
    static final ArchRule mtprotoNativeKnowsNoOtherService = knowsOnly(
            "telegramgateway.mtproto..",
            "telegramgateway.message..",
            "telegramgateway.service..",
            "telegramgateway.tdlib");

    @ArchTest
    static final ArchRule decodersKnowTheMessageOnly =
            knowsOnly("telegramgateway.mtproto.decode", "telegramgateway.message");

    @ArchTest
    static final ArchRule nothingThatRunsKnowsTheSimulator = noClasses()
            .that()
            .resideOutsideOfPackages("telegramgateway.simulator..", "telegramgateway.demo")
            .should()
            .dependOnClassesThat(resideInAPackage("telegramgateway.simulator.."));

    @ArchTest
    static final ArchRule gatewayApiKnowsNoOtherService =
            knowsOnly("telegramgateway.api..", "telegramgateway.message..", "telegramgateway.service..");

    @ArchTest
    static final ArchRule tpCapitalKnowsNoOtherService =
            knowsOnly("telegramgateway.tpcapital..", "telegramgateway.message..", "telegramgateway.service..");

    @ArchTest
    static final ArchRule aSourceKnowsNothingOfWhatLiesBehindIntake =
            knowsOnly("telegramgateway.mtproto.export", "telegramgateway.message");

    @ArchTest
    static final ArchRule theJournalKnowsNeitherSourcesNorTargets = noClasses()
            .that()
            .resideInAPackage("telegramgateway.mtproto.journal")
            .should()
            .dependOnClassesThat(resideInAPackage("telegramgateway.mtproto..")
                    .and(not(resideInAPackage("telegramgateway.mtproto.journal")))
                    .or(resideInAnyPackage("telegramgateway.message.cache", "telegramgateway.message.feed"))
                    .or(type(MessageDatabase.class)));

    @ArchTest
    static final ArchRule intakeKnowsNoTarget = noClasses()
            .that()
            .resideInAPackage("telegramgateway.mtproto.intake")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("telegramgateway.mtproto.delivery", "telegramgateway.mtproto.imports");

    @ArchTest
    static final ArchRule deliveryKnowsNoSource = noClasses()
            .that()
            .resideInAPackage("telegramgateway.mtproto.delivery")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("telegramgateway.mtproto.export", "telegramgateway.mtproto.imports");

    @ArchTest
    static final ArchRule repairKnowsNoAccountAndNoTarget = noClasses()
            .that()
            .resideInAPackage("telegramgateway.mtproto.repair")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("telegramgateway.mtproto.telegram", "telegramgateway.mtproto.delivery");

    @ArchTest
    static final ArchRule theSignalGrammarKnowsNoDatabaseAndNoFeed =
            knowsOnly("telegramgateway.tpcapital.signal", "telegramgateway.message");

    @ArchTest
    static final ArchRule theServersKnowNothingOfTheGateway = knowsOnly("telegramgateway.local..", new String[] {});

    @ArchTest
    static final ArchRule productionKnowsNeitherDemoNorEmbeddedServers = noClasses()
            .that(not(resideInAnyPackage("telegramgateway.local..", "telegramgateway.demo", "telegramgateway.control")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("telegramgateway.local..", "telegramgateway.demo", "telegramgateway.control");

    @ArchTest
    static final ArchRule redisIsTalkedToInOnePackage = technology("io.lettuce..", "telegramgateway.message.cache");

    @ArchTest
    static final ArchRule rabbitIsTalkedToInOnePackage = technology("com.rabbitmq..", "telegramgateway.message.bus");

    @ArchTest
    static final ArchRule springAmqpStaysThereAsWell =
            technology("org.springframework.amqp..", "telegramgateway.message.bus");

    @ArchTest
    static final ArchRule sqlIsWrittenInTheStoresOnly = technology(
            "org.jooq..",
            "telegramgateway.message.database..",
            "telegramgateway.tpcapital.store..",
            "telegramgateway.local.tables");

    @ArchTest
    static final ArchRule sqliteIsTheJournalsOwn = technology("org.sqlite..", "telegramgateway.mtproto.journal");

    @ArchTest
    static final ArchRule theStoresNeedNoSpring = noClasses()
            .that()
            .resideInAnyPackage(
                    "telegramgateway.message..", "telegramgateway.mtproto.journal", "telegramgateway.tpcapital.signal")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("org.springframework..").and(not(resideInAPackage("org.springframework.amqp.."))));

    private static ArchRule knowsOnly(String who, String... known) {
        return classes()
                .that()
                .resideInAPackage(who)
                .should()
                .onlyDependOnClassesThat(
                        not(resideInAPackage(OURS)).or(resideInAPackage(who)).or(resideInAnyPackage(known)));
    }

    /** The demo looks into the stores itself, so that it can tell whether the gateway is right about them. */
    private static ArchRule technology(String library, String... doors) {
        return noClasses()
                .that(resideInAPackage(OURS)
                        .and(not(resideInAnyPackage(doors)))
                        .and(not(resideInAPackage("telegramgateway.demo"))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }
}
