package dev.weft.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.weft.util.AbstractID;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Time, threads, randomness and state of the whole process come into the engine from outside, so that a simulation can replace them; so do
 * identities, into the clients and connectors too. The classes named here implement the seams, or are the edge of a process; think before you name another one.
 */
@AnalyzeClasses(packages = "dev.weft", importOptions = ImportOption.DoNotIncludeTests.class)
class SeamsTest {

    private static final String ENGINE = "dev.weft.engine";

    private static final Set<String> THE_MACHINE = Set.of(
            "dev.weft.engine.common.Machine",
            "dev.weft.engine.common.SystemClock",
            "dev.weft.engine.common.SystemTaskThreads",
            "dev.weft.engine.common.ThreadEventLoop",
            "dev.weft.engine.common.IoThreads",
            "dev.weft.engine.transport.TcpEndpoint",
            "dev.weft.engine.transport.NetworkThreads",
            // nonces and secrets: no choice depends on them
            "dev.weft.engine.rpc.PeerProof",
            "dev.weft.engine.rpc.Secret",
            "dev.weft.engine.exchange.SharedFile",
            // checkpoints are where their addresses say
            "dev.weft.engine.checkpoint.CheckpointFileSystems",
            // the end of the process
            "dev.weft.engine.common.ProcessExit",
            "dev.weft.engine.taskexecutor.task.SystemExitHook");

    /** Whole classes that are not to be touched, and methods of others. */
    private static final Map<String, List<String>> BANNED = Map.of(
            "java.lang.System", List.of("currentTimeMillis", "nanoTime"),
            "java.lang.Thread", List.of("<init>", "sleep", "yield", "onSpinWait"),
            "java.lang.Math", List.of("random"),
            "java.lang.Runtime", List.of("addShutdownHook"),
            "java.util.Collection", List.of("parallelStream"),
            "java.util.concurrent.CompletableFuture", List.of("orTimeout", "completeOnTimeout", "delayedExecutor"),
            "dev.weft.core.fs.FileSystem", List.of("get", "getUnguardedFileSystem", "getLocalFileSystem"),
            "dev.weft.core.fs.Path", List.of("getFileSystem"));

    private static final Set<String> BANNED_WHOLE = Set.of(
            "java.util.Random",
            "java.security.SecureRandom",
            "java.util.concurrent.ThreadLocalRandom",
            "java.util.concurrent.locks.LockSupport",
            "java.util.concurrent.Executors",
            "java.util.concurrent.ForkJoinPool",
            "java.util.concurrent.ThreadPoolExecutor",
            "java.util.concurrent.ScheduledThreadPoolExecutor",
            "java.util.Timer");

    /** Where a random name is of no consequence, or nobody gives one. */
    private static final Set<String> OWN_NAMES = Set.of(
            // a temporary name among those of other clients, on a file system that all share
            "dev.weft.yarn.common.staging.DistributionCache",
            // in a context that is not the runtime's, as in a test of a user
            "dev.weft.connector.file.sink.FileSink",
            // a library for tests
            "dev.weft.streaming.util.ManualTask");

    @ArchTest
    static final ArchRule theEngineTakesTimeThreadsAndChanceFromOutside =
            noClasses().that(areOfTheEngine()).should().accessTargetWhere(isTheMachineItself());

    @ArchTest
    static final ArchRule identitiesComeFromOutside =
            noClasses().that(areNotTheUserApi()).should().accessTargetWhere(makesARandomIdentity());

    private static DescribedPredicate<JavaClass> areNotTheUserApi() {
        return DescribedPredicate.describe(
                "are of the engine, its callers or connectors, and do not name things of their own",
                type -> List.of(
                                        ENGINE,
                                        "dev.weft.client",
                                        "dev.weft.yarn",
                                        "dev.weft.connector",
                                        "dev.weft.state.rocksdb",
                                        "dev.weft.streaming.util")
                                .stream()
                                .anyMatch(room -> (type.getPackageName() + ".").startsWith(room + "."))
                        && !OWN_NAMES.contains(outermost(type)));
    }

    /** A UUID, or an id that is made of one. */
    private static DescribedPredicate<JavaAccess<?>> makesARandomIdentity() {
        return DescribedPredicate.describe("makes a random identity", access -> {
            JavaClass owner = access.getTargetOwner();
            String name = access.getTarget().getName();
            boolean ofAnId = owner.isAssignableTo(AbstractID.class)
                    && (name.equals("generate")
                            || access instanceof JavaConstructorCall made
                                    && made.getTarget().getRawParameterTypes().isEmpty());
            return ofAnId || owner.isEquivalentTo(UUID.class) && name.equals("randomUUID");
        });
    }

    private static DescribedPredicate<JavaClass> areOfTheEngine() {
        return DescribedPredicate.describe(
                "are of the engine and neither implement a seam nor are the edge of a process",
                type -> type.getPackageName().startsWith(ENGINE)
                        && !type.getPackageName().startsWith("dev.weft.engine.local")
                        && !type.getPackageName().startsWith("dev.weft.engine.rest.client")
                        && !THE_MACHINE.contains(outermost(type)));
    }

    private static String outermost(JavaClass type) {
        int nested = type.getName().indexOf('$');
        return nested < 0 ? type.getName() : type.getName().substring(0, nested);
    }

    private static DescribedPredicate<JavaAccess<?>> isTheMachineItself() {
        return DescribedPredicate.describe("is the machine's time, thread, chance or state of the process", access -> {
            String owner = access.getTargetOwner().getName();
            String name = access.getTarget().getName();
            boolean withoutExecutor = owner.equals("java.util.concurrent.CompletableFuture")
                    && name.endsWith("Async")
                    && access.getDescription().matches(".*\\.\\w+Async\\([\\w.]+\\)>.*")
                    && !access.getDescription().contains("java.util.concurrent.Executor");
            return BANNED_WHOLE.contains(owner)
                    || BANNED.getOrDefault(owner, List.of()).contains(name)
                    || name.equals("parallelStream")
                    || withoutExecutor;
        });
    }
}
