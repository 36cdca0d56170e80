package dev.weft.engine.graph.functions;

import dev.weft.api.common.functions.AbstractRichFunction;
import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.functions.RichFunction;
import dev.weft.api.common.functions.RuntimeContext;
import dev.weft.engine.graph.functions.DeclaredState.Kind;
import dev.weft.engine.graph.functions.MethodResolver.Method;
import dev.weft.engine.graph.functions.Traced.Role;
import dev.weft.runtime.state.FunctionInitializationContext;
import dev.weft.runtime.state.StateInitializationContext;
import dev.weft.shaded.org.objectweb.asm.Opcodes;
import dev.weft.shaded.org.objectweb.asm.Type;
import dev.weft.shaded.org.objectweb.asm.tree.FieldInsnNode;
import dev.weft.shaded.org.objectweb.asm.tree.MethodInsnNode;
import dev.weft.streaming.api.checkpoint.CheckpointedFunction;
import dev.weft.streaming.api.functions.async.RichAsyncFunction;
import dev.weft.streaming.api.graph.StreamConfig;
import dev.weft.streaming.api.operators.AbstractStreamOperator;
import dev.weft.streaming.api.operators.AbstractUdfStreamOperator;
import dev.weft.streaming.api.operators.Output;
import dev.weft.streaming.api.operators.StreamingRuntimeContext;
import dev.weft.streaming.runtime.tasks.StreamTask;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Symbolic execution of the {@code initializeState()} and {@code open()} of a function or custom operator, to find the states
 * that every call of them declares. Calls of its own methods and of static ones are followed, each up to its first branch;
 * names and types come from constants, fields and constructors of descriptors.
 */
public final class StateReader {

    private static final String FUNCTION = Type.getInternalName(AbstractRichFunction.class);
    /** Wraps the context in one that refuses every state that is asked for. */
    private static final String ASYNC_FUNCTION = Type.getInternalName(RichAsyncFunction.class);

    private static final String OPERATOR = Type.getInternalName(AbstractStreamOperator.class);
    private static final String FUNCTION_OPERATOR = Type.getInternalName(AbstractUdfStreamOperator.class);
    private static final String OPEN = "open";
    private static final String INITIALIZE = "initializeState";
    private static final Set<String> KEYED_STATES =
            Set.of("getState", "getListState", "getReducingState", "getAggregatingState", "getMapState");
    private static final Set<String> UNKEYED_STATES = Set.of("getListState", "getUnionListState", "getBroadcastState");

    private final Object function;
    private final String self;
    private final MethodResolver resolver;
    private final KnownObjects objects;
    private final StraightLine execution = new StraightLine();
    private final List<DeclaredState> declared = new ArrayList<>();
    /** What the methods have assigned to fields of the function. */
    private final Map<Field, Traced> assigned = new HashMap<>();
    /** Whether code that is not read may have assigned others. */
    private boolean escaped;

    private String reading = "";

    private StateReader(Object function) {
        this.function = function;
        this.self = Type.getInternalName(function.getClass());
        this.resolver = new MethodResolver(function.getClass().getClassLoader());
        this.objects = new KnownObjects(function);
    }

    /** The states that a function or custom operator certainly declares; it may declare more. */
    public static List<DeclaredState> declaredBy(Object function) {
        StateReader reader = new StateReader(function);
        reader.readInitializeState();
        reader.readOpen();
        return reader.declared;
    }

    private void readInitializeState() {
        Traced context = Traced.of(Role.INITIALIZATION);
        if (function instanceof CheckpointedFunction) {
            read(INITIALIZE, List.of(context), FunctionInitializationContext.class);
        } else if (function instanceof AbstractStreamOperator<?>) {
            read(INITIALIZE, List.of(context), StateInitializationContext.class);
        }
    }

    private void readOpen() {
        if (function instanceof RichFunction) {
            read(OPEN, List.of(Traced.unknown(1)), OpenContext.class);
        } else if (function instanceof AbstractStreamOperator<?>) {
            read(OPEN, List.of());
        }
    }

    private void read(String name, List<Traced> arguments, Class<?>... parameters) {
        reading = name;
        List<Traced> all = new ArrayList<>(List.of(Traced.of(Role.SELF)));
        all.addAll(arguments);
        follow(method(name, void.class, parameters), all, Type.VOID_TYPE);
    }

