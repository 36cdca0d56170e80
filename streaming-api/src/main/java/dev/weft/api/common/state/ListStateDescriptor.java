package dev.weft.api.common.state;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.TypeSerializer;
import java.util.List;
import java.util.Objects;

/** Names a {@link ListState}. */
public class ListStateDescriptor<T> extends StateDescriptor<ListState<T>, List<T>> {
    private static final long serialVersionUID = 1L;

    private final TypeInformation<T> elementType;
    private final TypeSerializer<T> elementSerializer;

    public ListStateDescriptor(String name, Class<T> elementTypeClass) {
        this(name, TypeInformation.of(elementTypeClass));
    }

    public ListStateDescriptor(String name, TypeInformation<T> elementTypeInfo) {
        super(name);
        this.elementType = Objects.requireNonNull(elementTypeInfo, "elementTypeInfo");
        this.elementSerializer = null;
    }

    public ListStateDescriptor(String name, TypeSerializer<T> typeSerializer) {
        super(name);
        this.elementType = null;
        this.elementSerializer = Objects.requireNonNull(typeSerializer, "typeSerializer");
    }

    /** A serializer of the caller's own. */
    public TypeSerializer<T> getElementSerializer() {
        return elementSerializer == null
                ? elementType.createSerializer(new ExecutionConfig().getSerializerConfig())
                : elementSerializer.duplicate();
    }

    @Override
    public Type getType() {
        return Type.LIST;
    }
}
