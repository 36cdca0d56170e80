package dev.weft.engine.usercode.records;

import dev.weft.engine.usercode.records.Bytecode.Method;
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
 * Looks at a method and at those that it calls, as far as it is certain which they are. A call that may be another's method, a native one or
 * one of too many counts as the worst.
 */
final class FunctionUse {

    private static final int MOST_METHODS = 100;
    private static final String OBJECT = "java/lang/Object";

    private final Bytecode bytecode;
    private final Set<String> records = new HashSet<>();
    private final Map<Key, Optional<MethodUse>> known = new HashMap<>();
    private final Set<Key> open = new HashSet<>();

    /** @param receiver the exact class of {@code this}, empty when it is not known or there is none */
    private record Key(String receiver, String owner, String name, String descriptor) {}

    /**
     * @param loader of the function
     * @param record the class of the records that it is about; what their fields refer to is immutable
     */
    FunctionUse(ClassLoader loader, Class<?> record) {
        bytecode = new Bytecode(loader);
        for (Class<?> at = record; at != null; at = at.getSuperclass()) {
            records.add(Type.getInternalName(at));
        }
    }

    /**
     * A method that the engine calls.
     *
     * @param first the slot of its first parameter
     */
    record Called(MethodUse use, int first) {
        boolean onlyReadsFirst() {
            return use.treatmentOf(first) == Treatment.READS;
        }

        boolean returnsWhatItMakes(Class<?> record) {
            return use.makes().filter(Type.getInternalName(record)::equals).isPresent();
        }

        /** @param collector how many slots after the first parameter's the collector comes */
        boolean collectsWhatItMakes(int collector, Class<?> record) {
            Set<String> classes = new HashSet<>();
            return use.gives(first + collector, classes)
                    && Set.of(Type.getInternalName(record)).containsAll(classes);
        }
    }

    /** The method that runs when this one of a function is called. */
    Optional<Called> called(Object function, String name, String descriptor) {
        Class<?> type = function.getClass();
        if (type.isHidden()) {
            return Lambda.of(function).flatMap(this::called);
        }
        String itself = Type.getInternalName(type);
        return bytecode.find(itself, name, descriptor)
                .flatMap(method -> look(method, itself))
                .map(use -> new Called(use, 1));
    }

    private Optional<Called> called(Lambda lambda) {
        String name = lambda.name();
        String descriptor = lambda.descriptor();
        Optional<MethodUse> use = lambda.receiver()
                .map(Type::getInternalName)
                .map(type ->
                        bytecode.select(type, lambda.owner(), name, descriptor).flatMap(method -> look(method, type)))
                .orElseGet(() -> bytecode.find(lambda.owner(), name, descriptor)
                        .filter(Method::isStatic)
                        .flatMap(method -> look(method, "")));
        return use.map(body -> new Called(body, lambda.firstSlot()));
    }

    private Optional<MethodUse> look(Method method, String receiver) {
        Key key =
                new Key(method.isStatic() ? "" : receiver, method.owner().name, method.code().name, method.code().desc);
        Optional<MethodUse> before = known.get(key);
        if (before != null) {
            return before;
        }
        if (known.size() >= MOST_METHODS || !open.add(key)) {
            return Optional.empty();
        }
        try {
            Optional<MethodUse> use = Optional.of(
                    new MethodUse(method.owner().name, method.code(), records, new CalledFrom(key.receiver())));
            known.put(key, use);
            return use;
        } catch (AnalyzerException | RuntimeException e) {
            known.put(key, Optional.empty());
            return Optional.empty();
        } finally {
            open.remove(key);
        }
    }

    /** The methods that are called where {@code this} is of a class that is known or not. */
    private final class CalledFrom implements MethodUse.Calls {

        private final String self;
        private final Set<String> asked = new HashSet<>();

        CalledFrom(String self) {
            this.self = self;
        }

        @Override
        public Treatment treatment(MethodInsnNode call, List<? extends Origins> arguments, int slot) {
            if (call.owner.equals(OBJECT) && call.name.equals("<init>")) {
                return Treatment.READS;
            }
            return once(call, "treatment" + slot, () -> called(call, arguments).map(use -> use.treatmentOf(slot)))
                    .orElse(Treatment.KEEPS);
        }

        @Override
        public Optional<String> makes(MethodInsnNode call, List<? extends Origins> arguments) {
            if (Type.getReturnType(call.desc).getSort() != Type.OBJECT) {
                return Optional.empty();
            }
            return once(call, "makes", () -> called(call, arguments).flatMap(MethodUse::makes));
        }

        @Override
        public boolean gives(MethodInsnNode call, List<? extends Origins> arguments, int slot, Set<String> classes) {
            return once(call, "gives" + slot, () -> called(call, arguments).map(use -> use.gives(slot, classes)))
                    .orElse(false);
        }

        /** A method that calls itself has no answer. */
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

        private Optional<MethodUse> called(MethodInsnNode call, List<? extends Origins> arguments) {
            if (call.owner.startsWith("java/") || call.owner.startsWith("[")) {
                return Optional.empty();
            }
            Optional<Method> named = bytecode.find(call.owner, call.name, call.desc);
            if (call.getOpcode() == Opcodes.INVOKESTATIC) {
                return named.flatMap(method -> look(method, ""));
            }
            boolean onThis = !self.isEmpty() && arguments.get(0).isOnly(0);
            if (call.getOpcode() == Opcodes.INVOKESPECIAL) {
                return named.flatMap(method -> look(method, onThis ? self : ""));
            }
            if (onThis) {
                return bytecode.select(self, call.owner, call.name, call.desc).flatMap(method -> look(method, self));
            }
            return named.filter(Method::isAlone).flatMap(method -> look(method, ""));
        }
    }
}
