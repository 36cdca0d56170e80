package dev.weft.streaming.api.graph;

import java.util.Objects;

/** What is settled about an operator. */
public final class StreamConfig {
    private final String operatorName;

    public StreamConfig(String operatorName) {
        this.operatorName = Objects.requireNonNull(operatorName, "operatorName");
    }

    public String getOperatorName() {
        return operatorName;
    }
}
