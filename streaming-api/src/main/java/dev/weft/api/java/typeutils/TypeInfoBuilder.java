package dev.weft.api.java.typeutils;

import dev.weft.api.common.functions.InvalidTypesException;
import dev.weft.api.common.typeinfo.BasicArrayTypeInfo;
import dev.weft.api.common.typeinfo.BasicTypeInfo;
import dev.weft.api.common.typeinfo.LocalTimeTypeInfo;
import dev.weft.api.common.typeinfo.PrimitiveArrayTypeInfo;
import dev.weft.api.common.typeinfo.SqlTimeTypeInfo;
import dev.weft.api.common.typeinfo.TypeInfoFactory;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.java.tuple.Tuple;
import dev.weft.types.Either;
import dev.weft.types.Row;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.time.temporal.Temporal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Builds type information from Java types, by the first rule that fits: factory, tuple, array, basic class, enum, either,
 * collection, record, POJO, generic. A type that contains itself is generic at the inner place. One use, one thread.
 */
final class TypeInfoBuilder {
    private final VariableTypes variables;
    private final Deque<Type> inProgress = new ArrayDeque<>();

    /** Builds with what is known of type variables from the types of inputs. */
    TypeInfoBuilder(VariableTypes variables) {
        this.variables = variables;
    }

    /**
     * Builds the type information of a type whose type variables are resolved as far as declarations tell.
     *
     * @throws InvalidTypesException if a part of it is missing
     */
    TypeInformation<?> build(Type type) {
        if (type instanceof TypeVariable<?> variable) {
            return variables
                    .find(variable)
                    .orElseThrow(() -> new InvalidTypesException("nothing tells what the type variable '"
                            + variable.getName() + "' of " + variable.getGenericDeclaration() + " stands for"));
        }
        if (!(type instanceof Class<?>)
                && !(type instanceof ParameterizedType)
                && !(type instanceof GenericArrayType)) {
            return build(TypeBindings.of(Object.class).resolve(type));
        }
        if (inProgress.contains(type)) {
            return new GenericTypeInfo<>(TypeBindings.rawClass(type));
        }
        inProgress.push(type);
        try {
            return buildNew(type);
        } finally {
            inProgress.pop();
        }
    }

    private TypeInformation<?> buildNew(Type type) {
        Class<?> raw = TypeBindings.rawClass(type);
        Optional<TypeInfoFactory<?>> factory = Factories.of(raw);
        if (factory.isPresent()) {
            return fromFactory(factory.get(), type);
        }
        if (Tuple.class.isAssignableFrom(raw)) {
            return tuple(type, raw);
        }
        if (raw.isArray()) {
            return array(type, raw);
        }
        TypeInformation<?> plain = plain(raw);
        if (plain != null) {
            return plain;
        }
        if (raw == Row.class) {
            throw new InvalidTypesException(
                    "a Row does not tell the types of its fields; name them by Types.ROW(...) or"
                            + " Types.ROW_NAMED(...)");
        }
        if (Either.class.isAssignableFrom(raw)) {
            List<TypeInformation<?>> sides = arguments(type, Either.class);
            return new EitherTypeInfo<>(sides.get(0), sides.get(1));
        }
        if (type instanceof ParameterizedType) {
            if (raw == List.class || raw == Collection.class) {
                return new ListTypeInfo<>(arguments(type, raw).get(0));
            }
            if (raw == Set.class) {
                return new SetTypeInfo<>(arguments(type, raw).get(0));
            }
            if (raw == Map.class) {
                List<TypeInformation<?>> arguments = arguments(type, raw);
                return new MapTypeInfo<>(arguments.get(0), arguments.get(1));
            }
        }
        if (raw.isRecord()) {
            return product(type, raw, recordFields(raw));
        }
        return PojoRules.violation(raw).isEmpty()
                ? product(type, raw, PojoRules.fieldsOf(raw))
                : new GenericTypeInfo<>(raw);
    }

