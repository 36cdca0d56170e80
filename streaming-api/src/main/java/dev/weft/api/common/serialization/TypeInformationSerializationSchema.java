package dev.weft.api.common.serialization;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.core.memory.DataInputDeserializer;
import dev.weft.core.memory.DataOutputSerializer;
import dev.weft.util.FlinkRuntimeException;
import java.io.IOException;
import java.util.Objects;

/**
 * Elements as the bytes that the serializer of their type makes, and back: for data that only jobs of this engine read, with
 * the same type and the same configuration. The bytes carry no description of the type; fields that are added to a class make
 * messages unreadable that were written before.
 *
 * <p>A schema that is used belongs to one thread.
 *
 * @param <T> the elements
 */
public class TypeInformationSerializationSchema<T> implements DeserializationSchema<T>, SerializationSchema<T> {

    private static final long serialVersionUID = 1L;

    private static final int FIRST_BYTES = 64;

    private final TypeInformation<T> typeInfo;
    private final TypeSerializer<T> serializer;

    private transient DataOutputSerializer out;
    private transient DataInputDeserializer in;

    /**
     * Elements by the serializer that the type creates.
     *
     * @param config what the program has registered for its types, such as {@code env.getConfig()}
     */
    public TypeInformationSerializationSchema(TypeInformation<T> typeInfo, ExecutionConfig config) {
        this(typeInfo, Objects.requireNonNull(typeInfo, "typeInfo").createSerializer(config));
    }

    /** Elements by this serializer. */
    public TypeInformationSerializationSchema(TypeInformation<T> typeInfo, TypeSerializer<T> serializer) {
        this.typeInfo = Objects.requireNonNull(typeInfo, "typeInfo");
        this.serializer = Objects.requireNonNull(serializer, "serializer");
    }

    /**
     * The element of which {@link #serialize} has made these bytes.
     *
     * @throws FlinkRuntimeException when they are too few or too many, or not what the serializer writes
     */
    @Override
    public T deserialize(byte[] message) {
        if (in == null) {
            in = new DataInputDeserializer();
        }
        in.setBuffer(message);
        T element;
        try {
            element = serializer.deserialize(in);
        } catch (IOException failure) {
            throw new FlinkRuntimeException(
                    "a message of " + message.length + " bytes is no element of type " + typeInfo + ": "
                            + (failure.getMessage() == null ? "it ends too early" : failure.getMessage()),
                    failure);
        }
        if (in.available() > 0) {
            throw new FlinkRuntimeException("a message of " + message.length + " bytes is no element of type "
                    + typeInfo + ": " + in.available() + " bytes are left over; was it written with another type?");
        }
        return element;
    }

    @Override
    public boolean isEndOfStream(T nextElement) {
        return false;
    }

    @Override
    public byte[] serialize(T element) {
        if (out == null) {
            out = new DataOutputSerializer(FIRST_BYTES);
        }
        out.clear();
        try {
            serializer.serialize(element, out);
        } catch (IOException failure) {
            throw new FlinkRuntimeException(
                    "can't serialize an element as " + typeInfo + ": " + failure.getMessage(), failure);
        }
        return out.getCopyOfBuffer();
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return typeInfo;
    }
}
