package dev.weft.streaming.util;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.functions.InvalidTypesException;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.java.typeutils.TypeExtractor;
import java.util.function.UnaryOperator;

/** How a harness copies records, so that later modifications are not visible. */
@FunctionalInterface
interface Copying {

    /** No copies. */
    Copying NONE = config -> UnaryOperator.identity();

    /** Copies by the class of each record, for streams of unknown type; a record without a type is not copied. */
    Copying BY_CLASS = config -> value -> copyByClass(value, config);

    /** The copier, with the settings at the time when the operator is opened. */
    UnaryOperator<Object> with(ExecutionConfig config);

    /** Copies by the type's serializer. */
    @SuppressWarnings("unchecked") // a serializer of the type copies its values
    static Copying of(TypeInformation<?> type) {
        return config -> {
            TypeSerializer<Object> serializer =
                    ((TypeInformation<Object>) type).createSerializer(config.getSerializerConfig());
            return serializer::copy;
        };
    }

    @SuppressWarnings("unchecked") // it is given for the values that it copies
    static Copying by(TypeSerializer<?> serializer) {
        return config -> ((TypeSerializer<Object>) serializer)::copy;
    }

    private static Object copyByClass(Object value, ExecutionConfig config) {
        if (value == null) {
            return null;
        }
        TypeInformation<Object> type;
        try {
            type = TypeExtractor.getForObject(value);
        } catch (InvalidTypesException e) {
            return value;
        }
        return type.createSerializer(config.getSerializerConfig()).copy(value);
    }
}
