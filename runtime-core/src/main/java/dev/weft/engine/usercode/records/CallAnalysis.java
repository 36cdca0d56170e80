package dev.weft.engine.usercode.records;

import dev.weft.engine.graph.functions.Lambda;
import dev.weft.engine.graph.functions.MethodResolver;
import dev.weft.engine.graph.functions.MethodResolver.Method;
import dev.weft.shaded.org.objectweb.asm.Opcodes;
import dev.weft.shaded.org.objectweb.asm.Type;
import dev.weft.shaded.org.objectweb.asm.tree.MethodInsnNode;
import dev.weft.shaded.org.objectweb.asm.tree.analysis.AnalyzerException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Interprocedural part of the escape analysis: analyzes a function's method and, on demand, the methods that it calls. Results are cached for each
 * method and exact receiver class. A call whose target is not certain, a native method, recursion, and anything beyond {@link #MOST_METHODS}
 * methods get the worst answer. One thread.
 */
final class CallAnalysis {

    private static final int MOST_METHODS = 100;
    private static final String OBJECT = "java/lang/Object";

    private final MethodResolver methods;
    private final Set<String> records = new HashSet<>();
    private final Map<Key, Optional<MethodAnalysis>> known = new HashMap<>();
    private final Set<Key> open = new HashSet<>();

    /** @param receiver the exact class of {@code this}, empty when it is not known or there is none */
    private record Key(String receiver, String owner, String name, String descriptor) {}

    /**
     * @param loader the loader of the function
     * @param record the class of the analyzed records; what their fields refer to is immutable
     */
    CallAnalysis(ClassLoader loader, Class<?> record) {
        methods = new MethodResolver(loader);
        for (Class<?> at = record; at != null; at = at.getSuperclass()) {
            records.add(Type.getInternalName(at));
        }
    }

    /**
     * An analyzed method that the engine calls.
     *
     * @param first the local variable slot of its first parameter
     */
    record Called(MethodAnalysis use, int first) {
        boolean onlyReadsFirst() {
            return use.effectOn(first) == ParameterEffect.READS;
        }

        boolean returnsWhatItMakes(Class<?> record) {
            return use.returnsFresh()
                    .filter(Type.getInternalName(record)::equals)
                    .isPresent();
        }

        /** @param collector how many slots after the first parameter's the collector comes */
        boolean collectsWhatItMakes(int collector, Class<?> record) {
            Set<String> classes = new HashSet<>();
            return use.emitsOnlyFresh(first + collector, classes)
                    && Set.of(Type.getInternalName(record)).containsAll(classes);
        }
    }

    /** Resolves and analyzes the method that runs when the engine calls this one on a function. */
    Optional<Called> called(Object function, String name, String descriptor) {
        Class<?> type = function.getClass();
        if (type.isHidden()) {
            return Lambda.of(function).flatMap(this::called);
        }
        String itself = Type.getInternalName(type);
        return methods.find(itself, name, descriptor)
                .flatMap(method -> look(method, itself))
                .map(use -> new Called(use, 1));
    }

    private Optional<Called> called(Lambda lambda) {
        String name = lambda.name();
        String descriptor = lambda.descriptor();
        Optional<MethodAnalysis> use = lambda.receiver()
                .map(receiver -> Type.getInternalName(receiver.getClass()))
                .map(type ->
                        methods.select(type, lambda.owner(), name, descriptor).flatMap(method -> look(method, type)))
                .orElseGet(() -> methods.find(lambda.owner(), name, descriptor)
                        .filter(Method::isStatic)
                        .flatMap(method -> look(method, "")));
        return use.map(body -> new Called(body, lambda.firstSlot()));
    }

    private Optional<MethodAnalysis> look(Method method, String receiver) {
        Key key =
                new Key(method.isStatic() ? "" : receiver, method.owner().name, method.code().name, method.code().desc);
        Optional<MethodAnalysis> before = known.get(key);
        if (before != null) {
            return before;
        }
        if (known.size() >= MOST_METHODS || !open.add(key)) {
            return Optional.empty();
        }
        try {
            Optional<MethodAnalysis> use = Optional.of(
                    new MethodAnalysis(method.owner().name, method.code(), records, new CalledFrom(key.receiver())));
            known.put(key, use);
            return use;
        } catch (AnalyzerException | RuntimeException e) {
            known.put(key, Optional.empty());
            return Optional.empty();
        } finally {
            open.remove(key);
        }
    }

    /** Answers for calls within a method whose {@code this} has a known exact class, or an unknown one (empty). */
    private final class CalledFrom implements MethodAnalysis.Calls {

        private final String self;
        private final Set<String> asked = new HashSet<>();

        CalledFrom(String self) {
            this.self = self;
        }

        @Override
        public ParameterEffect effect(MethodInsnNode call, List<? extends ValueOrigins> arguments, int slot) {
            if (call.owner.equals(OBJECT) && call.name.equals("<init>")) {
                return ParameterEffect.READS;
            }
            return once(call, "effect" + slot, () -> called(call, arguments).map(use -> use.effectOn(slot)))
                    .orElse(ParameterEffect.ESCAPES);
        }

        @Override
        public Optional<String> returnsFresh(MethodInsnNode call, List<? extends ValueOrigins> arguments) {
            if (Type.getReturnType(call.desc).getSort() != Type.OBJECT) {
                return Optional.empty();
            }
            return once(call, "returns", () -> called(call, arguments).flatMap(MethodAnalysis::returnsFresh));
        }

        @Override
        public boolean emitsOnlyFresh(
                MethodInsnNode call, List<? extends ValueOrigins> arguments, int slot, Set<String> classes) {
            return once(
                            call,
                            "emits" + slot,
                            () -> called(call, arguments).map(use -> use.emitsOnlyFresh(slot, classes)))
                    .orElse(false);
        }

        /** Cuts recursion: a question that is being answered has no answer yet. */
        private <T> Optional<T> once(MethodInsnNode call, String question, Supplier<Optional<T>> answer) {
            String asking = call.owner + '.' + call.name + call.desc + ' ' + question;
            if (!asked.add(asking)) {
                return Optional.empty();
            }
            try {
                return answer.get();
            } finally {
                asked.remove(asking);
            }
        }

        private Optional<MethodAnalysis> called(MethodInsnNode call, List<? extends ValueOrigins> arguments) {
            if (call.owner.startsWith("java/") || call.owner.startsWith("[")) {
                return Optional.empty();
            }
            Optional<Method> named = methods.find(call.owner, call.name, call.desc);
            if (call.getOpcode() == Opcodes.INVOKESTATIC) {
                return named.flatMap(method -> look(method, ""));
            }
            boolean onThis = !self.isEmpty() && arguments.get(0).isOnly(0);
            if (call.getOpcode() == Opcodes.INVOKESPECIAL) {
                return named.flatMap(method -> look(method, onThis ? self : ""));
            }
            if (onThis) {
                return methods.select(self, call.owner, call.name, call.desc).flatMap(method -> look(method, self));
            }
            return named.filter(Method::isAlone).flatMap(method -> look(method, ""));
        }
    }
}
