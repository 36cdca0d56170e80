package dev.weft.engine.graph.functions;

import dev.weft.api.common.functions.AbstractRichFunction;
import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.functions.RichFunction;
import dev.weft.api.common.functions.RuntimeContext;
import dev.weft.engine.graph.functions.MethodResolver.Method;
import dev.weft.engine.graph.functions.Traced.Role;
import dev.weft.runtime.state.FunctionInitializationContext;
import dev.weft.shaded.org.objectweb.asm.Opcodes;
import dev.weft.shaded.org.objectweb.asm.Type;
import dev.weft.shaded.org.objectweb.asm.tree.AbstractInsnNode;
import dev.weft.shaded.org.objectweb.asm.tree.FieldInsnNode;
import dev.weft.shaded.org.objectweb.asm.tree.MethodInsnNode;
import dev.weft.shaded.org.objectweb.asm.tree.MethodNode;
import dev.weft.shaded.org.objectweb.asm.tree.analysis.AnalyzerException;
import dev.weft.shaded.org.objectweb.asm.tree.analysis.Frame;
import dev.weft.streaming.api.checkpoint.CheckpointedFunction;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Symbolic execution of a function's {@code initializeState()} and {@code open()}, to find the states that every call of them
 * declares. A method is read up to its first branch or guarded block, because what comes behind may not run. Calls of the
 * function's own methods and of static ones are followed; names and types come from constants, fields and constructors of
 * descriptors.
 */
public final class StateReader {

    private static final int DEEPEST = 8;
    private static final int MOST_INSTRUCTIONS = 10_000;
    private static final String KEEPER = Type.getInternalName(AbstractRichFunction.class);
    private static final Set<String> KEYED_STATES =
            Set.of("getState", "getListState", "getReducingState", "getAggregatingState", "getMapState");
    private static final Set<String> UNKEYED_STATES = Set.of("getListState", "getUnionListState", "getBroadcastState");

    private final String self;
    private final MethodResolver resolver;
    private final KnownObjects objects;
    private final List<DeclaredState> declared = new ArrayList<>();
    /** What the methods have assigned to fields of the function. */
    private final Map<Field, Traced> assigned = new HashMap<>();
    /** Whether code that is not read may have assigned others. */
    private boolean escaped;

    private String reading = "";
    private int depth;
    private int instructions;

    private StateReader(Object function) {
        this.self = Type.getInternalName(function.getClass());
        this.resolver = new MethodResolver(function.getClass().getClassLoader());
        this.objects = new KnownObjects(function);
    }

    /** The states that a function certainly declares; it may declare more. */
    public static List<DeclaredState> declaredBy(Object function) {
        StateReader reader = new StateReader(function);
        if (function instanceof CheckpointedFunction) {
            reader.read("initializeState", FunctionInitializationContext.class, Traced.of(Role.INITIALIZATION));
        }
        if (function instanceof RichFunction) {
            reader.read("open", OpenContext.class, Traced.unknown(1));
        }
        return reader.declared;
    }

    private void read(String name, Class<?> parameter, Traced argument) {
        reading = name;
        String descriptor = Type.getMethodDescriptor(Type.VOID_TYPE, Type.getType(parameter));
        Optional<Method> method = resolver.find(self, name, descriptor);
        follow(method, List.of(Traced.of(Role.SELF), argument), Type.VOID_TYPE);
    }

    /** What a method returns. One that cannot be read to its end may do anything to the objects that it gets. */
    private Traced follow(Optional<Method> method, List<? extends Traced> arguments, Type result) {
        Optional<Traced> returned = method.flatMap(found -> run(found.code(), arguments));
        if (returned.isEmpty()) {
            escape(arguments);
        }
        return returned.orElseGet(() -> Traced.unknown(result.getSize()));
    }

    /** Nothing when the method has branches. */
    private Optional<Traced> run(MethodNode code, List<? extends Traced> arguments) {
        if (depth == DEEPEST) {
            return Optional.empty();
        }
        depth++;
        try {
            return execute(code, arguments);
        } catch (AnalyzerException e) {
            // no compiler writes such code
            return Optional.empty();
        } finally {
            depth--;
        }
    }

