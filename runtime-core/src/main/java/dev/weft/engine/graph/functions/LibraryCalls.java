package dev.weft.engine.graph.functions;

import dev.weft.shaded.org.objectweb.asm.Opcodes;
import dev.weft.shaded.org.objectweb.asm.Type;
import dev.weft.shaded.org.objectweb.asm.tree.MethodInsnNode;
import dev.weft.streaming.api.windowing.time.Time;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Constant folding of calls whose result depends on their arguments only: with known arguments they are really called. Covers
 * durations and numbers of the JDK and the API.
 */
final class LibraryCalls {

    /** Pure methods by class, by the internal name. */
    private static final Map<String, Predicate<String>> PURE = Map.of(
            Type.getInternalName(Duration.class), name -> true,
            Type.getInternalName(Time.class), name -> true,
            Type.getInternalName(dev.weft.api.common.time.Time.class), name -> true,
            Type.getInternalName(TimeUnit.class), name -> name.startsWith("to") || name.equals("convert"),
            Type.getInternalName(Math.class), name -> !name.equals("random"),
            Type.getInternalName(Long.class), LibraryCalls::isConversion,
            Type.getInternalName(Integer.class), LibraryCalls::isConversion);

    private LibraryCalls() {}

    /** Others read properties of the JVM. */
    private static boolean isConversion(String name) {
        return name.equals("valueOf") || name.endsWith("Value") || name.startsWith("parse");
    }

    /** Whether values of a class are immutable constants that the calls compute with. */
    static boolean isConstant(Object value) {
        return value instanceof Integer
                || value instanceof Long
                || value instanceof Duration
                || value instanceof TimeUnit
                || value instanceof Time
                || value instanceof dev.weft.api.common.time.Time;
    }

    /** Whether static fields of a class are the same in every JVM. */
    static boolean hasConstants(Class<?> owner) {
        return owner == Duration.class || owner == TimeUnit.class;
    }

    static boolean isPure(MethodInsnNode call) {
        return PURE.getOrDefault(call.owner, name -> false).test(call.name) && !call.name.equals("<init>");
    }

    /** The result for known arguments; unknown if an argument is, or if the call fails. */
    static Traced call(MethodInsnNode call, List<? extends Traced> arguments) {
        Type result = Type.getReturnType(call.desc);
        if (arguments.stream().anyMatch(each -> each.object().isEmpty())) {
            return Traced.unknown(result.getSize());
        }
        Object[] known = arguments.stream().map(each -> each.object().get()).toArray();
        boolean isStatic = call.getOpcode() == Opcodes.INVOKESTATIC;
        return Traced.of(
                result.getSize(),
                method(call)
                        .flatMap(method -> invoke(
                                method,
                                isStatic ? null : known[0],
                                List.of(known).subList(isStatic ? 0 : 1, known.length))));
    }

    private static Optional<Method> method(MethodInsnNode call) {
        try {
            Class<?> owner = Class.forName(call.owner.replace('/', '.'));
            return Stream.of(owner.getMethods())
                    .filter(method -> method.getName().equals(call.name)
                            && Type.getMethodDescriptor(method).equals(call.desc))
                    .findFirst();
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<Object> invoke(Method method, Object on, List<Object> arguments) {
        try {
            return Optional.ofNullable(method.invoke(on, arguments.toArray()));
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            // an overflow, for example: the task makes the same call, and tells what is wrong
            return Optional.empty();
        }
    }
}
