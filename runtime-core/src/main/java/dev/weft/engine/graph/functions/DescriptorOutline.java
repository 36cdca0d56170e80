package dev.weft.engine.graph.functions;

import dev.weft.api.common.functions.SerializerFactory;
import dev.weft.api.common.state.State;
import dev.weft.api.common.state.StateDescriptor;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.TypeSerializer;
import java.util.ArrayList;
import java.util.List;

/** Name, kind and type of a state: a descriptor without functions and default value. */
final class DescriptorOutline extends StateDescriptor<State, Object> {

    private static final long serialVersionUID = 1L;

    private final Type kind;

    DescriptorOutline(Type kind, String name, TypeInformation<Object> type) {
        super(name, type, null);
        this.kind = kind;
    }

    private DescriptorOutline(Type kind, String name, TypeSerializer<Object> serializer) {
        super(name, serializer, null);
        this.kind = kind;
    }

    /** The outline of a descriptor of the program, which stays as it is. */
    @SuppressWarnings("unchecked") // of values only their type matters
    static DescriptorOutline of(StateDescriptor<?, ?> descriptor) {
        if (descriptor.isSerializerInitialized()) {
            return new DescriptorOutline(
                    descriptor.getType(), descriptor.getName(), (TypeSerializer<Object>) descriptor.getSerializer());
        }
        List<TypeInformation<?>> types = new ArrayList<>();
        descriptor.initializeSerializerUnlessSet(new TypeOnly(types));
        return new DescriptorOutline(
                descriptor.getType(), descriptor.getName(), (TypeInformation<Object>) types.get(0));
    }

    /** Is told the type of a descriptor, and makes no serializer. */
    private record TypeOnly(List<TypeInformation<?>> types) implements SerializerFactory {
        @Override
        public <T> TypeSerializer<T> createSerializer(TypeInformation<T> type) {
            types.add(type);
            return null;
        }
    }

    @Override
    public Type getType() {
        return kind;
    }
}