    private static TypeInformation<?> plain(Class<?> raw) {
        TypeInformation<?> basic = BasicTypeInfo.getInfoFor(raw);
        if (basic != null) {
            return basic;
        }
        String packageName = raw.getPackageName();
        if (packageName.equals("java.sql")) {
            return SqlTimeTypeInfo.getInfoFor(raw);
        }
        if (packageName.equals("java.time") && Temporal.class.isAssignableFrom(raw)) {
            return LocalTimeTypeInfo.getInfoFor(raw.asSubclass(Temporal.class));
        }
        return enumInfo(raw);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the class is an enum
    private static TypeInformation<?> enumInfo(Class<?> raw) {
        if (raw.isEnum()) {
            return new EnumTypeInfo(raw);
        }
        boolean constantWithBody =
                raw.getSuperclass() != null && raw.getSuperclass().isEnum();
        return constantWithBody ? new EnumTypeInfo(raw.getSuperclass()) : null;
    }

    private List<TypeInformation<?>> arguments(Type type, Class<?> base) {
        TypeBindings bindings = TypeBindings.of(type);
        List<TypeInformation<?>> arguments = new ArrayList<>();
        for (int i = 0; i < base.getTypeParameters().length; i++) {
            arguments.add(build(bindings.argumentOf(base, i)));
        }
        return arguments;
    }

    private TypeInformation<?> fromFactory(TypeInfoFactory<?> factory, Type type) {
        Class<?> raw = TypeBindings.rawClass(type);
        TypeBindings bindings = TypeBindings.of(type);
        Map<String, TypeInformation<?>> parameters = new LinkedHashMap<>();
        for (TypeVariable<?> variable : raw.getTypeParameters()) {
            parameters.put(
                    variable.getName(), buildIfKnown(bindings.resolve(variable)).orElse(null));
        }
        TypeInformation<?> created = factory.createTypeInfo(type, parameters);
        if (created == null) {
            throw new InvalidTypesException(
                    factory.getClass().getName() + " returned no type information for " + type.getTypeName());
        }
        return created;
    }

    private Optional<TypeInformation<?>> buildIfKnown(Type type) {
        try {
            return Optional.of(build(type));
        } catch (InvalidTypesException e) {
            return Optional.empty();
        }
    }

    private TypeInformation<?> tuple(Type type, Class<?> raw) {
        if (raw == Tuple.class) {
            throw new InvalidTypesException("Tuple does not tell its fields; use one of Tuple1 to Tuple25");
        }
        Class<?> base = raw;
        boolean addsFields = false;
        while (base.getSuperclass() != Tuple.class) {
            addsFields |= !PojoRules.fieldsOf(base).stream()
                    .allMatch(field -> Tuple.class.isAssignableFrom(field.getDeclaringClass())
                            && field.getDeclaringClass().getSuperclass() == Tuple.class);
            base = base.getSuperclass();
        }
        if (addsFields) {
            return PojoRules.violation(raw).isEmpty()
                    ? product(type, raw, PojoRules.fieldsOf(raw))
                    : new GenericTypeInfo<>(raw);
        }
        if (base.getTypeParameters().length > 0 && type == base) {
            throw new InvalidTypesException(
                    "the type parameters of " + base.getSimpleName() + " are missing; name them by new TypeHint<"
                            + base.getSimpleName() + "<...>>() {} or Types.TUPLE(...)");
        }
        TypeInformation<?>[] fields = arguments(type, base).toArray(TypeInformation<?>[]::new);
        return new TupleTypeInfo<>(raw.asSubclass(Tuple.class), fields);
    }

    private TypeInformation<?> array(Type type, Class<?> raw) {
        if (raw.getComponentType().isPrimitive()) {
            return PrimitiveArrayTypeInfo.getInfoFor(raw);
        }
        TypeInformation<?> basic = BasicArrayTypeInfo.getInfoFor(raw);
        if (basic != null) {
            return basic;
        }
        Type component =
                type instanceof GenericArrayType generic ? generic.getGenericComponentType() : raw.getComponentType();
        TypeInformation<?> componentInfo = build(component);
        return component instanceof TypeVariable<?>
                ? ofElements(componentInfo)
                : ObjectArrayTypeInfo.getInfoFor(raw, componentInfo);
    }

    private static TypeInformation<?> ofElements(TypeInformation<?> component) {
        TypeInformation<?> basic =
                BasicArrayTypeInfo.getInfoFor(component.getTypeClass().arrayType());
        return basic != null ? basic : ObjectArrayTypeInfo.getInfoFor(component);
    }

    private static List<Field> recordFields(Class<?> raw) {
        List<Field> fields = new ArrayList<>();
        try {
            for (RecordComponent component : raw.getRecordComponents()) {
                fields.add(raw.getDeclaredField(component.getName()));
            }
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("A record without a field for a component: " + raw.getName(), e);
        }
        return fields;
    }

    private TypeInformation<?> product(Type type, Class<?> raw, List<Field> fields) {
        TypeBindings bindings = TypeBindings.of(type);
        List<PojoField> typed = new ArrayList<>();
        for (Field field : fields) {
            typed.add(new PojoField(field, fieldType(field, bindings)));
        }
        Map<String, TypeInformation<?>> parameters = new LinkedHashMap<>();
        for (TypeVariable<?> variable : raw.getTypeParameters()) {
            buildIfKnown(bindings.resolve(variable)).ifPresent(info -> parameters.put(variable.getName(), info));
        }
        return new PojoTypeInfo<>(raw, typed, parameters);
    }

    /** A field whose type is not fully known is left to the generic fallback. */
    private TypeInformation<?> fieldType(Field field, TypeBindings bindings) {
        Type type = bindings.resolve(field.getGenericType());
        Optional<TypeInfoFactory<?>> factory = Factories.of(field);
        if (factory.isPresent()) {
            return fromFactory(factory.get(), type);
        }
        return buildIfKnown(type).orElseGet(() -> new GenericTypeInfo<>(TypeBindings.rawClass(type)));
    }
}
