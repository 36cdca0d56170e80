package dev.weft.engine.graph.functions;

import dev.weft.api.common.state.AggregatingStateDescriptor;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.state.ReducingStateDescriptor;
import dev.weft.api.common.state.StateDescriptor;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.TypeHint;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.typeutils.ListTypeInfo;
import dev.weft.api.java.typeutils.MapTypeInfo;
import dev.weft.api.java.typeutils.TypeExtractor;
import dev.weft.shaded.org.objectweb.asm.Opcodes;
import dev.weft.shaded.org.objectweb.asm.Type;
import dev.weft.shaded.org.objectweb.asm.tree.FieldInsnNode;
import dev.weft.shaded.org.objectweb.asm.tree.MethodInsnNode;
import java.io.Externalizable;
import java.io.Serializable;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Objects that a method uses and that are the same before the program runs: names, classes, types of the API and descriptors of
 * states, from constants, from the fields of a function, and from the makers of the API, which are really called.
 */
final class KnownObjects {

    private static final String TYPES = Type.getInternalName(Types.class);
    private static final String TYPE = Type.getInternalName(TypeInformation.class);
    private static final Map<Class<?>, StateDescriptor.Type> DESCRIPTORS = Map.of(
            ValueStateDescriptor.class, StateDescriptor.Type.VALUE,
            ListStateDescriptor.class, StateDescriptor.Type.LIST,
            ReducingStateDescriptor.class, StateDescriptor.Type.REDUCING,
            AggregatingStateDescriptor.class, StateDescriptor.Type.AGGREGATING,
            MapStateDescriptor.class, StateDescriptor.Type.MAP);

    private final Object function;
    private final ClassLoader loader;
    private final boolean isReadAsWritten;

    KnownObjects(Object function) {
        this.function = function;
        this.loader = function.getClass().getClassLoader();
        this.isReadAsWritten = !(function instanceof Externalizable)
                && classes(function.getClass()).noneMatch(KnownObjects::readsItself);
    }

    private static Stream<Class<?>> classes(Class<?> lowest) {
        return Stream.<Class<?>>iterate(lowest, each -> each != null, Class::getSuperclass);
    }

    private static boolean readsItself(Class<?> type) {
        return Stream.of(type.getDeclaredMethods())
                .anyMatch(method -> method.getName().equals("readObject")
                        || method.getName().equals("readResolve")
                        || method.getName().equals("writeReplace"));
    }

    Optional<Object> classOf(Type type) {
        return type.getSort() == Type.OBJECT ? load(type.getInternalName()).map(Object.class::cast) : Optional.empty();
    }

    private Optional<Class<?>> load(String internalName) {
        try {
            return Optional.of(Class.forName(internalName.replace('/', '.'), false, loader));
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty();
        }
    }

    // ---- fields ----

    Optional<Field> find(FieldInsnNode use) {
        try {
            return load(use.owner).stream()
                    .flatMap(KnownObjects::classes)
                    .flatMap(each -> Stream.of(each.getDeclaredFields()))
                    .filter(field -> field.getName().equals(use.name)
                            && Type.getDescriptor(field.getType()).equals(use.desc))
                    .findFirst();
        } catch (LinkageError e) {
            return Optional.empty();
        }
    }

    /**
     * What a constant is. Classes are not initialized for that, which may do things that only a task should do. Numbers and
     * durations of the user's classes are not constants: another JVM may initialize them otherwise, by its properties.
     */
    Optional<Object> constant(Field field) {
        Class<?> owner = field.getDeclaringClass();
        boolean isInitialized = owner.isInstance(function)
                || owner == function.getClass().getNestHost()
                || LibraryCalls.hasConstants(owner)
                || owner.getClassLoader() == TypeInformation.class.getClassLoader()
                        && TypeInformation.class.isAssignableFrom(field.getType());
        boolean isConstant = Modifier.isStatic(field.getModifiers()) && Modifier.isFinal(field.getModifiers());
        return isConstant && isInitialized
                ? read(field, null).filter(value -> LibraryCalls.hasConstants(owner) || !LibraryCalls.isConstant(value))
                : Optional.empty();
    }

    /**
     * What a field of the function holds in a task, where no method has assigned it.
     *
     * @param assigned whether one may have
     */
    Optional<Object> valueOf(Field field, boolean assigned) {
        int modifiers = field.getModifiers();
        boolean isKept = !Modifier.isStatic(modifiers)
                && !Modifier.isTransient(modifiers)
                && Serializable.class.isAssignableFrom(field.getDeclaringClass())
                && isReadAsWritten;
        return isKept && (Modifier.isFinal(modifiers) || !assigned) ? read(field, function) : Optional.empty();
    }

    private static Optional<Object> read(Field field, Object of) {
        try {
            field.setAccessible(true);
            return Optional.ofNullable(field.get(of)).filter(KnownObjects::isUnderstood);
        } catch (IllegalAccessException | InaccessibleObjectException | LinkageError e) {
            return Optional.empty();
        }
    }

    private static boolean isUnderstood(Object value) {
        return value instanceof String
                || value instanceof Class<?>
                || value instanceof TypeInformation<?>
                || LibraryCalls.isConstant(value)
                || descriptor(value).isPresent();
    }

    // ---- arrays of arguments ----