    private Optional<Traced> execute(MethodNode code, List<? extends Traced> arguments) throws AnalyzerException {
        Frame<Traced> frame = new Frame<>(code.maxLocals, code.maxStack);
        for (int slot = 0; slot < code.maxLocals; slot++) {
            frame.setLocal(slot, Traced.unknown(1));
        }
        int slot = 0;
        for (Traced argument : arguments) {
            frame.setLocal(slot, argument);
            slot += argument.getSize();
        }
        Execution execution = new Execution();
        for (AbstractInsnNode each : code.instructions) {
            if (mayLeave(each, code) || instructions++ > MOST_INSTRUCTIONS) {
                return Optional.empty();
            }
            int opcode = each.getOpcode();
            if (opcode == Opcodes.RETURN) {
                return Optional.of(Traced.unknown(1));
            }
            if (opcode >= Opcodes.IRETURN && opcode < Opcodes.RETURN) {
                return Optional.of(frame.pop());
            }
            if (opcode >= 0) {
                frame.execute(each, execution);
            }
        }
        return Optional.empty();
    }

    /** Whether what comes next may not run: behind a branch, or where an exception may be caught. */
    private static boolean mayLeave(AbstractInsnNode each, MethodNode code) {
        return switch (each.getType()) {
            case AbstractInsnNode.JUMP_INSN, AbstractInsnNode.TABLESWITCH_INSN, AbstractInsnNode.LOOKUPSWITCH_INSN ->
                true;
            case AbstractInsnNode.LABEL -> code.tryCatchBlocks.stream().anyMatch(block -> block.start == each);
            default -> each.getOpcode() == Opcodes.ATHROW;
        };
    }

    private void escape(List<? extends Traced> values) {
        if (values.stream().anyMatch(value -> value.is(Role.SELF))) {
            escaped = true;
            assigned.clear();
        }
    }

    /** Instructions of methods that may use the function and its stores of state. */
    private final class Execution extends SymbolicInterpreter {

        Execution() {
            super(objects);
        }

        @Override
        Optional<Object> field(FieldInsnNode read, Traced of) {
            Optional<Field> field = of.is(Role.SELF) ? objects.find(read) : Optional.empty();
            Traced own = field.map(assigned::get).orElse(null);
            return own != null ? own.object() : field.flatMap(any -> objects.valueOf(any, escaped));
        }

        @Override
        void assign(FieldInsnNode write, Traced of, Traced value) {
            if (of.is(Role.SELF)) {
                objects.find(write).ifPresent(field -> assigned.put(field, value));
            } else {
                escape(List.of(value));
            }
        }

        @Override
        void escape(List<? extends Traced> values) {
            StateReader.this.escape(values);
        }

        @Override
        Traced call(MethodInsnNode call, List<? extends Traced> arguments) {
            Type result = Type.getReturnType(call.desc);
            if (call.getOpcode() == Opcodes.INVOKESTATIC) {
                return follow(resolver.find(call.owner, call.name, call.desc), arguments, result);
            }
            Traced on = arguments.get(0);
            if (on.is(Role.SELF)) {
                Optional<Method> method = target(call);
                return method.filter(this::givesTheContext).isPresent()
                        ? Traced.of(Role.KEYED)
                        : follow(method, arguments, result);
            }
            if (on.is(Role.INITIALIZATION) && call.name.equals("getOperatorStateStore")) {
                return Traced.of(Role.UNKEYED);
            }
            if (on.is(Role.INITIALIZATION) && call.name.equals("getKeyedStateStore")) {
                return Traced.of(Role.KEYED);
            }
            if (on.is(Role.KEYED) && KEYED_STATES.contains(call.name)
                    || on.is(Role.UNKEYED) && UNKEYED_STATES.contains(call.name)) {
                declared.add(new DeclaredState(
                        reading, on.is(Role.KEYED), arguments.get(1).object().flatMap(KnownObjects::descriptor)));
            }
            escape(arguments);
            return Traced.unknown(result.getSize());
        }

        private Optional<Method> target(MethodInsnNode call) {
            return call.getOpcode() == Opcodes.INVOKESPECIAL
                    ? resolver.find(call.owner, call.name, call.desc)
                    : resolver.select(self, call.owner, call.name, call.desc);
        }

        /** Whether a method returns the context that the engine has given, which the function may have wrapped. */
        private boolean givesTheContext(Method method) {
            return method.code().name.equals("getRuntimeContext")
                    && method.owner().name.equals(KEEPER)
                    && resolver.find(
                                    self,
                                    "setRuntimeContext",
                                    Type.getMethodDescriptor(Type.VOID_TYPE, Type.getType(RuntimeContext.class)))
                            .filter(setter -> setter.owner().name.equals(KEEPER))
                            .isPresent();
        }
    }
}
