package dev.weft.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaMethodReference;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.weft.engine.common.EventLoop;
import dev.weft.engine.common.LoopOwned;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/**
 * Confinement of objects to event loops ({@link LoopOwned}). A class with a loop of its own must not let others reach its
 * state without an assertion; a ledger without a loop is called only by loop-owned classes; and state of the control plane
 * that changes has an owner. What a method reaches is followed through the methods of its own file.
 */
@AnalyzeClasses(packages = "dev.weft", importOptions = ImportOption.DoNotIncludeTests.class)
class OwnershipTest {

    /** Where every object that changes belongs to a loop. */
    private static final List<String> CONTROL_PLANE = List.of(
            "dev.weft.engine.jobmaster",
            "dev.weft.engine.jobmaster.checkpoint",
            "dev.weft.engine.jobmaster.failover",
            "dev.weft.engine.jobmaster.source",
            "dev.weft.engine.resourcemanager",
            "dev.weft.engine.dispatcher",
            "dev.weft.engine.taskexecutor",
            "dev.weft.engine.entrypoint",
            "dev.weft.yarn.appmaster");

    /** Safe from any thread: immutable, or as their comments say. */
    private static final Set<String> SHARED = Set.of(
            "dev.weft.engine.dispatcher.PublishedViews",
            "dev.weft.engine.jobmaster.failover.FailoverRegions",
            "dev.weft.yarn.appmaster.Lazy",
            "dev.weft.yarn.appmaster.StagingCleanup");

    private static final String NETTY = "dev.weft.shaded.io.netty.";

    @ArchTest
    static final ArchRule aClassWithALoopAssertsItBeforeOthersReachItsState =
            classes().that(areLoopOwnedAndHaveTheirLoop()).should(letNobodyReachTheirStateWithoutAnAssertion());

    @ArchTest
    static final ArchRule aLedgerWithoutALoopIsCalledByLoopOwnedClassesOnly =
            classes().that(areLedgers()).should(beCalledByLoopOwnedClassesOnly());

