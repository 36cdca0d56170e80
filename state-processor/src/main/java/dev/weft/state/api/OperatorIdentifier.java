package dev.weft.state.api;

import dev.weft.annotation.PublicEvolving;
import dev.weft.engine.common.OperatorId;
import java.io.Serializable;
import java.util.Optional;

/** Which operator of a savepoint: by the uid that its program gave it, or by the hash that stands in the savepoint. Immutable. */
@PublicEvolving
public final class OperatorIdentifier implements Serializable {

    private static final long serialVersionUID = 1L;

    private final OperatorId id;
    private final String uid;

    private OperatorIdentifier(OperatorId id, String uid) {
        this.id = id;
        this.uid = uid;
    }

    /** The operator with that {@code uid}. */
    public static OperatorIdentifier forUid(String uid) {
        return new OperatorIdentifier(OperatorId.ofUid(uid), uid);
    }

    /** The operator with that id, as {@code flink savepoint --describe} shows it and {@code setUidHash} takes it. */
    public static OperatorIdentifier forUidHash(String uidHash) {
        return new OperatorIdentifier(new OperatorId(uidHash), null);
    }

    /** The uid, if the operator was named by it. */
    public Optional<String> getUid() {
        return Optional.ofNullable(uid);
    }

    OperatorId id() {
        return id;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OperatorIdentifier that && id.equals(that.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return uid == null ? "with the uid hash " + id : "'" + uid + "' (" + id + ")";
    }
}
