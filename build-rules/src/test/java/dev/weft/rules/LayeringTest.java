package dev.weft.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.List;

/**
 * This file is the map of the house. Think before you edit it: a new edge here is a decision about the design, and
 * belongs into ARCHITECTURE.md too. Violations are never frozen.
 */
@AnalyzeClasses(packages = "dev.weft", importOptions = ImportOption.DoNotIncludeTests.class)
class LayeringTest {

    private static final String ENGINE = "dev.weft.engine.";

    /** The rooms of the engine in order of dependency: a room may import the rooms before it, and no other. */
    private static final List<String> ROOMS = List.of(
            "common",
            "configuration",
            "types",
            "graph",
            "usercode",
            "protocol",
            "view",
            "transport",
            "rpc",
            "state",
            "checkpoint",
            "exchange",
            "taskexecutor",
            "jobmaster",
            "resourcemanager",
            "dispatcher",
            "rest",
            "entrypoint",
            "local");

    @ArchTest
    static final ArchRule roomsImportOnlyRoomsBeforeThem = ArchRuleDefinition.classes()
            .that()
            .resideInAPackage("dev.weft.engine..")
            .should(importOnlyEarlierRooms());

    @ArchTest
    static final ArchRule theEngineHasNoCycles =
            slices().matching("dev.weft.engine.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule executorsAndJobMastersMeetOnlyInTheProtocol = noClasses()
            .that()
            .resideInAPackage("dev.weft.engine.jobmaster..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.weft.engine.taskexecutor..");

    @ArchTest
    static final ArchRule theUserApiKnowsOnlyTheJdk = noClasses()
            .that(areUserApi())
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("java..", "javax..", "jdk..", "dev.weft..");

    @ArchTest
    static final ArchRule theUserApiDoesNotKnowHowItRuns = noClasses()
            .that(areUserApi())
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.weft.engine..", "dev.weft.yarn..", "dev.weft.client..", "dev.weft.shaded..");

    @ArchTest
    static final ArchRule hadoopStaysInTheYarnModules = noClasses()
            .that()
            .resideOutsideOfPackages("dev.weft.yarn..", "dev.weft.localhadoop..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.hadoop..");

    @ArchTest
    static final ArchRule clientMasterAndExecutorDoNotKnowEachOther = slices().matching(
                    "dev.weft.yarn.(client|appmaster|taskexecutor)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule theCommandLineKnowsNoKindOfCluster = noClasses()
            .that()
            .resideInAPackage("dev.weft.client..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.weft.yarn..");

    @ArchTest
    static final ArchRule theRestServerTouchesOnlyPublishedViews = noClasses()
            .that()
            .resideInAPackage("dev.weft.engine.rest.server..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.weft.engine.jobmaster..",
                    "dev.weft.engine.dispatcher..",
                    "dev.weft.engine.resourcemanager..",
                    "dev.weft.engine.taskexecutor..");

    @ArchTest
    static final ArchRule connectorsAndFormatsKnowOnlyTheUserApi = noClasses()
            .that()
            .resideInAnyPackage("dev.weft.connector..", "dev.weft.streaming.connectors..", "dev.weft.formats..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.weft.engine..", "dev.weft.yarn..", "dev.weft.client..");

    @ArchTest
    static final ArchRule stateInRocksDbKnowsWhatABackendIsAndNoMoreOfTheEngine = noClasses()
            .that()
            .resideInAnyPackage("dev.weft.state.rocksdb..", "dev.weft.contrib.streaming.state..")
            .should()
            .dependOnClassesThat(DescribedPredicate.describe(
                    "are of other rooms of the engine",
                    type -> type.getPackageName().startsWith(ENGINE)
                                    && !List.of("common", "configuration", "types", "state")
                                            .contains(roomOf(type))
                            || type.getPackageName().equals(ENGINE + "state")
                            || type.getPackageName().equals(ENGINE + "state.heap")));

    @ArchTest
    static final ArchRule theStateProcessorKnowsStateCheckpointsAndWindowsAndNoMoreOfTheEngine = noClasses()
            .that()
            .resideInAPackage("dev.weft.state.api..")
            .should()
            .dependOnClassesThat(DescribedPredicate.describe(
                    "are of other rooms of the engine",
                    type -> type.getPackageName().startsWith(ENGINE)
                            && !List.of("common", "types", "protocol", "state", "checkpoint")
                                    .contains(roomOf(type))
                            && !type.getPackageName().equals(ENGINE + "taskexecutor.operator.window")));

    @ArchTest
    static final ArchRule nothingOfTheEngineKnowsTheStateProcessor = noClasses()
            .that()
            .resideInAPackage("dev.weft.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.weft.state.api..");

    @ArchTest
    static final ArchRule onlyItsModuleKnowsRocksDb = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "dev.weft.state.rocksdb..", "dev.weft.contrib.streaming.state..", "dev.weft.benchmarks..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.rocksdb..");

    private static DescribedPredicate<JavaClass> areUserApi() {
        return DescribedPredicate.describe(
                "are classes of the user API",
                type -> type.getPackageName().startsWith("dev.weft.")
                        && List.of(
                                        "engine",
                                        "yarn",
                                        "client",
                                        "shaded",
                                        "connector",
                                        "formats",
                                        "state.rocksdb",
                                        "state.api",
                                        "contrib.streaming.state",
                                        "streaming.connectors",
                                        "localhadoop",
                                        "localkafka",
                                        "rules")
                                .stream()
                                .noneMatch(room -> (type.getPackageName() + ".").startsWith("dev.weft." + room + ".")));
    }

    private static ArchCondition<JavaClass> importOnlyEarlierRooms() {
        return new ArchCondition<>("import only rooms before their own, and no subpackage its parent") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                int own = ROOMS.indexOf(roomOf(type));
                if (own < 0) {
                    events.add(SimpleConditionEvent.violated(
                            type, type.getName() + " lies in a room that is not on the map"));
                    return;
                }
                type.getDirectDependenciesFromSelf().forEach(dependency -> {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    if (!target.getPackageName().startsWith(ENGINE)) {
                        return;
                    }
                    boolean later = ROOMS.indexOf(roomOf(target)) > own;
                    boolean parent = type.getPackageName().startsWith(target.getPackageName() + ".");
                    if (later || parent) {
                        events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                    }
                });
            }
        };
    }

    private static String roomOf(JavaClass type) {
        String rest = type.getPackageName().substring(ENGINE.length());
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }
}
