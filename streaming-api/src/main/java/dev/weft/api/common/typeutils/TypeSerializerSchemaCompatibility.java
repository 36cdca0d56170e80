package dev.weft.api.common.typeutils;

import dev.weft.annotation.Internal;
import dev.weft.annotation.PublicEvolving;
import java.util.Objects;

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

    /** The reconfigured serializer, or the reader of old bytes; null unless the answer has one. */
    private final TypeSerializer<T> serializer;

    private final String reason;

    private TypeSerializerSchemaCompatibility(Type type, TypeSerializer<T> serializer, String reason) {
        this.type = type;
        this.serializer = serializer;
        this.reason = reason;
    }

    /** The new serializer reads old bytes. */
    public static <T> TypeSerializerSchemaCompatibility<T> compatibleAsIs() {
        return new TypeSerializerSchemaCompatibility<>(Type.COMPATIBLE_AS_IS, null, "");
    }

    /** Old bytes must be read by the restored serializer and written anew. */
    public static <T> TypeSerializerSchemaCompatibility<T> compatibleAfterMigration() {
        return new TypeSerializerSchemaCompatibility<>(Type.COMPATIBLE_AFTER_MIGRATION, null, "");
    }

    /** As {@link #compatibleAfterMigration()}, but only the given reader turns old bytes into values of the new type. */
    @Internal
    public static <T> TypeSerializerSchemaCompatibility<T> compatibleAfterMigration(TypeSerializer<T> reader) {
        return new TypeSerializerSchemaCompatibility<>(
                Type.COMPATIBLE_AFTER_MIGRATION, Objects.requireNonNull(reader), "");
    }

    /** The given serializer, made from the new one, reads old bytes. */
    public static <T> TypeSerializerSchemaCompatibility<T> compatibleWithReconfiguredSerializer(
            TypeSerializer<T> reconfiguredSerializer) {
        return new TypeSerializerSchemaCompatibility<>(
                Type.COMPATIBLE_WITH_RECONFIGURED_SERIALIZER, Objects.requireNonNull(reconfiguredSerializer), "");
    }

    /** Old bytes can't be used. */
    public static <T> TypeSerializerSchemaCompatibility<T> incompatible() {
        return incompatible("its serializer says so without a reason");
    }

    /** Old bytes can't be used, and why: part of a sentence that names what differs. */
    @Internal
    public static <T> TypeSerializerSchemaCompatibility<T> incompatible(String reason) {
        return new TypeSerializerSchemaCompatibility<>(Type.INCOMPATIBLE, null, Objects.requireNonNull(reason));
    }

    /** Old bytes can't be used, because they are of another kind. */
    @Internal
    public static <T> TypeSerializerSchemaCompatibility<T> incompatible(
            TypeSerializerSnapshot<?> current, TypeSerializerSnapshot<?> old) {
        return incompatible("it was written as " + nameOf(old) + ", and is now " + nameOf(current));
    }

    private static String nameOf(TypeSerializerSnapshot<?> snapshot) {
        String text = snapshot.toString();
        return text.startsWith(snapshot.getClass().getName() + "@")
                ? snapshot.getClass().getName()
                : text;
    }

    /** Whether the new serializer reads and writes old values as it is. */
    public boolean isCompatibleAsIs() {
        return type == Type.COMPATIBLE_AS_IS;
    }

    /** Whether old values must be read by the old serializer and written anew by the new one, once. */
    public boolean isCompatibleAfterMigration() {
        return type == Type.COMPATIBLE_AFTER_MIGRATION;
    }

    /**
     * Whether a changed form of the new serializer, {@link #getReconfiguredSerializer}, reads and writes old values.
     */
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
        return serializer;
    }

    /**
     * Returns the serializer that reads what was written under the old snapshot, as values for the new serializer.
     *
     * @throws IllegalStateException if {@link #isIncompatible()}
     */
    @Internal
    public TypeSerializer<T> readerOf(TypeSerializerSnapshot<T> oldSnapshot) {
        if (type == Type.INCOMPATIBLE) {
            throw new IllegalStateException("What was written under an incompatible schema can't be read: " + reason);
        }
        return type == Type.COMPATIBLE_AFTER_MIGRATION && serializer != null
                ? serializer
                : oldSnapshot.restoreSerializer();
    }

    /** Returns why old bytes can't be used; empty unless {@link #isIncompatible()}. */
    @Internal
    public String reason() {
        return reason;
    }

    /** Whether the new serializer has no way to old values. Restoring the state fails. */
    public boolean isIncompatible() {
        return type == Type.INCOMPATIBLE;
    }

    @Override
    public String toString() {
        return "TypeSerializerSchemaCompatibility(" + type + (reason.isEmpty() ? "" : ": " + reason) + ")";
    }
}