    Optional<Object> array(String component, Traced length) {
        return load(component)
                .filter(type -> type == TypeInformation.class || type == String.class)
                .flatMap(type ->
                        length.object().filter(Integer.class::isInstance).map(n -> Array.newInstance(type, (int) n)));
    }

    void store(Traced array, Traced index, Traced value) {
        boolean isKnown = array.object().isPresent()
                && index.object().isPresent()
                && value.object()
                        .filter(array.object().get().getClass().getComponentType()::isInstance)
                        .isPresent();
        if (isKnown) {
            Array.set(
                    array.object().get(),
                    (int) index.object().get(),
                    value.object().get());
        } else {
            array.becomes(Optional.empty());
        }
    }

    // ---- makers of types and descriptors ----

    boolean isMaker(MethodInsnNode call) {
        return switch (call.name) {
            case "<init>" -> load(call.owner).filter(KnownObjects::isMade).isPresent();
            case "getTypeInfo" ->
                load(call.owner).filter(TypeHint.class::isAssignableFrom).isPresent();
            default ->
                call.getOpcode() == Opcodes.INVOKESTATIC && (call.owner.equals(TYPES) || call.owner.equals(TYPE));
        };
    }

    private static boolean isMade(Class<?> type) {
        return DESCRIPTORS.containsKey(type) || type.getSuperclass() == TypeHint.class;
    }

    /** A hint stands for its type. */
    Traced make(MethodInsnNode call, List<? extends Traced> arguments) {
        if (!call.name.equals("<init>")) {
            return Traced.of(
                    1, call.name.equals("getTypeInfo") ? arguments.get(0).object() : type(call, arguments));
        }
        Class<?> type = load(call.owner).orElseThrow();
        arguments
                .get(0)
                .becomes(
                        type.getSuperclass() == TypeHint.class
                                ? hinted(type)
                                : descriptor(DESCRIPTORS.get(type), call, arguments));
        return Traced.unknown(1);
    }

    private Optional<Object> type(MethodInsnNode call, List<? extends Traced> arguments) {
        if (arguments.stream().anyMatch(each -> each.object().isEmpty())) {
            return Optional.empty();
        }
        Object[] known = arguments.stream().map(each -> each.object().get()).toArray();
        if (known.length == 1 && known[0] instanceof TypeInformation<?> && call.owner.equals(TYPE)) {
            return Optional.of(known[0]);
        }
        Class<?> maker = call.owner.equals(TYPE) ? TypeInformation.class : Types.class;
        return Stream.of(maker.getMethods())
                .filter(method -> method.getName().equals(call.name)
                        && Type.getMethodDescriptor(method).equals(call.desc))
                .findFirst()
                .flatMap(method -> invoke(method, known));
    }

    private static Optional<Object> invoke(Method maker, Object[] arguments) {
        try {
            return Optional.ofNullable(maker.invoke(null, arguments));
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            // the task calls it again, and tells what is wrong
            return Optional.empty();
        }
    }

    private static Optional<Object> hinted(Class<?> hint) {
        try {
            return hint.getGenericSuperclass() instanceof ParameterizedType captured
                    ? Optional.of(TypeExtractor.createTypeInfo(captured.getActualTypeArguments()[0]))
                    : Optional.empty();
        } catch (RuntimeException | LinkageError e) {
            return Optional.empty();
        }
    }

    /** Name, kind and type of a descriptor. */
    static Optional<StateDescriptor<?, ?>> descriptor(Object value) {
        if (value instanceof DescriptorOutline made) {
            return Optional.of(made);
        }
        return DESCRIPTORS.containsKey(value.getClass())
                ? Optional.of(DescriptorOutline.of((StateDescriptor<?, ?>) value))
                : Optional.empty();
    }

    private static Optional<Object> descriptor(
            StateDescriptor.Type kind, MethodInsnNode call, List<? extends Traced> arguments) {
        Type[] parameters = Type.getArgumentTypes(call.desc);
        List<TypeInformation<?>> types = new ArrayList<>();
        for (int i = 1; i < parameters.length; i++) {
            String parameter = parameters[i].getInternalName();
            if (parameter.equals(TYPE) || parameter.equals("java/lang/Class")) {
                arguments.get(i + 1).object().flatMap(KnownObjects::type).ifPresent(types::add);
            }
        }
        boolean areKnown = types.size() == (kind == StateDescriptor.Type.MAP ? 2 : 1);
        return areKnown
                ? arguments.get(1).object().map(name -> new DescriptorOutline(kind, (String) name, typeOf(kind, types)))
                : Optional.empty();
    }

    @SuppressWarnings("unchecked") // nothing but the type is asked for
    private static TypeInformation<Object> typeOf(StateDescriptor.Type kind, List<TypeInformation<?>> types) {
        TypeInformation<?> type = switch (kind) {
            case LIST -> new ListTypeInfo<>(types.get(0));
            case MAP -> new MapTypeInfo<>(types.get(0), types.get(1));
            default -> types.get(0);
        };
        return (TypeInformation<Object>) type;
    }

    private static Optional<TypeInformation<?>> type(Object argument) {
        try {
            return Optional.of(
                    argument instanceof Class<?> type ? TypeInformation.of(type) : (TypeInformation<?>) argument);
        } catch (RuntimeException | LinkageError e) {
            return Optional.empty();
        }
    }
}
