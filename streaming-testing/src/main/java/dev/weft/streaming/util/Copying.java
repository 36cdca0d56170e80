package dev.weft.streaming.util;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.functions.InvalidTypesException;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.java.typeutils.TypeExtractor;
import java.util.function.UnaryOperator;

/** How records are copied, so that nobody sees what is done to them later. */
@FunctionalInterface
interface Copying {

    /** Hands over the record itself. */
    Copying NONE = config -> UnaryOperator.identity();

    /** By the class of each record, for streams whose type is not known; a record without a type is handed over itself. */
    Copying BY_CLASS = config -> value -> copyByClass(value, config);

    /** What copies, with the settings that hold when the operator is opened. */
    UnaryOperator<Object> with(ExecutionConfig config);

    /** By the serializer of the type. */
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
