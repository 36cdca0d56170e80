package dev.weft.api.common.serialization;

import dev.weft.api.common.typeinfo.TypeHint;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.java.typeutils.TypeExtractor;
import java.io.IOException;
import java.util.Objects;

/**
 * A {@link DeserializationSchema} that knows the type of its elements and never ends a stream. A subclass gives {@link
 * #deserialize(byte[])}.
 *
 * @param <T> the elements
 */
public abstract class AbstractDeserializationSchema<T> implements DeserializationSchema<T> {

    private static final long serialVersionUID = 1L;

    private final TypeInformation<T> type;

    /** Finds the type in the subclass, which must name it: {@code extends AbstractDeserializationSchema<Click>}. */
    protected AbstractDeserializationSchema() {
        this.type = TypeExtractor.createTypeInfo(AbstractDeserializationSchema.class, getClass(), 0, null, null);
    }

    /** For elements of a class without type parameters. */
    protected AbstractDeserializationSchema(Class<T> type) {
        this(TypeInformation.of(type));
    }

    /** For elements of a type with type parameters. */
    protected AbstractDeserializationSchema(TypeHint<T> typeHint) {
        this(typeHint.getTypeInfo());
    }

    /** For elements of that type. */
    protected AbstractDeserializationSchema(TypeInformation<T> typeInfo) {
        this.type = Objects.requireNonNull(typeInfo, "typeInfo");
    }

    @Override
    public abstract T deserialize(byte[] message) throws IOException;

    @Override
    public boolean isEndOfStream(T nextElement) {
        return false;
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return type;
    }
}
