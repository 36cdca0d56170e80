package dev.weft.api.java.typeutils;

import dev.weft.api.common.typeinfo.BasicArrayTypeInfo;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.java.tuple.Tuple;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Infers type variables from the types of inputs: a function declared for {@code Tuple2<K, Long>} whose input is a
 * tuple of a text and a number binds K to text. For one thread.
 */
final class VariableTypes {
    private final Map<TypeVariable<?>, TypeInformation<?>> known = new HashMap<>();

    Optional<TypeInformation<?>> find(TypeVariable<?> variable) {
        return Optional.ofNullable(known.get(variable));
    }

    /** Matches a declared type with what the input is; parts that don't fit teach nothing. */
    void learn(Type declared, TypeInformation<?> actual) {
        if (declared instanceof TypeVariable<?> variable) {
            known.putIfAbsent(variable, actual);
        } else if (declared instanceof GenericArrayType array) {
            learnComponent(array.getGenericComponentType(), actual);
        } else if (declared instanceof ParameterizedType) {
            learnArguments(declared, actual);
        }
    }

    private void learnComponent(Type component, TypeInformation<?> actual) {
        if (actual instanceof ObjectArrayTypeInfo<?, ?> array) {
            learn(component, array.getComponentInfo());
        } else if (actual instanceof BasicArrayTypeInfo<?, ?> array) {
            learn(component, array.getComponentInfo());
        }
    }

    private void learnArguments(Type declared, TypeInformation<?> actual) {
        Class<?> raw = TypeBindings.rawClass(declared);
        Map<String, TypeInformation<?>> parameters = actual.getGenericParameters();
        TypeVariable<?>[] variables = raw.getTypeParameters();
        TypeBindings bindings = TypeBindings.of(declared);
        if (actual instanceof TupleTypeInfo<?> tuple && Tuple.class.isAssignableFrom(raw)) {
            Class<?> base = Tuple.getTupleClass(tuple.getArity());
            if (base.isAssignableFrom(raw)) {
                variables = base.getTypeParameters();
            }
        }
        for (TypeVariable<?> variable : variables) {
            TypeInformation<?> parameter = parameters.get(variable.getName());
            if (parameter != null) {
                learn(bindings.resolve(variable), parameter);
            }
        }
    }
}
