package dev.weft.engine.graph;

import dev.weft.engine.common.Blob;
import dev.weft.engine.common.BlobStore;
import dev.weft.engine.common.Payload;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.graph.ChainSpec.ChainedOperator;
import dev.weft.engine.graph.ChainSpec.NetworkInput;
import dev.weft.engine.graph.ChainSpec.NetworkOutput;
import dev.weft.program.Partitioning;
import java.io.IOException;

/** Serialization of a {@link ChainSpec} into the bytes that a {@link JobVertex} carries. */
public final class ChainPayload {

    private ChainPayload() {}

    /**
     * Serializes a chain. The error of one that is not serializable names the operator and the field that is to blame.
     */
    static Payload write(ChainSpec chain) {
        try {
            return new Payload(UserObjects.bytes(chain));
        } catch (IOException | RuntimeException e) {
            blame(chain);
            return UserObjects.write(chain, "the chain '" + ChainNames.of(chain) + "'");
        }
    }

    /**
     * Deserializes a chain with the class loader of the user's classes.
     *
     * @param vertex the name of its vertex, for messages
     */
    public static ChainSpec read(Blob chain, BlobStore stored, ClassLoader userClassLoader, String vertex) {
        return UserObjects.read(chain, stored, userClassLoader, ChainSpec.class, "the operator chain '" + vertex + "'");
    }

    /** Throws for the first part that is not serializable, trying the smallest parts first. */
    private static void blame(ChainSpec chain) throws WeftException {
        for (ChainedOperator operator : chain.operators()) {
            UserObjects.write(operator.operation().userObject(), "the function of operator '" + operator.name() + "'");
            UserObjects.write(operator.operation(), "operator '" + operator.name() + "'");
        }
        for (NetworkInput input : chain.inputs()) {
            blame(
                    input.partitioning(),
                    "the input of operator '" + chain.operators().get(0).name() + "'");
            UserObjects.write(
                    input.type(),
                    "the input type of operator '" + chain.operators().get(0).name() + "'");
        }
        for (NetworkOutput output : chain.outputs()) {
            blame(output.partitioning(), "an output of '" + ChainNames.of(chain) + "'");
            UserObjects.write(output.type(), "an output type of '" + ChainNames.of(chain) + "'");
        }
        UserObjects.write(chain.settings().executionConfig(), "the execution config");
    }

    private static void blame(Partitioning partitioning, String where) {
        if (partitioning instanceof Partitioning.Keyed keys) {
            UserObjects.write(keys.keySelector(), "the key selector of " + where);
        } else if (partitioning instanceof Partitioning.Custom custom) {
            UserObjects.write(custom.partitioner(), "the partitioner of " + where);
            UserObjects.write(custom.keySelector(), "the key selector of " + where);
        }
    }
}
