package dev.weft.api.common.typeutils;

import dev.weft.annotation.PublicEvolving;

/**
 * The answer to whether a serializer can read what an older one wrote.
 *
 * @param <T> the type of the values
 */
@PublicEvolving
public class TypeSerializerSchemaCompatibility<T> {

    private enum Type {
        COMPATIBLE_AS_IS,
        COMPATIBLE_AFTER_MIGRATION,
        COMPATIBLE_WITH_RECONFIGURED_SERIALIZER,
        INCOMPATIBLE
    }

    private final Type type;
    private final TypeSerializer<T> reconfigured;

    private TypeSerializerSchemaCompatibility(Type type, TypeSerializer<T> reconfigured) {
        this.type = type;
        this.reconfigured = reconfigured;
    }

    /** The new serializer reads old bytes. */
    public static <T> TypeSerializerSchemaCompatibility<T> compatibleAsIs() {
        return new TypeSerializerSchemaCompatibility<>(Type.COMPATIBLE_AS_IS, null);
    }

    /** Old bytes must be read by the restored serializer and written anew. */
    public static <T> TypeSerializerSchemaCompatibility<T> compatibleAfterMigration() {
        return new TypeSerializerSchemaCompatibility<>(Type.COMPATIBLE_AFTER_MIGRATION, null);
    }

    /** The given serializer, made from the new one, reads old bytes. */
    public static <T> TypeSerializerSchemaCompatibility<T> compatibleWithReconfiguredSerializer(
            TypeSerializer<T> reconfiguredSerializer) {
        return new TypeSerializerSchemaCompatibility<>(
                Type.COMPATIBLE_WITH_RECONFIGURED_SERIALIZER, reconfiguredSerializer);
    }

    /** Old bytes can't be used. */
    public static <T> TypeSerializerSchemaCompatibility<T> incompatible() {
        return new TypeSerializerSchemaCompatibility<>(Type.INCOMPATIBLE, null);
    }

    public boolean isCompatibleAsIs() {
        return type == Type.COMPATIBLE_AS_IS;
    }

    public boolean isCompatibleAfterMigration() {
        return type == Type.COMPATIBLE_AFTER_MIGRATION;
    }

    public boolean isCompatibleWithReconfiguredSerializer() {
        return type == Type.COMPATIBLE_WITH_RECONFIGURED_SERIALIZER;
    }

    /**
     * Returns the reconfigured serializer.
     *
     * @throws IllegalStateException unless {@link #isCompatibleWithReconfiguredSerializer()}
     */
    public TypeSerializer<T> getReconfiguredSerializer() {
        if (type != Type.COMPATIBLE_WITH_RECONFIGURED_SERIALIZER) {
            throw new IllegalStateException(
                    "There is a reconfigured serializer only if the answer asks for one, not for " + type);
        }
        return reconfigured;
    }

    public boolean isIncompatible() {
        return type == Type.INCOMPATIBLE;
    }

    @Override
    public String toString() {
        return "TypeSerializerSchemaCompatibility(" + type + ")";
    }
}