    private Optional<Method> method(String name, Class<?> result, Class<?>... parameters) {
        Type[] types = Stream.of(parameters).map(Type::getType).toArray(Type[]::new);
        return resolver.find(self, name, Type.getMethodDescriptor(Type.getType(result), types));
    }

    /** What a method returns. One that cannot be read to its end may do anything to the objects that it gets. */
    private Traced follow(Optional<Method> method, List<? extends Traced> arguments, Type result) {
        method.filter(found -> found.owner().name.equals(FUNCTION_OPERATOR)).ifPresent(this::readFunction);
        Optional<Traced> returned = method.flatMap(found -> execution.run(found.code(), arguments, new Execution()));
        if (returned.isEmpty()) {
            escape(arguments);
        }
        return returned.orElseGet(() -> Traced.unknown(result.getSize()));
    }

    /** Reads the function that an operator opens or initializes, if it gives it the context of the engine. */
    private void readFunction(Method called) {
        AbstractUdfStreamOperator<?, ?> operator = (AbstractUdfStreamOperator<?, ?>) function;
        boolean isSetUp = method("setup", void.class, StreamTask.class, StreamConfig.class, Output.class)
                        .filter(setup -> setup.owner().name.equals(FUNCTION_OPERATOR))
                        .isPresent()
                && method("getRuntimeContext", StreamingRuntimeContext.class)
                        .filter(StateReader::givesTheOperatorsContext)
                        .isPresent();
        if (!isSetUp) {
            return;
        }
        StateReader reader = new StateReader(operator.getUserFunction());
        if (called.code().name.equals(OPEN)) {
            reader.readOpen();
        } else if (called.code().name.equals(INITIALIZE)) {
            reader.readInitializeState();
        }
        declared.addAll(reader.declared);
    }

    private static boolean givesTheOperatorsContext(Method method) {
        return method.owner().name.equals(OPERATOR) && method.code().name.equals("getRuntimeContext");
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
                return callOwn(target(call), arguments, result);
            }
            if (on.is(Role.INITIALIZATION) && call.name.equals("getOperatorStateStore")) {
                return Traced.of(Role.UNKEYED);
            }
            if (on.is(Role.INITIALIZATION) && call.name.equals("getKeyedStateStore")) {
                return Traced.of(Role.KEYED);
            }
            if (on.is(Role.KEYED) && KEYED_STATES.contains(call.name)
                    || on.is(Role.UNKEYED) && UNKEYED_STATES.contains(call.name)) {
                declare(on.is(Role.KEYED) ? Kind.KEYED : Kind.UNKEYED, arguments.get(1));
            }
            escape(arguments);
            return Traced.unknown(result.getSize());
        }

        private Traced callOwn(Optional<Method> method, List<? extends Traced> arguments, Type result) {
            if (method.filter(this::givesTheContext).isPresent()) {
                return Traced.of(Role.KEYED);
            }
            boolean isOfOperator =
                    method.filter(own -> own.owner().name.equals(OPERATOR)).isPresent();
            if (isOfOperator && method.get().code().name.equals("getPartitionedState")) {
                boolean hasNamespace = arguments.size() > 2;
                declare(Kind.KEYED, hasNamespace ? Traced.unknown(1) : arguments.get(1));
            } else if (isOfOperator && method.get().code().name.equals("getInternalTimerService")) {
                declare(Kind.TIMERS, Traced.unknown(1));
            }
            return follow(method, arguments, result);
        }

        private void declare(Kind kind, Traced descriptor) {
            String place = reading + "() of " + function.getClass().getName();
            declared.add(new DeclaredState(place, kind, descriptor.object().flatMap(KnownObjects::descriptor)));
        }

        private Optional<Method> target(MethodInsnNode call) {
            return call.getOpcode() == Opcodes.INVOKESPECIAL
                    ? resolver.find(call.owner, call.name, call.desc)
                    : resolver.select(self, call.owner, call.name, call.desc);
        }

        /** Whether a method returns the context that the engine has given, which the function may have wrapped. */
        private boolean givesTheContext(Method method) {
            return givesTheOperatorsContext(method)
                    || method.code().name.equals("getRuntimeContext")
                            && method.owner().name.equals(FUNCTION)
                            && method("setRuntimeContext", void.class, RuntimeContext.class)
                                    .map(setter -> setter.owner().name)
                                    .filter(owner -> owner.equals(FUNCTION) || owner.equals(ASYNC_FUNCTION))
                                    .isPresent();
        }
    }
}
