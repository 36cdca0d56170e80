package dev.weft.streaming.api.graph;

import java.util.Objects;

/** What is settled about an operator. */
public final class StreamConfig {
    private final String operatorName;

    /** The configuration of one operator. */
    public StreamConfig(String operatorName) {
        this.operatorName = Objects.requireNonNull(operatorName, "operatorName");
    }

    /** The operator's name. */
    public String getOperatorName() {
        return operatorName;
    }
}