    @ArchTest
    static final ArchRule whatChangesInTheControlPlaneHasAnOwner = classes()
            .that(DescribedPredicate.describe(
                    "are of the control plane and change",
                    type -> CONTROL_PLANE.contains(type.getPackageName())
                            && type.equals(outermost(type))
                            && !SHARED.contains(type.getName())
                            && changes(type)))
            .should(new ArchCondition<>("be loop-owned") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    boolean owned = Stream.concat(Stream.of(type), type.getAllRawInterfaces().stream())
                            .anyMatch(OwnershipTest::isLoopOwned);
                    events.add(new SimpleConditionEvent(
                            type, owned, type.getName() + " changes and is not marked as @LoopOwned"));
                }
            });

    private static DescribedPredicate<JavaClass> areLoopOwnedAndHaveTheirLoop() {
        return DescribedPredicate.describe(
                "are loop-owned and have their loop", type -> isLoopOwned(type) && hasLoop(type));
    }

    private static DescribedPredicate<JavaClass> areLedgers() {
        return DescribedPredicate.describe(
                "are loop-owned and have no loop", type -> isLoopOwned(type) && !hasLoop(type));
    }

    private static ArchCondition<JavaClass> letNobodyReachTheirStateWithoutAnAssertion() {
        return new ArchCondition<>("let nobody reach their state without an assertion") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Reach reach = new Reach();
                membersOf(type)
                        .flatMap(member -> member.getMethods().stream())
                        .filter(OwnershipTest::isForOthers)
                        .filter(method -> !isCalledByNetty(method))
                        .filter(reach::isUnasserted)
                        .forEach(method -> events.add(SimpleConditionEvent.violated(
                                method, method.getFullName() + " reaches state without asserting its loop")));
            }
        };
    }

    private static ArchCondition<JavaClass> beCalledByLoopOwnedClassesOnly() {
        return new ArchCondition<>("be called by loop-owned classes only") {
            @Override
            public void check(JavaClass ledger, ConditionEvents events) {
                ledger.getMethodCallsToSelf().stream()
                        .filter(call -> !isLoopOwned(outermost(call.getOriginOwner())))
                        // A function is given the ledger by its caller.
                        .filter(call -> !call.getOrigin().getModifiers().contains(JavaModifier.STATIC))
                        .filter(call -> !isStatic(call))
                        .forEach(call -> events.add(SimpleConditionEvent.violated(ledger, call.getDescription())));
            }
        };
    }

    /** Follows what methods reach, within one file. */
    private static final class Reach {
        private final Map<JavaCodeUnit, Boolean> known = new HashMap<>();

        /** Whether the method reaches state that changes although nothing has asserted the loop. */
        boolean isUnasserted(JavaCodeUnit method) {
            Boolean before = known.putIfAbsent(method, false);
            if (before == null) {
                known.put(method, find(method));
            }
            return known.get(method);
        }

        private boolean find(JavaCodeUnit method) {
            if (asserts(method)) {
                return false;
            }
            boolean enqueues = enqueues(method);
            return method.getAccessesFromSelf().stream()
                    .filter(access -> !enqueues || !isDeferred(access))
                    .anyMatch(this::reachesState);
        }

        private boolean reachesState(JavaAccess<?> access) {
            JavaClass owner = access.getTargetOwner();
            if (!isOfOneFile(owner, access.getOriginOwner())) {
                return isLoopOwned(owner) && !hasLoop(owner) && !isStatic(access) && !isConstructor(access);
            }
            return access.getTarget()
                    .resolveMember()
                    .filter(member -> member instanceof JavaField field
                            ? isState(field)
                            : member instanceof JavaMethod called && isUnasserted(called))
                    .isPresent();
        }
    }

    /** By itself, or by a method of its file that does. */
    private static boolean asserts(JavaCodeUnit method) {
        return assertsItself(method)
                || calls(method)
                        .filter(call -> isOfOneFile(call.getTargetOwner(), method.getOwner()))
                        .anyMatch(call -> call.getTarget()
                                .resolveMember()
                                .filter(OwnershipTest::assertsItself)
                                .isPresent());
    }

    private static boolean assertsItself(JavaCodeUnit method) {
        return calls(method)
                .anyMatch(call ->
                        isOnLoop(call) && Set.of("assertInLoop", "inEventLoop").contains(call.getName()));
    }

    /** By itself, or by a method of its file that takes the event. */
    private static boolean enqueues(JavaCodeUnit method) {
        return calls(method)
                .anyMatch(call -> isOnLoop(call)
                        ? Set.of("execute", "schedule").contains(call.getName())
                        : isOfOneFile(call.getTargetOwner(), method.getOwner())
                                && call.getTarget().getRawParameterTypes().stream()
                                        .anyMatch(type -> type.isEquivalentTo(Runnable.class))
                                && call.getTarget()
                                        .resolveMember()
                                        .filter(OwnershipTest::enqueues)
                                        .isPresent());
    }

    private static Stream<JavaMethodCall> calls(JavaCodeUnit method) {
        return method.getMethodCallsFromSelf().stream().filter(call -> !call.isDeclaredInLambda());
    }

    private static boolean isOnLoop(JavaMethodCall call) {
        JavaClass owner = call.getTargetOwner();
        return owner.isAssignableTo(EventLoop.class)
                || owner.getName().startsWith(NETTY) && owner.isAssignableTo(Executor.class);
    }

    /** In a lambda or a method reference, which may run later. */
    private static boolean isDeferred(JavaAccess<?> access) {
        return access.isDeclaredInLambda() || access instanceof JavaMethodReference;
    }

    private static boolean changes(JavaClass type) {
        return membersOf(type).flatMap(member -> member.getFields().stream()).anyMatch(OwnershipTest::isState);
    }

    private static boolean isState(JavaField field) {
        Set<JavaModifier> modifiers = field.getModifiers();
        if (modifiers.contains(JavaModifier.STATIC)
                || modifiers.contains(JavaModifier.VOLATILE)
                || field.getOwner().isRecord()
                || field.getRawType().getName().startsWith(NETTY)) {
            return false;
        }
        JavaClass type = field.getRawType();
        return !type.getPackageName().equals("java.util.concurrent")
                && (!modifiers.contains(JavaModifier.FINAL)
                        || type.isAssignableTo(Map.class)
                        || type.isAssignableTo(Collection.class));
    }

    private static boolean isForOthers(JavaMethod method) {
        Set<JavaModifier> modifiers = method.getModifiers();
        return !modifiers.contains(JavaModifier.PRIVATE)
                && !modifiers.contains(JavaModifier.STATIC)
                && !modifiers.contains(JavaModifier.SYNTHETIC);
    }

    private static boolean isStatic(JavaAccess<?> access) {
        return access.getTarget()
                .resolveMember()
                .filter(member -> member.getModifiers().contains(JavaModifier.STATIC))
                .isPresent();
    }

    private static boolean isConstructor(JavaAccess<?> access) {
        return access instanceof JavaConstructorCall;
    }

    private static boolean isLoopOwned(JavaClass type) {
        return type.isAnnotatedWith(LoopOwned.class);
    }

    /** A loop of the engine, or the channel of a netty handler, whose loop is netty's. */
    private static boolean hasLoop(JavaClass type) {
        return type.getFields().stream()
                .anyMatch(field -> field.getRawType().isAssignableTo(EventLoop.class)
                        || field.getRawType().getName().startsWith(NETTY));
    }

    /** Netty calls the methods that it declares on the channel's loop. */
    private static boolean isCalledByNetty(JavaMethod method) {
        return Stream.concat(
                        method.getOwner().getAllRawSuperclasses().stream(),
                        method.getOwner().getAllRawInterfaces().stream())
                .filter(type -> type.getName().startsWith(NETTY))
                .flatMap(type -> type.getMethods().stream())
                .anyMatch(declared -> declared.getName().equals(method.getName()));
    }

    /** The class and those within it. */
    private static Stream<JavaClass> membersOf(JavaClass type) {
        return type.getPackage().getClasses().stream()
                .filter(member -> outermost(member).equals(type));
    }

    private static boolean isOfOneFile(JavaClass one, JavaClass other) {
        return outermost(one).equals(outermost(other));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(OwnershipTest::outermost).orElse(type);
    }
}
