package dev.weft.api.java.typeutils.runtime;

import dev.weft.api.common.typeutils.SkippableSnapshot;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.TypeSerializerSchemaCompatibility;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares the fields of a class with those of an older schema, matched by name. */
final class FieldComparison {
    private final List<SavedField> current;
    private final List<SavedField> old;

    /** By position among the current fields; null for a field that is new. */
    private final List<TypeSerializerSchemaCompatibility<?>> answers = new ArrayList<>();

    private boolean migration;
    private String reason = "";

    FieldComparison(String owner, List<SavedField> current, List<SavedField> old) {
        this.current = current;
        this.old = old;
        migration = current.size() != old.size();
        for (int i = 0; i < current.size() && reason.isEmpty(); i++) {
            compare(owner, i);
        }
    }

    private void compare(String owner, int position) {
        SavedField field = current.get(position);
        int before = SavedField.indexOf(field.name(), old);
        if (before < 0) {
            migration = true;
            answers.add(null);
            return;
        }
        TypeSerializerSchemaCompatibility<?> answer = field.canRead(old.get(before));
        answers.add(answer);
        if (answer.isIncompatible()) {
            reason = "field '" + field.name() + "' of " + owner + ": " + answer.reason();
        }
        migration |= answer.isCompatibleAfterMigration()
                || before != position
                || old.get(before).masked() != field.masked();
    }

    /** Returns why a field can't be used any more, the field named. */
    Optional<String> reason() {
        return reason.isEmpty() ? Optional.empty() : Optional.of(reason);
    }

    boolean needsMigration() {
        return migration;
    }

    boolean needsReconfiguring() {
        return answers.stream().anyMatch(TypeSerializerSchemaCompatibility::isCompatibleWithReconfiguredSerializer);
    }

    /** Returns what reads the field of the older schema at a position, or steps over it if it is gone. */
    TypeSerializer<?> readerOfOld(int position) {
        SavedField field = old.get(position);
        int now = SavedField.indexOf(field.name(), current);
        return now < 0 ? SkippableSnapshot.skipperOf(field.snapshot()) : field.readerOf(answers.get(now));
    }

    /** Returns the serializers for the current fields of which none is new. */
    TypeSerializer<?>[] reconfigured() {
        TypeSerializer<?>[] serializers = new TypeSerializer<?>[current.size()];
        for (int i = 0; i < serializers.length; i++) {
            TypeSerializerSchemaCompatibility<?> answer = answers.get(i);
            serializers[i] = answer.isCompatibleWithReconfiguredSerializer()
                    ? answer.getReconfiguredSerializer()
                    : current.get(i).snapshot().restoreSerializer();
        }
        return serializers;
    }
}
