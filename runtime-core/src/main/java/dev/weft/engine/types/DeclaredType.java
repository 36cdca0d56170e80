package dev.weft.engine.types;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.functions.SerializerFactory;
import dev.weft.api.common.state.StateDescriptor;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.TypeSerializerSchemaCompatibility;
import dev.weft.api.common.typeutils.base.ListSerializer;
import dev.weft.api.common.typeutils.base.MapSerializer;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import java.util.Optional;

/**
 * The type with which a state was first declared; a later declaration of the same name must have the same type.
 * Programs may create a descriptor for every record, so types are compared before a serializer is created. Belongs to
 * the thread of its task.
 */
public final class DeclaredType {

    private final ExecutionConfig config;
    private final StateDescriptor<?, ?> first;
    private final Optional<TypeInformation<?>> type;
    private final TypeSerializer<?> serializer;

    /** Creates the serializer of the first descriptor. */
    public DeclaredType(StateDescriptor<?, ?> first, ExecutionConfig config) {
        this.config = config;
        this.first = first;
        Watched made = new Watched(config, Optional.empty());
        first.initializeSerializerUnlessSet(made);
        this.type = made.asked;
        this.serializer = first.getSerializer();
    }

    /** Gives a further descriptor of the same name its serializer, or rejects it if its kind or type differs. */
    public void admit(StateDescriptor<?, ?> further) {
        if (further == first) {
            return;
        }
        if (further.getType() != first.getType()) {
            throw refused("is declared as " + first.getType() + " and as " + further.getType());
        }
        Watched made = new Watched(config, Optional.of(this));
        further.initializeSerializerUnlessSet(made);
        if (made.isKnown) {
            return;
        }
        TypeSerializer<?> other = further.getSerializer();
        if (!other.equals(serializer) && !isWrittenLike(other, serializer)) {
            throw refused("is declared for values of " + text(type, serializer) + " and for values of "
                    + text(made.asked, other));
        }
    }

    private WeftException refused(String why) {
        return new WeftException(
                ErrorCode.USER_CODE, "state '" + first.getName() + "' " + why + "; give one of them another name");
    }

    /**
     * For custom serializers without {@code equals}: whether the snapshot of the former one accepts the new one
     * unchanged.
     */
    @SuppressWarnings("unchecked") // a snapshot answers for whatever it is asked about
    private static boolean isWrittenLike(TypeSerializer<?> now, TypeSerializer<?> before) {
        if (now.getClass() != before.getClass()) {
            return false;
        }
        TypeSerializerSchemaCompatibility<Object> answer = ((TypeSerializer<Object>) now)
                .snapshotConfiguration()
                .resolveSchemaCompatibility(((TypeSerializer<Object>) before).snapshotConfiguration());
        return answer.isCompatibleAsIs() || answer.isCompatibleWithReconfiguredSerializer();
    }

    private static String text(Optional<TypeInformation<?>> type, TypeSerializer<?> serializer) {
        return type.map(Object::toString).orElseGet(() -> text(serializer));
    }

    /** The type's name, or the closest thing to it. */
    private static String text(TypeSerializer<?> serializer) {
        if (serializer instanceof ListSerializer<?> list) {
            return "List<" + text(list.getElementSerializer()) + ">";
        }
        if (serializer instanceof MapSerializer<?, ?> map) {
            return "Map<" + text(map.getKeySerializer()) + ", " + text(map.getValueSerializer()) + ">";
        }
        String own = serializer.toString();
        return own.contains("@") ? serializer.getClass().getSimpleName() : own;
    }

    /** A serializer factory that remembers the types that it was asked for. */
    private static final class Watched implements SerializerFactory {

        private final ExecutionConfig config;
        private final Optional<DeclaredType> known;
        private Optional<TypeInformation<?>> asked = Optional.empty();
        private boolean isKnown;

        Watched(ExecutionConfig config, Optional<DeclaredType> known) {
            this.config = config;
            this.known = known;
        }

        @Override
        @SuppressWarnings("unchecked") // equal types have serializers of the same values
        public <T> TypeSerializer<T> createSerializer(TypeInformation<T> wanted) {
            asked = Optional.of(wanted);
            isKnown = known.isPresent() && known.get().type.equals(asked);
            return isKnown
                    ? (TypeSerializer<T>) known.get().serializer
                    : wanted.createSerializer(config.getSerializerConfig());
        }
    }
}
