package dev.weft.streaming.api.datastream;

import dev.weft.api.common.InvalidProgramException;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.CompositeType.InvalidFieldReferenceException;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.api.java.typeutils.access.FieldAccessor;
import java.util.function.Supplier;

/** Key selector for a single field, the key of a custom partitioner. */
record OneFieldSelector<T, K>(FieldAccessor<T, K> field) implements KeySelector<T, K> {
    static <T, K> OneFieldSelector<T, K> of(TypeInformation<T> type, int position) {
        return of(type, String.valueOf(position), () -> FieldAccessor.of(type, position));
    }

    static <T, K> OneFieldSelector<T, K> of(TypeInformation<T> type, String expression) {
        return of(type, '"' + expression + '"', () -> FieldAccessor.of(type, expression));
    }

    private static <T, K> OneFieldSelector<T, K> of(
            TypeInformation<T> type, String asked, Supplier<FieldAccessor<T, K>> field) {
        try {
            return new OneFieldSelector<>(field.get());
        } catch (InvalidFieldReferenceException e) {
            throw new InvalidProgramException(
                    "partitionCustom(partitioner, " + asked + ") on elements of " + type + ": " + e.getMessage(), e);
        }
    }

    @Override
    public K getKey(T value) {
        return field.get(value);
    }
}
