package dev.weft.api.common.state;

import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.base.ListSerializer;
import dev.weft.api.java.typeutils.ListTypeInfo;
import java.util.List;

/** Names a {@link ListState}. */
public class ListStateDescriptor<T> extends StateDescriptor<ListState<T>, List<T>> {
    private static final long serialVersionUID = 1L;

    /**
     * A descriptor for elements of a class without type parameters.
     *
     * @param name unique among the states of the operator; state is found again by it
     */
    public ListStateDescriptor(String name, Class<T> elementTypeClass) {
        this(name, TypeInformation.of(elementTypeClass));
    }

    /**
     * A descriptor for elements of this type.
     *
     * @param name unique among the states of the operator; state is found again by it
     */
    public ListStateDescriptor(String name, TypeInformation<T> elementTypeInfo) {
        super(name, new ListTypeInfo<>(elementTypeInfo), null);
    }

    /**
     * A descriptor for elements with this serializer.
     *
     * @param name unique among the states of the operator; state is found again by it
     */
    public ListStateDescriptor(String name, TypeSerializer<T> typeSerializer) {
        super(name, new ListSerializer<>(typeSerializer), null);
    }

    /** A serializer of the caller's own. */
    public TypeSerializer<T> getElementSerializer() {
        if (getSerializer() instanceof ListSerializer<T> listSerializer) {
            return listSerializer.getElementSerializer();
        }
        throw new IllegalStateException("state '" + name + "' does not have the serializer of a list");
    }

    @Override
    public Type getType() {
        return Type.LIST;
    }
}
